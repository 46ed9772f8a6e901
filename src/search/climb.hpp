/// @file climb.hpp
/// Good completions without a promise that they are the best: where every completion would have to
/// be judged and there are too many.
#pragma once

#include "search/completions.hpp"
#include "search/objective.hpp"
#include "search/order_problem.hpp"
#include "search/plan_judge.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

bool is_completion(const OrderProblem& problem, const Steps& steps);

/// The fixed proposals among the completions, each once, in the order of the file; the measures of
/// a step in the order of theirs, as everywhere in a search.
std::vector<Steps> proposed_completions(const Model& model, const OrderProblem& problem);

/// Judges the starts, or one completion made without looking if there are none, and then changes
/// the best one as long as some change makes it better: one measure put in, left out, or
/// moved to another place, alone or into another step. Measures have their turn one after
/// the other, and the first change that helps is taken; completions that enforce themselves come
/// before those that do not. Deterministic.
/// @return the best completion that enforces itself, if one was met; also when stopped.
std::optional<Found> climb(const OrderProblem& problem, PlanJudge& judge, const Scorer& scorer,
                           const std::vector<Steps>& starts, std::stop_token stop,
                           const std::function<void()>& progress);

}  // namespace entente
