#include "entente/diagnostic.hpp"

#include "entente/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace entente {
namespace {

/// Line `number` of `text`, counted from 1, without its end; empty past the last line.
std::string_view line_of(std::string_view text, std::size_t number) {
    while (--number > 0) {
        const auto end = text.find('\n');
        if (end == text.npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

std::string render_all(std::span<const SourceText> sources,
                       std::span<const Diagnostic> diagnostics) {
    expects(!diagnostics.empty(), "a model error has a diagnostic");
    std::string all;
    for (const Diagnostic& d : diagnostics) all += render(sources, d);
    return all;
}

}  // namespace

std::string render(std::span<const SourceText> sources, const Diagnostic& d) {
    expects(d.where.source < sources.size(), "a diagnostic points into a source that was read");
    const SourceText& source = sources[d.where.source];
    std::string out =
        fmt::format("{}:{}:{}: error: {}\n", source.name, d.where.line, d.where.column, d.message);
    out += fmt::format("{:>5} | {}\n", d.where.line, line_of(source.text, d.where.line));
    out += fmt::format("      | {}{}\n", std::string(d.where.column - 1, ' '),
                       std::string(std::max<std::size_t>(d.where.length, 1), '^'));
    if (!d.hint.empty()) out += fmt::format("      = {}\n", d.hint);
    return out;
}

ModelError::ModelError(std::span<const SourceText> sources, std::vector<Diagnostic> diagnostics)
    : std::runtime_error(render_all(sources, diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace entente
