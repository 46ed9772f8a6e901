/// @file unproven.hpp
/// What can still be said when a search did not come to its end.
#pragma once

#include "entente/search.hpp"

#include "search/plan_judge.hpp"

namespace entente {

/// Puts the best fixed proposal among the completions into the result, if it is better than what
/// was found, and what no completion can exceed: the bound becomes the tightest known. Takes half a
/// second at most, as it comes after a stop. @pre the status quo is in the result.
void make_the_best_of_it(const Model& model, const SearchOptions& options,
                         const OrderProblem& problem, PlanJudge& judge, SearchResult& result);

}  // namespace entente
