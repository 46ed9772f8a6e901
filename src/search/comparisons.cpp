#include "search/comparisons.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

SequenceComparison compare(const Proposal& proposal, std::size_t index, const OrderProblem& problem,
                           const BestAfter& best_after, const Scorer& scorer, PlanJudge& judge,
                           std::optional<double> score, std::stop_token stop) {
    SequenceComparison made;
    made.proposal = index;
    const Judgement judgement = judge.judge(proposal.steps, {}, stop);
    made.self_enforcing = judgement.self_enforcing;
    const double own = scorer(judgement.values, judgement.periods);
    const bool counts = std::isfinite(own) && (judgement.completed ||
                                               scorer.objective().kind != Objective::Kind::fastest);
    if (counts) made.score = scorer.shown(own);

    std::vector<MeasureSet> beginning;
    MeasureSet taken = 0;
    for (std::size_t k = 0; k < proposal.steps.size(); ++k) {
        const MeasureSet step = OrderProblem::set_of(proposal.steps[k]);
        if (!problem.is_step(taken, step)) {
            if (made.departs_at) return made;
            made.departs_at = k;
            made.is_allowed = false;
            return made;
        }
        taken |= step;
        beginning.push_back(step);
        if (made.departs_at || !score) continue;
        const Findings findings = best_after(beginning);
        if (!findings.complete) throw Stopped{};
        if (!findings.best.empty() &&
            findings.best.front().score >= *score - scorer.tolerance(*score))
            continue;
        made.departs_at = k;
        made.is_bound = findings.best.empty() && findings.bound;
        if (!findings.best.empty())
            made.best_after = scorer.shown(findings.best.front().score);
        else if (findings.bound)
            made.best_after = scorer.shown(*findings.bound);
    }
    made.is_completion = problem.complete(taken);
    // All its steps begin an optimum, which then goes on.
    if (score && !made.departs_at && made.is_completion &&
        (!judgement.feasible() || own < *score - scorer.tolerance(*score)))
        made.departs_at = proposal.steps.size();
    return made;
}

}  // namespace

std::vector<SequenceComparison> compare_with_proposals(
    const Model& model, const OrderProblem& problem, const BestAfter& best_after,
    const Scorer& scorer, PlanJudge& judge, std::optional<double> score, std::stop_token stop) {
    std::vector<SequenceComparison> made;
    for (std::size_t p = 0; p < model.proposals.size(); ++p)
        if (!model.proposals[p].open)
            made.push_back(
                compare(model.proposals[p], p, problem, best_after, scorer, judge, score, stop));
    return made;
}

void add_stalls(const Model& model, const SearchOptions& options,
                std::vector<SequenceComparison>& comparisons) {
    EvaluateOptions asked;
    asked.set = options.set;
    for (const SequenceComparison& c : comparisons) asked.proposals.push_back(c.proposal);
    if (asked.proposals.empty()) return;  // which would ask for all
    asked.patience = asked.flips = false;
    asked.threads = options.threads;
    asked.stop = options.stop;
    const Evaluation evaluation = evaluate(model, asked);
    if (!evaluation.complete) throw Stopped{};
    for (const ProposalEvaluation& result : evaluation.proposals)
        std::ranges::find(comparisons, result.proposal, &SequenceComparison::proposal)->stall =
            result.stall;
}

}  // namespace entente
