#include "report/json.hpp"

#include "report/numbers.hpp"
#include "report/table.hpp"

#include <boost/json/serialize.hpp>

#include <cmath>

namespace entente {
namespace {

using boost::json::value;

/// Length of the valid UTF-8 sequence at the front, 0 if there is none (RFC 3629).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    }
    // overlong forms, surrogates, beyond U+10FFFF
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F)) return 0;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return 0;
    return length;
}

std::string scalar_text(const value& v) {
    if (v.is_double()) return exact_text(v.get_double());
    return boost::json::serialize(v);
}

/// On one line.
std::string flat_text(const value& v) {
    std::string out;
    if (const auto* array = v.if_array()) {
        for (const value& item : *array) {
            out += out.empty() ? "" : ", ";
            out += flat_text(item);
        }
        return "[" + out + "]";
    }
    if (const auto* object = v.if_object()) {
        for (const auto& [key, item] : *object) {
            out += out.empty() ? "" : ", ";
            out += boost::json::serialize(key) + ": " + flat_text(item);
        }
        return "{" + out + "}";
    }
    return scalar_text(v);
}

void write(const value& v, std::size_t indent, std::size_t column, std::string& out) {
    const auto* array = v.if_array();
    const auto* object = v.if_object();
    const std::string flat = flat_text(v);
    const bool is_leaf =
        (array == nullptr || array->empty()) && (object == nullptr || object->empty());
    if (is_leaf || (indent > 0 && column + width_of(flat) < page_width)) {
        out += flat;
        return;
    }
    const std::string inner(indent + 2, ' ');
    const char* separator = "\n";
    out += array != nullptr ? "[" : "{";
    if (array != nullptr) {
        for (const value& item : *array) {
            out += separator + inner;
            write(item, indent + 2, indent + 2, out);
            separator = ",\n";
        }
    } else {
        for (const auto& [key, item] : *object) {
            const std::string name = boost::json::serialize(key) + ": ";
            out += separator + inner + name;
            write(item, indent + 2, indent + 2 + width_of(name), out);
            separator = ",\n";
        }
    }
    out += "\n" + std::string(indent, ' ') + (array != nullptr ? "]" : "}");
}

}  // namespace

value json_number(double x) {
    if (!std::isfinite(x)) return nullptr;
    return x;
}

value json_number(const std::optional<double>& x) {
    return x ? json_number(*x) : value(nullptr);
}

std::string valid_utf8(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        clean += length == 0 ? "\xEF\xBF\xBD" : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return clean;
}

value json_string(std::string_view text) {
    return value(valid_utf8(text));
}

std::string json_text(const value& v) {
    std::string out;
    write(v, 0, 0, out);
    return out + "\n";
}

}  // namespace entente
