/// @file document.hpp
/// A TOML file as a tree that knows where everything stands, and nothing of what it means.
#pragma once

#include "entente/diagnostic.hpp"

#include "text/faults.hpp"
#include "text/placed_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

struct Entry;

struct Node {
    enum class Kind { boolean, number, string, array, table, other };
    Kind kind = Kind::other;
    SourceSpan where;            ///< of a table without brackets of its own: its first key
    bool truth = false;          ///< boolean
    PlacedText text;             ///< string: its content; number: its digits, decimal
    std::vector<Node> items;     ///< array
    std::vector<Entry> entries;  ///< table, in the order of the file

    /// The value of a key of this table, or null.
    const Node* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    SourceSpan where;  ///< of the key
    Node value;
};

/// The table that source number `index` spells; nullopt after a fault.
///
/// Numbers keep their digits: 0.1 is one tenth. Files of more than 16 MiB or a million values,
/// bytes that are no text, and nesting beyond a hundred levels are faults.
std::optional<Node> parse_document(const SourceText& source, std::size_t index, Faults& faults);

}  // namespace entente
