/// @file explain_order.hpp
/// Why the optimum is what it is: where fixed proposals depart from it, and what it would be
/// without each of its constraints.
#pragma once

#include "entente/search.hpp"

#include "search/optimum.hpp"

#include <functional>
#include <stop_token>
#include <vector>

namespace entente {

/// The best completions that begin with some steps. Where there is none but a bound, none of them
/// exceeds it.
using BestAfter = std::function<Findings(const std::vector<MeasureSet>&)>;

/// Every fixed proposal of the model beside the optimum, which scores `score`.
std::vector<SequenceComparison> compare_with_proposals(const Model& model,
                                                       const OrderProblem& problem,
                                                       const BestAfter& best_after,
                                                       const Scorer& scorer, PlanJudge& judge,
                                                       double score, std::stop_token stop);

/// What the optimum would be without one constraint; those that would not change it are left out.
struct ShapedBy {
    std::vector<Shaping> constraints;  ///< by what their removal brings, the most first
    std::size_t untried = 0;           ///< constraints whose removal makes too large a search
};

/// Without each part of the order.
ShapedBy shaped_by_order(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                         PlanJudge& judge, const Optimum::Settings& settings, double score);

/// Without the consent and without the compliance of each player. @pre optimum.by_fronts()
ShapedBy shaped_by_players(const Model& model, const Optimum& optimum, const Scorer& scorer,
                           PlanJudge& judge, const Optimum::Settings& settings, double score);

}  // namespace entente
