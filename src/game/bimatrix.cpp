#include "game/bimatrix.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente {
namespace {

/// The two sides in the order of the game; the number of players stands for nobody.
std::array<std::size_t, 2> sides_of(const NormalForm<Rational>& game) {
    const std::size_t count = game.players().size();
    std::vector<std::size_t> chosen;
    for (const bool with_choice : {true, false}) {
        for (std::size_t i = 0; i < count && chosen.size() < 2; ++i) {
            if ((game.action_count(i) > 1) == with_choice) chosen.push_back(i);
        }
    }
    if (chosen.size() < 2) chosen.push_back(count);
    return {std::min(chosen[0], chosen[1]), std::max(chosen[0], chosen[1])};
}

}  // namespace

bool has_two_sides(const NormalForm<Rational>& game) {
    return std::ranges::count_if(game.players(), [](const GamePlayer& player) {
               return player.actions.size() > 1;
           }) <= 2;
}

std::optional<Bimatrix> as_bimatrix(const NormalForm<Rational>& game) {
    if (!has_two_sides(game)) return std::nullopt;
    return as_bimatrix(game, all_actions(game));
}

std::vector<std::vector<std::size_t>> all_actions(const NormalForm<Rational>& game) {
    std::vector<std::vector<std::size_t>> all;
    for (const GamePlayer& player : game.players()) {
        all.emplace_back(player.actions.size());
        std::iota(all.back().begin(), all.back().end(), std::size_t{0});
    }
    return all;
}

Bimatrix as_bimatrix(const NormalForm<Rational>& game,
                     const std::vector<std::vector<std::size_t>>& remaining) {
    const auto players = sides_of(game);
    const std::size_t nobody = game.players().size();
    std::array<std::vector<std::size_t>, 2> original;
    for (const std::size_t s : {0U, 1U})
        original[s] = players[s] == nobody ? std::vector<std::size_t>{0} : remaining[players[s]];
    const auto& [rows, columns] = original;
    Bimatrix sides{
        players,
        {RationalMatrix(rows.size(), columns.size()), RationalMatrix(columns.size(), rows.size())},
        original};
    for (std::size_t a = 0; a < rows.size(); ++a) {
        for (std::size_t b = 0; b < columns.size(); ++b) {
            const std::size_t p = rows[a] * game.stride(players[0]) +
                                  (players[1] == nobody ? 0 : columns[b] * game.stride(players[1]));
            sides.payoffs[0](a, b) = game.payoffs(players[0])[p];
            if (players[1] != nobody) sides.payoffs[1](b, a) = game.payoffs(players[1])[p];
        }
    }
    return sides;
}

std::optional<Rational> sum_of_sides(const Bimatrix& sides) {
    const auto& [first, second] = sides.payoffs;
    const Rational sum = first(0, 0) + second(0, 0);
    for (std::size_t a = 0; a < first.rows(); ++a) {
        for (std::size_t b = 0; b < first.columns(); ++b) {
            if (first(a, b) + second(b, a) != sum) return std::nullopt;
        }
    }
    return sum;
}

Profile as_profile(const NormalForm<Rational>& game, const Bimatrix& sides,
                   std::array<std::vector<Rational>, 2> strategies) {
    Profile profile(game.players().size());
    for (std::size_t s = 0; s < 2; ++s) {
        const std::size_t player = sides.players[s];
        if (player == profile.size()) continue;
        if (strategies[s].size() == game.action_count(player)) {
            profile[player] = std::move(strategies[s]);
            continue;
        }
        profile[player].resize(game.action_count(player));
        for (std::size_t a = 0; a < strategies[s].size(); ++a) {
            profile[player][sides.original[s][a]] = std::move(strategies[s][a]);
        }
    }
    for (auto& strategy : profile) {
        if (strategy.empty()) strategy.emplace_back(1);  // a player without a choice
    }
    return profile;
}

}  // namespace entente
