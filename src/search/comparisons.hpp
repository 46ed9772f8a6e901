/// @file comparisons.hpp
/// The fixed proposals of a model beside what a search has found: where they depart from it.
#pragma once

#include "entente/search.hpp"

#include "search/completions.hpp"
#include "search/objective.hpp"
#include "search/plan_judge.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// The best completions that begin with some steps. Where there is none but a bound, none of them
/// exceeds it.
using BestAfter = std::function<Findings(const std::vector<MeasureSet>&)>;

/// What was judged of a fixed proposal, beside nothing.
SequenceComparison compared(const Proposal& proposal, std::size_t index,
                            const OrderProblem& problem, const Judgement& judgement,
                            const Scorer& scorer);

/// Every fixed proposal of the model beside the optimum, which scores `score`; beside nothing where
/// no completion holds.
std::vector<SequenceComparison> compare_with_proposals(
    const Model& model, const OrderProblem& problem, const BestAfter& best_after,
    const Scorer& scorer, PlanJudge& judge, std::optional<double> score, std::stop_token stop);

/// Every fixed proposal of the model beside the front: a point that gives at least as much to
/// everybody. Of several the one whose order has most of the proposal's first steps, then the one
/// that gives most more in sum.
std::vector<SequenceComparison> compare_with_front(const Model& model, const OrderProblem& problem,
                                                   const std::vector<Sequence>& front,
                                                   PlanJudge& judge, std::stop_token stop);

/// Tells where those proposals stall, as `entente evaluate` does. @throws Stopped
void add_stalls(const Model& model, const SearchOptions& options,
                std::vector<SequenceComparison>& comparisons);

}  // namespace entente
