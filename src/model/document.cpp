/// @file document.cpp
/// The only file that knows toml++. It turns its tree into ours: keys in the order of the file
/// (toml++ sorts them), places in bytes (it counts characters), numbers as their digits (it
/// keeps doubles).
#include "model/document.hpp"

#include "model/check_text.hpp"
#include "model/string_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace entente {
namespace {

struct ParserConfused {};

/// toml++ 3.3 asserts what a file can violate (a table header that starts with a comma), and
/// without assertions tells the compiler that it cannot. So here they stay on, and throw; but
/// the one that guards keys is let pass, as the lines behind it report the fault with its place.
void failed_assertion(std::string_view condition) {
    if (!condition.starts_with("is_bare_key_character")) throw ParserConfused();
}

}  // namespace
}  // namespace entente

#undef NDEBUG
#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(...) \
    static_cast<void>((__VA_ARGS__) || (entente::failed_assertion(#__VA_ARGS__), true))
#include <toml++/toml.h>

namespace entente {
namespace {

/// From lines and columns in characters to bytes.
class Places {
public:
    explicit Places(std::string_view text) : text_(text) {
        starts_.push_back(0);
        for (std::size_t k = 0; k < text.size(); ++k)
            if (text[k] == '\n') starts_.push_back(k + 1);
    }

    /// Offset in the text. Walking forward along one line costs no more than its length.
    std::size_t offset(const toml::source_position& at) {
        const std::size_t line = std::clamp<std::size_t>(at.line, 1, starts_.size());
        const std::size_t column = std::max<std::size_t>(at.column, 1);
        if (line != line_ || column < column_) {
            line_ = line;
            column_ = 1;
            offset_ = starts_[line - 1];
        }
        while (column_ < column && offset_ < text_.size() && text_[offset_] != '\n') {
            do {
                ++offset_;
            } while (offset_ < text_.size() &&
                     (static_cast<unsigned char>(text_[offset_]) & 0xC0) == 0x80);
            ++column_;
        }
        return offset_;
    }

    std::size_t start_of_line(std::size_t line) const { return starts_.at(line - 1); }

private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
    std::size_t line_ = 0, column_ = 0, offset_ = 0;
};

class Converter {
public:
    Converter(std::string_view text, std::size_t index)
        : text_(text), places_(text), index_(index) {}

    SourceSpan span(const toml::source_region& region) {
        const std::size_t first = places_.offset(region.begin);
        const std::size_t line = std::max<std::size_t>(region.begin.line, 1);
        SourceSpan made{line, first - places_.start_of_line(line) + 1, 1, index_};
        if (region.end.line == region.begin.line) {
            const std::size_t last = places_.offset(region.end);
            if (last > first) made.length = last - first;
        } else {
            const auto end = std::min(text_.find_first_of("\r\n", first), text_.size());
            made.length = std::max<std::size_t>(end - first, 1);
        }
        return made;
    }

    Node node(const toml::node& from) {
        if (const auto* table = from.as_table()) return this->table(*table);
        Node made;
        made.where = span(from.source());
        if (const auto* array = from.as_array()) {
            made.kind = Node::Kind::array;
            for (const toml::node& item : *array) made.items.push_back(node(item));
        } else if (const auto* text = from.as_string()) {
            made.kind = Node::Kind::string;
            made.text = placed_string(raw(from.source()), text->get(), made.where);
        } else if (const auto* truth = from.as_boolean()) {
            made.kind = Node::Kind::boolean;
            made.truth = truth->get();
        } else if (from.is_number()) {
            made.kind = Node::Kind::number;
            made.text = {digits(from), made.where, 0, {}};
        }
        return made;
    }

private:
    std::string_view raw(const toml::source_region& region) {
        const std::size_t first = places_.offset(region.begin);
        const std::size_t last = places_.offset(region.end);
        return text_.substr(first, std::max(first, last) - first);
    }

    std::string digits(const toml::node& from) {
        if (const auto* whole = from.as_integer()) return fmt::format("{}", whole->get());
        std::string written(raw(from.source()));
        if (const auto end = written.find_last_not_of(" \t\r\n"); end != written.npos)
            written.resize(end + 1);
        return written;
    }

    Node table(const toml::table& from) {
        Node made;
        made.kind = Node::Kind::table;
        made.where = span(from.source());
        std::vector<std::pair<const toml::key*, const toml::node*>> sorted;
        for (const auto& [key, value] : from) sorted.emplace_back(&key, &value);
        const auto place = [](const auto& entry) {
            const auto begin = entry.first->source().begin;
            return std::pair(begin.line, begin.column);
        };
        std::ranges::stable_sort(sorted, {}, place);
        for (const auto& [key, value] : sorted) {
            const SourceSpan where = span(key->source());
            made.entries.push_back({std::string(key->str()), where, node(*value)});
        }
        return made;
    }

    std::string_view text_;
    Places places_;
    std::size_t index_;
};

Diagnostic diagnostic_of(const toml::parse_error& error, std::string_view text, std::size_t index) {
    std::string reason(error.description());
    constexpr std::string_view start = "Error while ";
    if (reason.starts_with(start)) reason.erase(0, start.size());
    std::string hint;
    if (reason.find("unescaped control characters") != reason.npos) {
        reason = "a string does not end in the line in which it starts";  // check_text saw the rest
    } else if (reason.find("TOML_MAX_NESTED_VALUES") != reason.npos) {
        reason = "values are nested too deeply";
    } else if (reason.find("could not be interpreted as a value") != reason.npos) {
        hint = "write a number like 1.5, or an expression in quotes";
    } else if (reason.find("not representable in 64 bits") != reason.npos) {
        hint = "write larger numbers as strings, like \"1e30\"";
    }
    Diagnostic made{{}, fmt::format("this is not TOML: {}", reason), std::move(hint)};
    made.where = Converter(text, index).span({error.source().begin, error.source().begin, {}});
    return made;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto it = std::ranges::find(entries, key, &Entry::key);
    return it == entries.end() ? nullptr : &it->value;
}

std::optional<Node> parse_document(const SourceText& source, std::size_t index, Faults& faults) {
    if (!check_text(source, index, faults)) return std::nullopt;
    try {
        const toml::table table = toml::parse(std::string_view(source.text));
        return Converter(source.text, index).node(table);
    } catch (const toml::parse_error& error) {
        faults.add(diagnostic_of(error, source.text, index));
    } catch (const ParserConfused&) {
        faults.add({1, 1, 1, index}, "this is not TOML, and the parser cannot tell where");
    }
    return std::nullopt;
}

}  // namespace entente
