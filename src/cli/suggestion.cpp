#include "cli/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace entente::cli {
namespace {

/// Levenshtein's distance; time O(|a| |b|).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
    constexpr std::size_t longest = 200;  // nobody mistypes more, and the cost is quadratic
    if (known.empty() || word.size() > longest) return {};
    const auto nearest = std::ranges::min_element(
        known, {}, [&](const std::string& name) { return distance(word, name); });
    if (distance(word, *nearest) > std::max<std::size_t>(1, word.size() / 3)) return {};
    return fmt::format("; did you mean \"{}\"?", *nearest);
}

std::string unknown_name(std::string_view kind, std::string_view word,
                         std::span<const std::string> known) {
    return fmt::format("no {} is called \"{}\"{}\n  known: {}", kind, word,
                       did_you_mean(word, known), fmt::join(known, ", "));
}

}  // namespace entente::cli
