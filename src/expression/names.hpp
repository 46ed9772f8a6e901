/// @file names.hpp
/// What the names in an expression may stand for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace entente {

/// Names in the order of the file, each of them once, found in constant time.
class NameList {
public:
    NameList() = default;
    explicit NameList(std::vector<std::string> names);

    /// False, and no change, if the name is there already.
    bool add(std::string name);
    std::optional<std::uint32_t> find(std::string_view name) const;
    std::span<const std::string> all() const noexcept { return names_; }
    std::size_t size() const noexcept { return names_.size(); }
    const std::string& operator[](std::size_t k) const { return names_[k]; }

private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::uint32_t> positions_;
};

/// All names of a model; entry k of a list of lists belongs to relation or interaction k.
struct Names {
    NameList parameters, players, relations, interactions, measures;
    std::vector<NameList> levels;                ///< of each relation
    std::vector<NameList> interaction_players;   ///< of each interaction
    std::vector<std::vector<NameList>> actions;  ///< of each interaction and of its players
};

/// Letters, digits and "_", not starting with a digit.
bool is_identifier(std::string_view text);

/// Whether expressions give the word a meaning of their own ("if", "level", ...).
bool is_reserved(std::string_view word);

}  // namespace entente
