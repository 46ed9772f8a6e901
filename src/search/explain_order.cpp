#include "search/explain_order.hpp"

#include "process/dynamics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

/// Each removal is a search of its own: only where one is quick.
constexpr double most_sets = 20'000;
constexpr double most_completions = 300;

SequenceComparison compare(const Proposal& proposal, std::size_t index, Optimum& optimum,
                           const Scorer& scorer, PlanJudge& judge, double score,
                           std::stop_token stop) {
    SequenceComparison made;
    made.proposal = index;
    const Judgement judgement = judge.judge(proposal.steps, {}, stop);
    made.self_enforcing = judgement.self_enforcing;
    const double own = scorer(judgement.values, judgement.periods);
    const bool counts = std::isfinite(own) && (judgement.completed ||
                                               scorer.objective().kind != Objective::Kind::fastest);
    if (counts) made.score = scorer.shown(own);

    const OrderProblem& problem = optimum.problem();
    std::vector<MeasureSet> beginning;
    MeasureSet taken = 0;
    for (std::size_t k = 0; k < proposal.steps.size(); ++k) {
        const MeasureSet step = OrderProblem::set_of(proposal.steps[k]);
        if (!problem.is_step(taken, step)) {
            if (!made.departs_at) made.departs_at = k;
            return made;
        }
        taken |= step;
        beginning.push_back(step);
        if (made.departs_at) continue;
        const Findings findings = optimum.best(beginning);
        if (!findings.complete) throw Stopped{};
        if (!findings.best.empty() &&
            findings.best.front().score >= score - scorer.tolerance(score))
            continue;
        made.departs_at = k;
        if (!findings.best.empty()) made.best_after = scorer.shown(findings.best.front().score);
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

}  // namespace

std::vector<SequenceComparison> compare_with_proposals(const Model& model, Optimum& optimum,
                                                       const Scorer& scorer, PlanJudge& judge,
                                                       double score, std::stop_token stop) {
    std::vector<SequenceComparison> made;
    for (std::size_t p = 0; p < model.proposals.size(); ++p)
        if (!model.proposals[p].open)
            made.push_back(compare(model.proposals[p], p, optimum, scorer, judge, score, stop));
    return made;
}

std::vector<Shaping> what_shapes(const Model& model, const Optimum& optimum, const Scorer& scorer,
                                 PlanJudge& judge, const Optimum::Settings& settings,
                                 double score) {
    std::vector<Shaping> made;
    const OrderProblem& problem = optimum.problem();
    const auto add = [&](std::string constraint, std::optional<double> without) {
        if (without && *without > score + scorer.tolerance(score))
            made.push_back({std::move(constraint), scorer.shown(*without), *without - score});
    };
    for (auto& [name, order] : looser_orders(model, problem.order())) {
        const OrderProblem looser(model, order, problem.initial());
        const OrderProblem::Size size = looser.size(static_cast<std::size_t>(most_sets));
        if (!size.exact || (!optimum.by_fronts() && size.completions > most_completions)) continue;
        const Findings findings = Optimum(looser, scorer, judge, settings).best();
        if (!findings.complete) throw Stopped{};
        if (!findings.best.empty()) add(name, findings.best.front().score);
    }
    // Players freed from their constraints: the fronts know, the engine has no such players.
    if (optimum.by_fronts() && optimum.fronts()->exact() && problem.size().sets <= most_sets) {
        for (std::size_t i = 0; i < model.players.size(); ++i) {
            for (const bool consent : {true, false}) {
                Optimum::Settings freed = settings;
                (consent ? freed.ignored.consent : freed.ignored.compliance) = std::uint64_t{1}
                                                                               << i;
                const Optimum without(problem, scorer, judge, freed);
                add(fmt::format("{} of {}", consent ? "the consent" : "the compliance",
                                model.players[i].key),
                    without.promised());
            }
        }
    }
    std::ranges::stable_sort(made, std::greater{}, &Shaping::gain);
    return made;
}

}  // namespace entente
