/// @file bimatrix.hpp
/// A game in which at most two players have a choice, seen as a pair of matrices.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include "linear/matrix.hpp"

#include <array>
#include <optional>

namespace entente {

/// The two players with a choice, and what each action earns against each of the other's.
///
/// Side 0 is the earlier player in the game. If fewer than two players have a choice, players
/// without one fill up; if the game has a single player, side 1 is nobody with one action.
struct Bimatrix {
    std::array<std::size_t, 2> players;     ///< nobody = number of players of the game
    std::array<RationalMatrix, 2> payoffs;  ///< [s](a, b): side s gets this for a against b

    std::size_t actions(std::size_t side) const { return payoffs[side].rows(); }
};

/// nullopt if more than two players have more than one action.
std::optional<Bimatrix> as_bimatrix(const NormalForm<Rational>& game);

/// What the two sides together get, if that is the same whatever they do.
std::optional<Rational> sum_of_sides(const Bimatrix& sides);

/// Whether as_bimatrix() has an answer, without building it.
bool has_two_sides(const NormalForm<Rational>& game);

/// The profile of the whole game in which the two sides play these strategies.
Profile as_profile(const NormalForm<Rational>& game, const Bimatrix& sides,
                   std::array<std::vector<Rational>, 2> strategies);

}  // namespace entente
