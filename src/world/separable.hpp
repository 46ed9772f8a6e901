/// @file separable.hpp
/// Relations that a model does without but for their own worth.
#pragma once

#include "entente/model.hpp"

#include <cstddef>
#include <vector>

namespace entente {

/// Groups of relations, each as small as can be, whose levels nothing outside the group reads and
/// whose moves and payoffs read nothing outside it, and which no breach can hurt: they move by
/// themselves, alike whatever the players do, gate nothing, and add their own worth. Relations that
/// cannot move are left out.
/// @param model whose expressions mention only what matters (world/specialise).
/// @param possible the measures that can ever be in force.
std::vector<std::vector<std::size_t>> separable_relations(const Model& model, MeasureSet possible);

/// The relations of the group and nothing else: no measures, no interactions, and the other
/// relations at rest and worth nothing.
Model alone(const Model& model, const std::vector<std::size_t>& group);

/// Keeps the relation at its initial level.
void hold(Relation& relation);

}  // namespace entente
