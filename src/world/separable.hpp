/// @file separable.hpp
/// Relations that a model does without but for their own worth.
#pragma once

#include "entente/model.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

/// Combinations of levels that a group of separable relations has at most.
inline constexpr std::size_t most_group_levels = 64;

/// Groups of relations, each as small as can be, whose levels nothing outside the group reads:
/// they gate nothing and move nothing else, and only add their own worth. What moves them, and
/// what they are worth, may depend on the measures in force, on play and on the levels of
/// relations that are in no group. Relations that cannot move are in none.
/// @param model whose expressions mention only what matters (world/specialise).
/// @param kept relations, as bits, that are to be in no group.
/// @return bits of relations, in the order of their first ones.
std::vector<std::uint64_t> separable_relations(const Model& model, std::uint64_t kept = 0);

}  // namespace entente
