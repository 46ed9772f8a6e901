#include "search/brute_force.hpp"

namespace entente {
namespace {

bool visit(const OrderProblem& problem, MeasureSet taken, Steps& steps,
           const std::function<bool(const Steps&)>& f) {
    if (problem.complete(taken) && !f(steps)) return false;
    bool going = true;
    problem.for_each_step(taken, [&](MeasureSet step) {
        if (!going) return;
        steps.push_back(OrderProblem::members(step));
        going = visit(problem, taken | step, steps, f);
        steps.pop_back();
    });
    return going;
}

}  // namespace

void for_each_completion(const OrderProblem& problem, const std::function<bool(const Steps&)>& f) {
    Steps steps;
    visit(problem, 0, steps, f);
}

std::vector<JudgedPlan> judge_all(const OrderProblem& problem, PlanJudge& judge,
                                  const std::vector<double>& discounts, std::stop_token stop) {
    std::vector<JudgedPlan> all;
    for_each_completion(problem, [&](const Steps& steps) {
        all.push_back({steps, judge.judge(steps, discounts, stop)});
        return true;
    });
    return all;
}

}  // namespace entente
