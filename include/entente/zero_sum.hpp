/// @file zero_sum.hpp
/// Games in which what one side wins the other loses.
#pragma once

#include "entente/normal_form.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// What all players together get, if that is the same in every profile. Time O(P n).
std::optional<Rational> constant_sum(const NormalForm<Rational>& game);

/// The solution of a constant-sum game of two sides: what each can be sure of, and all strategies
/// that make sure of it. The equilibria are all pairs of optimal strategies.
struct OptimalStrategies {
    std::array<std::size_t, 2> players;  ///< the sides; the number of players stands for nobody
    std::array<Rational, 2> values;      ///< adding up to a constant
    /// The optimal strategies of a side are the mixtures of these.
    std::array<std::vector<std::vector<Rational>>, 2> vertices;
    std::uint64_t pivots = 0;
    bool complete = true;  ///< false if it was stopped: then some vertices may be missing
};

/// Solves one linear program exactly, which gives the value and one strategy of each side, and
/// describes the optimal strategies by their vertices (L. Shapley and R. Snow, Basic solutions of
/// discrete games, 1950). Where they are unique, as in almost every game, no further work is
/// needed.
///
/// @return nullopt if the payoffs of the two sides do not add up to a constant, more than two
///         players have a choice, or it was stopped before any strategy was found.
/// Time: that of the linear program; the vertices of a degenerate game may be exponentially many.
std::optional<OptimalStrategies> optimal_strategies(const NormalForm<Rational>& game,
                                                    const std::stop_token& stop = {});

}  // namespace entente
