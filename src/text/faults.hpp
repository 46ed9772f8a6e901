/// @file faults.hpp
/// The faults found so far, so that a reader can go on after each.
#pragma once

#include "entente/diagnostic.hpp"

#include <span>
#include <string>
#include <vector>

namespace entente {

class Faults {
public:
    void add(const SourceSpan& where, std::string message, std::string hint = "");
    void add(Diagnostic diagnostic);

    bool empty() const noexcept { return found_.empty(); }
    std::size_t size() const noexcept { return found_.size(); }

    /// True once so many were found that reading on would only bury the first ones.
    bool enough() const noexcept { return found_.size() >= 200; }

    /// Throws a ModelError with all of them in the order of their places, if there are any.
    void raise(std::span<const SourceText> sources) const;

private:
    std::vector<Diagnostic> found_;
};

}  // namespace entente
