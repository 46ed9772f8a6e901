#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_list = 2000;
constexpr std::size_t longest_listing = 9;  // names that a hint enumerates

char folded(char c) {
    return c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Optimal string alignment distance; neither case nor "-" against "_" counts.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = folded(a[i - 1]) == folded(b[j - 1]) ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + replaced});
            if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                folded(a[i - 2]) == folded(b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = std::exchange(last, row);
    }
    return last[b.size()];
}

/// One name is the other's beginning or end: "family" for "family_reunions".
bool part_of(std::string_view name, std::string_view candidate) {
    return name.size() >= 3 && (candidate.starts_with(name) || candidate.ends_with(name));
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates) {
    if (name.size() > longest_name || candidates.size() > longest_list) return std::nullopt;
    const std::string* best = nullptr;
    std::size_t fewest = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > longest_name) continue;
        const std::size_t steps = distance(name, candidate);
        if (steps < fewest && steps < std::max(name.size(), candidate.size())) {
            fewest = steps;
            best = &candidate;
        }
    }
    if (best == nullptr) {
        const auto it = std::ranges::find_if(
            candidates, [&](const std::string& candidate) { return part_of(name, candidate); });
        if (it != candidates.end()) best = &*it;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates) {
    if (const auto near = nearest_name(name, candidates))
        return fmt::format("did you mean {}?", in_quotes(*near));
    if (candidates.empty() || candidates.size() > longest_listing) return "";
    return fmt::format("known {} {}", candidates.size() == 1 ? "is" : "are", listed(candidates));
}

std::string in_quotes(std::string_view name) {
    constexpr std::size_t longest = 80;
    std::string shown(name.substr(0, longest));
    if (name.size() > longest) shown += "...";
    std::ranges::replace(shown, '\n', ' ');
    return fmt::format("\"{}\"", printable(std::move(shown)));
}

std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return (static_cast<unsigned char>(c) < 32 && c != '\n') || c == 127; },
        ' ');
    return text;
}

std::string listed(std::span<const std::string> names, std::string_view last) {
    std::string all;
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (k > 0) all += k + 1 < names.size() ? std::string(", ") : fmt::format(" {} ", last);
        all += in_quotes(names[k]);
    }
    return all;
}

}  // namespace entente
