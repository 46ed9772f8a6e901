#include "search/explain_order.hpp"

#include "process/dynamics.hpp"
#include "search/dense_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

/// Each removal is a search of its own: only where one is quick.
constexpr double most_sets = 20'000;
constexpr double most_completions = 300;
constexpr double most_in_tables = 3e8;  // sets, of all tables together

SequenceComparison compare(const Proposal& proposal, std::size_t index, const OrderProblem& problem,
                           const BestAfter& best_after, const Scorer& scorer, PlanJudge& judge,
                           double score, std::stop_token stop) {
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
        if (made.departs_at) continue;
        const Findings findings = best_after(beginning);
        if (!findings.complete) throw Stopped{};
        if (!findings.best.empty() &&
            findings.best.front().score >= score - scorer.tolerance(score))
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
    if (!made.departs_at && made.is_completion &&
        (!judgement.feasible() || own < score - scorer.tolerance(score)))
        made.departs_at = proposal.steps.size();
    return made;
}

/// Problems with one part of the order taken out, and what it is called.
std::vector<std::pair<std::string, PartialOrder>> looser_orders(const Model& model,
                                                                const PartialOrder& order) {
    std::vector<std::pair<std::string, PartialOrder>> looser;
    const auto keys = [&](MeasureSet set) {
        std::string text;
        for (const std::size_t m : OrderProblem::members(set))
            text += (text.empty() ? "" : ", ") + model.measures[m].key;
        return text;
    };
    for (std::size_t k = 0; k < order.order.size(); ++k) {
        looser.emplace_back("the order " + order.order[k].text, order);
        looser.back().second.order.erase(looser.back().second.order.begin() +
                                         static_cast<std::ptrdiff_t>(k));
    }
    for (std::size_t k = 0; k < order.exclusive.size(); ++k) {
        looser.emplace_back("the choice between " + keys(order.exclusive[k]), order);
        looser.back().second.exclusive.erase(looser.back().second.exclusive.begin() +
                                             static_cast<std::ptrdiff_t>(k));
    }
    for (const std::size_t m : OrderProblem::members(order.measures & ~order.optional)) {
        looser.emplace_back(fmt::format("that {} must be adopted", model.measures[m].key), order);
        looser.back().second.optional |= MeasureSet{1} << m;
    }
    if (order.width < static_cast<std::size_t>(std::popcount(order.measures))) {
        looser.emplace_back(order.width == 1
                                ? std::string("one measure a step")
                                : fmt::format("at most {} measures a step", order.width),
                            order);
        ++looser.back().second.width;
    }
    return looser;
}

/// The optimum of another problem of which all is asked that is asked of this one; nullopt if that
/// would be too large a search. Of findings without an order nothing holds.
std::optional<Findings> optimum_of(const OrderProblem& problem, const Scorer& scorer,
                                   PlanJudge& judge, const Optimum::Settings& settings) {
    if (const auto dense = DenseSearch::make(problem, scorer, judge, settings))
        if (auto findings = dense->best()) return findings;
    const OrderProblem::Size size = problem.size(static_cast<std::size_t>(most_sets));
    if (!size.exact || size.sets > most_sets) return std::nullopt;
    Optimum optimum(problem, scorer, judge, settings);
    if (!optimum.by_fronts() && size.completions > most_completions) return std::nullopt;
    Findings findings = optimum.best();
    if (!findings.complete) throw Stopped{};
    return findings;
}

/// Collects what improves the optimum.
class Improvements {
public:
    Improvements(const Scorer& scorer, double score) : scorer_(scorer), score_(score) {}

    void add(std::string constraint, std::optional<double> without) {
        if (without && *without > score_ + scorer_.tolerance(score_))
            made_.constraints.push_back(
                {std::move(constraint), scorer_.shown(*without), *without - score_});
    }
    void pass_over() { ++made_.untried; }

    ShapedBy sorted() {
        std::ranges::stable_sort(made_.constraints, std::greater{}, &Shaping::gain);
        return std::move(made_);
    }

private:
    const Scorer& scorer_;
    double score_;
    ShapedBy made_;
};

}  // namespace

std::vector<SequenceComparison> compare_with_proposals(const Model& model,
                                                       const OrderProblem& problem,
                                                       const BestAfter& best_after,
                                                       const Scorer& scorer, PlanJudge& judge,
                                                       double score, std::stop_token stop) {
    std::vector<SequenceComparison> made;
    for (std::size_t p = 0; p < model.proposals.size(); ++p)
        if (!model.proposals[p].open)
            made.push_back(
                compare(model.proposals[p], p, problem, best_after, scorer, judge, score, stop));
    return made;
}

ShapedBy shaped_by_order(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                         PlanJudge& judge, const Optimum::Settings& settings, double score) {
    Improvements improvements(scorer, score);
    double in_tables = 0;
    for (auto& [name, order] : looser_orders(model, problem.order())) {
        const OrderProblem looser(model, order, problem.initial());
        const double sets = looser.size(static_cast<std::size_t>(most_sets)).sets;
        if (sets > most_sets) in_tables += sets;
        std::optional<Findings> findings;
        if (in_tables <= most_in_tables) findings = optimum_of(looser, scorer, judge, settings);
        if (!findings)
            improvements.pass_over();
        else if (!findings->best.empty())
            improvements.add(name, findings->best.front().score);
    }
    return improvements.sorted();
}

ShapedBy shaped_by_players(const Model& model, const Optimum& optimum, const Scorer& scorer,
                           PlanJudge& judge, const Optimum::Settings& settings, double score) {
    Improvements improvements(scorer, score);
    const OrderProblem& problem = optimum.problem();
    const bool known = optimum.fronts()->exact() && problem.size().sets <= most_sets;
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        for (const bool consent : {true, false}) {
            if (!known) {
                improvements.pass_over();
                continue;
            }
            Optimum::Settings freed = settings;
            (consent ? freed.ignored.consent : freed.ignored.compliance) = std::uint64_t{1} << i;
            const Optimum without(problem, scorer, judge, freed);
            improvements.add(fmt::format("{} of {}", consent ? "the consent" : "the compliance",
                                         model.players[i].key),
                             without.promised());
        }
    }
    return improvements.sorted();
}

}  // namespace entente
