#include "text/faults.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace entente {

void Faults::add(const SourceSpan& where, std::string message, std::string hint) {
    add({where, std::move(message), std::move(hint)});
}

void Faults::add(Diagnostic diagnostic) {
    if (!enough()) found_.push_back(std::move(diagnostic));
}

void Faults::raise(std::span<const SourceText> sources) const {
    if (found_.empty()) return;
    std::vector<Diagnostic> sorted = found_;
    const auto place = [](const Diagnostic& d) {
        return std::tuple(d.where.source, d.where.line, d.where.column);
    };
    std::ranges::stable_sort(sorted, {}, place);
    const auto repeated = std::ranges::unique(sorted);
    sorted.erase(repeated.begin(), repeated.end());
    throw ModelError(sources, std::move(sorted));
}

}  // namespace entente
