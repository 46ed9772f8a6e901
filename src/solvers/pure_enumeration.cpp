/// @file pure_enumeration.cpp
/// All equilibria in pure strategies, by trying every profile.
///
/// Slow and plain on purpose: the tests hold the faster solvers against it.
/// Time O(P * sum_i m_i), no memory beyond the answer.
#include "solvers/catalogue.hpp"

#include <algorithm>

namespace entente {
namespace {

std::optional<std::string> refusal(const Game&) {
    return std::nullopt;
}

/// A pure strategy is all there is when at most one player has a choice.
bool finds_all(const Game& any) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    return std::ranges::all_of(game.players(),
                               [](const GamePlayer& player) { return player.actions.size() == 1; });
}

/// No player gains by changing only its own action.
bool is_equilibrium(const NormalForm<Rational>& game, std::size_t profile) {
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        const auto row = game.payoffs(i);
        const std::size_t first = profile - game.action(profile, i) * game.stride(i);
        for (std::size_t a = 0; a < game.players()[i].actions.size(); ++a) {
            if (row[first + a * game.stride(i)] > row[profile]) return false;
        }
    }
    return true;
}

Profile as_mixed(const NormalForm<Rational>& game, std::size_t profile) {
    Profile mixed;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        mixed.emplace_back(game.players()[i].actions.size());
        mixed.back()[game.action(profile, i)] = 1;
    }
    return mixed;
}

Solution solve(const Game& any, const SolveOptions& options) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    Solution solution;
    for (std::size_t p = 0; p < game.profile_count() && within(options, solution); ++p) {
        ++solution.steps;
        if (is_equilibrium(game, p)) solution.equilibria.push_back({as_mixed(game, p), 0});
    }
    return solution;
}

}  // namespace

constinit const Solver pure_enumeration{
    .name = "pure-enumeration",
    .summary = "all equilibria in pure strategies, by trying every profile",
    .accepts = "games of any number of players",
    .guarantee = "every pure equilibrium",
    .cost = "time O(P * sum_i m_i) for P profiles, no memory beyond the answer",
    .source = "J. Nash, Non-cooperative games, Annals of Mathematics 54 (1951), 286-295",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
