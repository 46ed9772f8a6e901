/// @file brute_force.hpp
/// Every completion, one after the other, each judged by the process engine: the bottom rung of
/// the ladder, against which the faster searches are tested.
#pragma once

#include "search/order_problem.hpp"
#include "search/plan_judge.hpp"

#include <functional>
#include <vector>

namespace entente {

struct JudgedPlan {
    Steps steps;
    Judgement judgement;
};

/// Calls f(steps) for every completion, in lexicographic order of the sets in its steps, a plan
/// before those that continue it. Stops when f returns false.
void for_each_completion(const OrderProblem& problem, const std::function<bool(const Steps&)>& f);

/// Time O(completions * cost of an evaluation).
/// @throws Stopped; ModelError as the judge does.
std::vector<JudgedPlan> judge_all(const OrderProblem& problem, PlanJudge& judge,
                                  const std::vector<double>& discounts = {},
                                  std::stop_token stop = {});

}  // namespace entente
