#include "model/check_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace entente {
namespace {

constexpr std::size_t max_bytes = std::size_t{16} << 20U;
constexpr std::size_t max_values = 1'000'000;
constexpr std::size_t max_key_parts = 100;  // tables are destroyed recursively

SourceSpan place(const SourceText& source, std::size_t index, std::size_t at) {
    const std::string_view before = std::string_view(source.text).substr(0, at);
    SourceSpan found{1, 1, 1, index};
    for (const char c : before) found.line += c == '\n' ? 1 : 0;
    const auto start = before.rfind('\n');
    found.column = at - (start == before.npos ? 0 : start + 1) + 1;
    return found;
}

/// Length of the UTF-8 sequence that starts the text; 0 if it is not one.
std::size_t sequence(std::string_view text) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(k) & 0xC0) != 0x80) return 0;
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool surrogate = first == 0xED && byte(1) >= 0xA0;
    const bool too_large = first == 0xF4 && byte(1) >= 0x90;
    return overlong || surrogate || too_large ? 0 : length;
}

bool check_bytes(const SourceText& source, std::size_t index, Faults& faults) {
    const std::string_view text = source.text;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = sequence(text.substr(at));
        const bool control =
            (byte < 32 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 127;
        if (length == 0 || control) {
            faults.add(place(source, index, at),
                       control ? fmt::format("control character (byte 0x{:02X})", byte)
                               : fmt::format("byte 0x{:02X} is not UTF-8 text here", byte),
                       "a model is a text file in TOML");
            return false;
        }
        at += length;
    }
    return true;
}

/// End of the string or comment that starts at `at`, or `at` itself if none does. Where a
/// string is not closed the parser will stop, so nothing behind it matters.
std::size_t skip(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '#') return std::min(text.find('\n', at), text.size());
    if (c != '"' && c != '\'') return at;
    const std::string_view triple = c == '"' ? "\"\"\"" : "'''";
    const bool multi = text.substr(at).starts_with(triple);
    for (std::size_t k = at + (multi ? 3 : 1); k < text.size(); ++k) {
        if (c == '"' && text[k] == '\\') {
            ++k;
        } else if (multi) {
            if (!text.substr(k).starts_with(triple)) continue;
            k += 3;
            while (k < text.size() && text[k] == c) ++k;  // quotes that belong to the content
            return k;
        } else if (text[k] == c) {
            return k + 1;
        } else if (text[k] == '\n') {
            break;
        }
    }
    return text.size();
}

bool check_structure(const SourceText& source, std::size_t index, Faults& faults) {
    const std::string_view text = source.text;
    std::size_t values = 0, dots = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t end = skip(text, at); end > at) {
            at = end;
            continue;
        }
        const char c = text[at];
        if (c == ',' || c == '=') ++values;
        if (c == '.') ++dots;
        if (c == '\n' || c == ',' || c == '=' || c == '[' || c == '{') dots = 0;
        if (dots > max_key_parts) {
            faults.add(place(source, index, at), "a key of more than 100 parts");
            return false;
        }
        if (values > max_values) {
            faults.add(place(source, index, at), "more than a million values in one file");
            return false;
        }
        ++at;
    }
    return true;
}

}  // namespace

bool check_text(const SourceText& source, std::size_t index, Faults& faults) {
    if (source.text.size() > max_bytes) {
        faults.add({1, 1, 1, index},
                   "the file is larger than 16 MiB, the most that a model may have",
                   "is this a model file?");
        return false;
    }
    return check_bytes(source, index, faults) && check_structure(source, index, faults);
}

}  // namespace entente
