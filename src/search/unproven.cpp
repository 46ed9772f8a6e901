#include "search/unproven.hpp"

#include "process/dynamics.hpp"
#include "search/ceilings.hpp"
#include "search/climb.hpp"
#include "search/comparisons.hpp"
#include "search/objective.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace entente {
namespace {

using Kind = Objective::Kind;

void try_proposals(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                   PlanJudge& judge, SearchResult& result) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds(500);
    for (const Steps& steps : proposed_completions(model, problem)) {
        if (Clock::now() > end) return;
        // Where chance decides one of them can take long; a climb begins with all of them.
        if (result.plan.states == 0 && !judge.remembered(steps)) continue;
        const Judgement judgement = judge.judge(steps);
        const double score = scorer(judgement.values, judgement.periods);
        if (!judgement.feasible() || !std::isfinite(score)) continue;
        const double sign = scorer.objective().kind == Kind::fastest ? -1 : 1;
        if (!result.best.empty() && sign * scorer.shown(score) <= sign * result.best.front().score)
            continue;
        result.best = {{steps, scorer.shown(score), judgement.values, judgement.periods}};
        result.ties = "1";
    }
}

/// The fixed proposals, as far as they were judged or time is left to do it.
void compare_with_proposals(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                            PlanJudge& judge, const std::stop_token& stop, SearchResult& result) {
    for (std::size_t p = 0; p < model.proposals.size(); ++p) {
        const Proposal& proposal = model.proposals[p];
        if (proposal.open || (stop.stop_requested() && !judge.remembered(proposal.steps))) continue;
        try {
            const Judgement judgement = judge.judge(proposal.steps, {}, stop);
            result.comparisons.push_back(compared(proposal, p, problem, judgement, scorer));
        } catch (const Stopped&) {
            continue;
        }
    }
}

/// No completion gives a player more.
std::vector<double> most_of(Ceilings& ceilings, SearchResult& result) {
    std::vector<double> most = ceilings.values();
    for (std::size_t i = 0; i < result.most.size(); ++i)
        most[i] = std::min(most[i], *result.most[i]);
    result.most.clear();
    for (const double value : most)
        result.most.push_back(std::isfinite(value) ? std::optional(value) : std::nullopt);
    return most;
}

}  // namespace

void make_the_best_of_it(const Model& model, const SearchOptions& options,
                         const OrderProblem& problem, PlanJudge& judge, SearchResult& result) {
    const Kind kind = options.objective.kind;
    const bool one_number = kind != Kind::patience && kind != Kind::pareto;
    const Scorer scorer(options.objective, result.status_quo);
    if (one_number) try_proposals(model, problem, scorer, judge, result);
    if (one_number && options.explain && result.comparisons.empty())
        compare_with_proposals(model, problem, scorer, judge, options.stop, result);
    Ceilings ceilings(model, parameter_values(model, options.set), problem.measures());
    const std::vector<double> most = most_of(ceilings, result);
    const auto weights = weights_of(options.objective, most.size());
    const double sum = ceilings.sum(weights ? *weights : std::vector<double>(most.size(), 1));
    if (const auto bound = score_ceiling(scorer, most, sum))
        result.bound = std::min(result.bound.value_or(*bound), *bound);
    if (kind == Kind::fastest)
        result.bound =
            std::max(result.bound.value_or(0), static_cast<double>(problem.fewest_steps()));
    // What is as good as the bound is proven after all.
    if (one_number && result.bound && !result.best.empty() &&
        std::abs(*result.bound - result.best.front().score) <= scorer.tolerance(*result.bound))
        result.proven = true;
}

}  // namespace entente
