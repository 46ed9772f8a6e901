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

constexpr std::size_t longest_shown = 120;  // bytes of a line
constexpr std::size_t context = 60;         // bytes before the carets in a longer one

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The character of UTF-8 that starts at `at`; 0 if none does. Moves behind it.
char32_t next_character(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    char32_t found = first & (0x3FU >> more);
    if (first < 0xC2 || first > 0xF4 || text.size() - at < more) return 0;
    for (std::size_t k = 0; k < more; ++k) {
        if (!continues(text[at + k])) return 0;
        found = found << 6U | (static_cast<unsigned char>(text[at + k]) & 0x3FU);
    }
    at += more;
    return found;
}

/// Columns on a terminal, roughly: East Asian characters take two, combining marks none.
std::size_t width(char32_t c) {
    if (c >= 0x300 && c <= 0x36F) return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

/// Text as a terminal may show it, and the columns that it takes.
struct Shown {
    std::string text;
    std::size_t columns = 0;
};

Shown shown(std::string_view text) {
    Shown made;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t first = at;
        const char32_t c = next_character(text, at);
        if (c == 0 && text[first] != 0)
            made.text += '?';
        else if (c < 32 || (c >= 127 && c < 160))
            made.text += ' ';
        else
            made.text += text.substr(first, at - first);
        made.columns += width(c);
    }
    return made;
}

/// The line and the carets below it, cut to the surroundings of the carets if it is long.
std::string excerpt(std::string_view line, const SourceSpan& where) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t first = std::min(where.column - 1, line.size());
    std::size_t begin = 0;
    std::size_t end = line.size();
    if (line.size() > longest_shown) {
        begin = first > context ? first - context : 0;
        end = std::min(begin + longest_shown, line.size());
        while (begin < first && continues(line[begin])) ++begin;
        while (end > first + 1 && end < line.size() && continues(line[end])) --end;
    }
    const std::size_t last = std::min(first + std::max<std::size_t>(where.length, 1), end);
    const Shown before = shown(line.substr(begin, first - begin));
    const Shown under = shown(line.substr(first, std::max(first, last) - first));
    const Shown after = shown(line.substr(std::max(first, last), end - std::max(first, last)));
    const std::string_view left = begin > 0 ? "..." : "";
    const std::string number = fmt::format("{:>5}", where.line);
    std::string out = fmt::format("{} | {}{}{}{}{}\n", number, left, before.text, under.text,
                                  after.text, end < line.size() ? "..." : "");
    out += fmt::format("{} | {}{}\n", std::string(number.size(), ' '),
                       std::string(left.size() + before.columns, ' '),
                       std::string(std::max<std::size_t>(under.columns, 1), '^'));
    return out;
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
    std::string out = fmt::format("{}:{}:{}: error: {}\n", source.name, d.where.line,
                                  d.where.column, shown(d.message).text);
    out += excerpt(line_of(source.text, d.where.line), d.where);
    if (!d.hint.empty()) out += fmt::format("      = {}\n", shown(d.hint).text);
    return out;
}

ModelError::ModelError(std::span<const SourceText> sources, std::vector<Diagnostic> diagnostics)
    : std::runtime_error(render_all(sources, diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace entente
