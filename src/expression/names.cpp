#include "expression/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace entente {

NameList::NameList(std::vector<std::string> names) {
    for (std::string& name : names) add(std::move(name));
}

bool NameList::add(std::string name) {
    if (!positions_.emplace(name, static_cast<std::uint32_t>(names_.size())).second) return false;
    names_.push_back(std::move(name));
    return true;
}

std::optional<std::uint32_t> NameList::find(std::string_view name) const {
    const auto it = positions_.find(std::string(name));
    return it == positions_.end() ? std::nullopt : std::optional(it->second);
}

bool is_identifier(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view all =
        "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return !text.empty() && text.find_first_not_of(all) == text.npos &&
           digits.find(text.front()) == digits.npos;
}

bool is_reserved(std::string_view word) {
    static constexpr std::array<std::string_view, 11> words{
        "and", "false", "if", "in_force", "level", "max", "min", "not", "or", "play", "true"};
    return std::ranges::find(words, word) != words.end();
}

}  // namespace entente
