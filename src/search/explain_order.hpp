/// @file explain_order.hpp
/// Why the optimum is what it is: where fixed proposals depart from it, and what it would be
/// without each of its constraints.
#pragma once

#include "entente/search.hpp"

#include "search/optimum.hpp"

#include <stop_token>
#include <vector>

namespace entente {

/// Every fixed proposal of the model beside the optimum.
std::vector<SequenceComparison> compare_with_proposals(const Model& model, Optimum& optimum,
                                                       const Scorer& scorer, PlanJudge& judge,
                                                       double score, std::stop_token stop);

/// The optimum without each part of the order, and without the constraints of each player; those
/// that would not change it are left out. Sorted by what their removal brings.
std::vector<Shaping> what_shapes(const Model& model, const Optimum& optimum, const Scorer& scorer,
                                 PlanJudge& judge, const Optimum::Settings& settings, double score);

}  // namespace entente
