/// @file mean_payoff.hpp
/// What a player can expect when the others mix.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

namespace entente {

/// For `fixed`: nobody's action is given.
inline constexpr std::size_t nobody_fixed = ~std::size_t{0};

/// Mean payoff of a player over what those mix that are not fixed.
/// @param profile one distribution for each player, of the game's shape.
/// @param fixed the one whose action is given, or nobody_fixed. @param action what that one does.
/// Time: the product of the numbers of actions that the others play with positive probability.
Rational mean_payoff(const NormalForm<Rational>& game, std::size_t player, const Profile& profile,
                     std::size_t fixed = nobody_fixed, std::size_t action = 0);

}  // namespace entente
