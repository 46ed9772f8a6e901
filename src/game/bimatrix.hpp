/// @file bimatrix.hpp
/// A game in which at most two players have a choice, seen as a pair of matrices.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include "linear/matrix.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace entente {

/// The two players with a choice, and what each action earns against each of the other's.
///
/// Side 0 is the earlier player in the game. If fewer than two players have a choice, players
/// without one fill up; if the game has a single player, side 1 is nobody with one action. A side
/// may be left with some of its player's actions.
struct Bimatrix {
    std::array<std::size_t, 2> players;     ///< nobody = number of players of the game
    std::array<RationalMatrix, 2> payoffs;  ///< [s](a, b): side s gets this for a against b
    /// [s][a]: which of its player's actions a is.
    std::array<std::vector<std::size_t>, 2> original{};

    std::size_t actions(std::size_t side) const { return payoffs[side].rows(); }
};

/// nullopt if more than two players have more than one action.
std::optional<Bimatrix> as_bimatrix(const NormalForm<Rational>& game);

/// Of each player all actions.
std::vector<std::vector<std::size_t>> all_actions(const NormalForm<Rational>& game);

/// The same with these actions of each player of the game only.
/// @pre has_two_sides(game), and at least one action of each player is left.
Bimatrix as_bimatrix(const NormalForm<Rational>& game,
                     const std::vector<std::vector<std::size_t>>& remaining);

/// What the two sides together get, if that is the same whatever they do.
std::optional<Rational> sum_of_sides(const Bimatrix& sides);

/// Whether as_bimatrix() has an answer, without building it.
bool has_two_sides(const NormalForm<Rational>& game);

/// The profile of the whole game in which the two sides play these strategies.
Profile as_profile(const NormalForm<Rational>& game, const Bimatrix& sides,
                   std::array<std::vector<Rational>, 2> strategies);

}  // namespace entente
