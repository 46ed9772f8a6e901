/// @file recheck.hpp
/// The values that an evaluation rests on, once more and straight from the definition: one period
/// from World, state by state and move by move, without the arrays, sweeps and linear systems
/// that found them.
#pragma once

#include "process/behaviour.hpp"
#include "process/values.hpp"
#include "world/world.hpp"

#include <cstdint>

namespace entente {

/// Successors visited where values are checked, which takes some hundredths of a second.
inline constexpr std::uint64_t recheck_effort = 500'000;

/// The largest difference between the value of a start and what one period under the behaviour
/// and the values after it come to, over all players, relative to their payoff scales.
/// @param values of this behaviour. @param effort successors to visit: the initial start first,
///        then as many others, spread evenly, as that allows.
double largest_residual(World& world, const Behaviour& behaviour, Values& values,
                        std::uint64_t effort);

}  // namespace entente
