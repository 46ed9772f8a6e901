/// @file diagnostic.hpp
/// What is wrong with a model file, where, and what to do about it.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace entente {

/// A stretch of one line. Line and column count from 1, the column in bytes.
struct SourceSpan {
    std::size_t line = 1;
    std::size_t column = 1;
    std::size_t length = 1;
    std::size_t source = 0;  ///< which of the texts that were read, in the order of reading

    bool operator==(const SourceSpan&) const = default;
};

/// The text of a file (or of a --set option) under the name the user gave it.
struct SourceText {
    std::string name;
    std::string text;

    bool operator==(const SourceText&) const = default;
};

struct Diagnostic {
    SourceSpan where;
    std::string message;  ///< lower case, no full stop: what was found, what was expected
    std::string hint;     ///< what to do about it; empty if nothing useful can be said

    bool operator==(const Diagnostic&) const = default;
};

/// "name:line:column: error: message", the line itself, carets below it, the hint.
/// Control characters are shown as blanks, and a long line is cut around the carets.
/// @pre diagnostic.where.source < sources.size()
std::string render(std::span<const SourceText> sources, const Diagnostic& diagnostic);

/// Thrown by the readers after everything was read, with every fault found in it; what() is
/// all of them rendered, in the order of their places.
class ModelError : public std::runtime_error {
public:
    /// @throws ContractError if there is no diagnostic.
    ModelError(std::span<const SourceText> sources, std::vector<Diagnostic> diagnostics);

    std::span<const Diagnostic> diagnostics() const noexcept { return diagnostics_; }

private:
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace entente
