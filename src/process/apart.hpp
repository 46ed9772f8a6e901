/// @file apart.hpp
/// Relations that move by themselves: decomposed from the joint state, which is exact, since
/// values are sums of what each relation adds and these add the same in every course.
#pragma once

#include "world/specialise.hpp"

#include <span>
#include <vector>

namespace entente {

/// What all these relations are worth to every player, as per-period equivalents from their
/// initial levels on. Time O(players * levels^3).
std::vector<double> worth_apart(const std::vector<RelationApart>& relations,
                                std::span<const double> discounts);

}  // namespace entente
