/// @file discounts.hpp
/// How patient the players are.
#pragma once

#include "entente/model.hpp"

#include <span>
#include <vector>

namespace entente {

/// The discount factor of every player, as doubles in [0, 1).
/// @throws ModelError if one is undefined or lies outside.
std::vector<double> discount_factors(const Model& model, std::span<const Rational> parameters);

}  // namespace entente
