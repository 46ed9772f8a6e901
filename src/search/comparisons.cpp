#include "search/comparisons.hpp"

#include "process/dynamics.hpp"
#include "search/climb.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {
namespace {

SequenceComparison compare(const Proposal& proposal, std::size_t index, const OrderProblem& problem,
                           const BestAfter& best_after, const Scorer& scorer, PlanJudge& judge,
                           std::optional<double> score, std::stop_token stop) {
    const Judgement judgement = judge.judge(proposal.steps, {}, stop);
    SequenceComparison made = compared(proposal, index, problem, judgement, scorer);
    const double own = scorer(judgement.values, judgement.periods);
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
    // All its steps begin an optimum, which then goes on.
    if (score && !made.departs_at && made.is_completion &&
        (!judgement.feasible() || own < *score - scorer.tolerance(*score)))
        made.departs_at = proposal.steps.size();
    return made;
}

/// How many steps two plans begin with that are the same.
std::size_t shared_steps(const Steps& a, const Steps& b) {
    std::size_t k = 0;
    while (k < std::min(a.size(), b.size()) &&
           OrderProblem::set_of(a[k]) == OrderProblem::set_of(b[k]))
        ++k;
    return k;
}

std::optional<FrontPlace> place_of(const Proposal& proposal, const std::vector<double>& values,
                                   const std::vector<Sequence>& front) {
    std::optional<FrontPlace> best;
    std::pair<std::size_t, double> most;  // shared steps, what it gives more in sum
    for (std::size_t k = 0; k < front.size(); ++k) {
        if (!covers(front[k].values, values)) continue;
        FrontPlace place{k, {}};
        double sum = 0;
        const bool is_equal = covers(values, front[k].values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            place.short_of.push_back(is_equal ? 0 : std::max(0.0, front[k].values[i] - values[i]));
            sum += place.short_of.back();
        }
        if (is_equal) return place;
        const std::pair quality{shared_steps(proposal.steps, front[k].steps), sum};
        if (best && quality <= most) continue;
        best = std::move(place);
        most = quality;
    }
    return best;
}

}  // namespace

SequenceComparison compared(const Proposal& proposal, std::size_t index,
                            const OrderProblem& problem, const Judgement& judgement,
                            const Scorer& scorer) {
    SequenceComparison made;
    made.proposal = index;
    made.self_enforcing = judgement.self_enforcing;
    made.completed = judgement.completed;
    made.is_completion = is_completion(problem, proposal.steps);
    const double score = scorer(judgement.values, judgement.periods);
    const bool counts =
        std::isfinite(score) &&
        (judgement.completed || scorer.objective().kind != Objective::Kind::fastest);
    if (counts) made.score = scorer.shown(score);
    return made;
}

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

std::vector<SequenceComparison> compare_with_front(const Model& model, const OrderProblem& problem,
                                                   const std::vector<Sequence>& front,
                                                   PlanJudge& judge, std::stop_token stop) {
    std::vector<SequenceComparison> all;
    for (std::size_t p = 0; p < model.proposals.size(); ++p) {
        const Proposal& proposal = model.proposals[p];
        if (proposal.open) continue;
        const Judgement judgement = judge.judge(proposal.steps, {}, stop);
        SequenceComparison& made = all.emplace_back();
        made.proposal = p;
        made.self_enforcing = judgement.self_enforcing;
        made.completed = judgement.completed;
        made.is_completion = is_completion(problem, proposal.steps);
        made.place = place_of(proposal, judgement.values, front);
        if (!made.place) continue;
        const Steps& order = front[made.place->point].steps;
        const std::size_t shared = shared_steps(proposal.steps, order);
        if (shared < std::max(proposal.steps.size(), order.size())) made.departs_at = shared;
    }
    return all;
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
