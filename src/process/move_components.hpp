/// @file move_components.hpp
/// Which level combinations can follow each other while a set of measures stays in force.
#pragma once

#include "process/dynamics.hpp"

#include <optional>
#include <vector>

namespace entente {

/// The strong components of a layer's moves among its starts, as lists of level indices, in an
/// order in which each comes after those it leads to; every index can follow itself.
///
/// Where every relation may also stay as it is, clusters of relations whose possible moves do not
/// depend on each other's levels can be moved one after the other, and so the components are the
/// products of those of the clusters. Nullopt where some relation is bound to move.
/// Time O(box * relations + sum over clusters of their graphs), where a graph over all relations
/// together has up to 3^relations edges at each index.
std::optional<std::vector<std::vector<std::uint32_t>>> move_components(const Dynamics& dynamics,
                                                                       const Layer& layer);

}  // namespace entente
