#include "search/explain_patience.hpp"

#include "process/dynamics.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr double most_sets = 3000;        // as many searches are needed as discount factors
constexpr double most_completions = 100;  // to judge one by one
constexpr double equal = 1e-7;            // discount factors as they are found

/// Where a proposal leaves those that get by with the least patience.
void find_departure(const Proposal& proposal, const OrderProblem& problem, PlanJudge& judge,
                    Optimum& at_least, const Optimum::Settings& settings,
                    const std::vector<double>& status_quo, SequenceComparison& made) {
    std::vector<MeasureSet> beginning;
    MeasureSet taken = 0;
    for (std::size_t k = 0; k < proposal.steps.size() && !made.departs_at; ++k) {
        beginning.push_back(OrderProblem::set_of(proposal.steps[k]));
        made.is_allowed = problem.is_step(taken, beginning.back());
        taken |= beginning.back();
        if (made.is_allowed && !at_least.best(beginning).best.empty()) continue;
        made.departs_at = k;
        if (made.is_allowed)
            made.best_after = least_patience(problem.beginning_with(beginning), judge, status_quo,
                                             settings, false)
                                  .critical;
    }
    made.is_completion = !made.departs_at && problem.complete(taken);
}

/// The same where no completion holds at any: only whether it is one.
void find_place(const Proposal& proposal, const OrderProblem& problem, SequenceComparison& made) {
    MeasureSet taken = 0;
    for (std::size_t k = 0; k < proposal.steps.size() && made.is_allowed; ++k) {
        const MeasureSet step = OrderProblem::set_of(proposal.steps[k]);
        made.is_allowed = problem.is_step(taken, step);
        if (!made.is_allowed) made.departs_at = k;
        taken |= step;
    }
    made.is_completion = made.is_allowed && problem.complete(taken);
}

/// What is needed without a constraint, if that is less: with the negative as its score.
struct Lower {
    std::optional<Found> found;
    bool is_bound = false;
};

Lower lower(const OrderProblem& problem, PlanJudge& judge, const std::vector<double>& status_quo,
            const Optimum::Settings& settings, std::optional<double> critical) {
    LeastPatience least =
        lower_patience(problem, judge, status_quo, settings, critical.value_or(1));
    if (!least.complete) throw Stopped{};
    if (!least.critical || least.best.empty() || *least.critical > critical.value_or(1) - equal)
        return {};
    least.best.front().score = -*least.critical;
    return {std::move(least.best.front()), least.is_bound};
}

Scorer scorer_of(const std::vector<double>& status_quo) {
    return {{Objective::Kind::patience, 0, {}}, status_quo};
}

std::optional<double> score_of(std::optional<double> critical) {
    if (!critical) return std::nullopt;
    return -*critical;
}

}  // namespace

std::vector<SequenceComparison> compare_patience(const OrderProblem& problem, PlanJudge& judge,
                                                 const std::vector<double>& status_quo,
                                                 const Optimum::Settings& settings,
                                                 std::optional<double> critical) {
    const Model& model = judge.model();
    const Scorer any = scorer_of(status_quo);
    Optimum::Settings there = settings;
    there.discounts.assign(model.players.size(), std::min(critical.value_or(0) + 1e-9, 0.9999999));
    there.most_ties = 1;
    Optimum at_least(problem, any, judge, there);
    std::vector<SequenceComparison> all;
    for (std::size_t p = 0; p < model.proposals.size(); ++p) {
        const Proposal& proposal = model.proposals[p];
        if (proposal.open) continue;
        SequenceComparison& made = all.emplace_back();
        made.proposal = p;
        const Judgement judgement = judge.judge(proposal.steps, {}, settings.stop);
        made.self_enforcing = judgement.self_enforcing;
        made.completed = judgement.completed;
        made.score = judge.common_patience(proposal.steps, settings.stop).critical;
        if (!critical) {
            find_place(proposal, problem, made);
            continue;
        }
        find_departure(proposal, problem, judge, at_least, settings, status_quo, made);
        if (made.is_completion && made.score.value_or(1) > *critical + equal)
            made.departs_at = proposal.steps.size();
    }
    return all;
}

ShapedBy patience_shaped_by_order(const OrderProblem& problem, PlanJudge& judge,
                                  const std::vector<double>& status_quo,
                                  const Optimum::Settings& settings, std::optional<double> critical,
                                  bool is_certain) {
    const Model& model = judge.model();
    const Scorer scorer = scorer_of(status_quo);
    Improvements improvements(scorer, score_of(critical));
    for (const auto& [name, order] : looser_orders(model, problem.order())) {
        const OrderProblem looser(model, order, problem.initial());
        if (is_certain ? !looser.has_at_most(most_sets)
                       : !looser.size().has_completions_up_to(most_completions))
            improvements.pass_over(name, is_certain ? too_many_sets : too_many_completions);
        else
            improvements.add(name, lower(looser, judge, status_quo, settings, critical).found);
    }
    return improvements.sorted(of_the_order);
}

ShapedBy patience_shaped_by_players(const OrderProblem& problem, PlanJudge& judge,
                                    const std::vector<double>& status_quo,
                                    const Optimum::Settings& settings,
                                    std::optional<double> critical, bool is_certain) {
    const Scorer scorer = scorer_of(status_quo);
    Improvements improvements(scorer, score_of(critical));
    const bool too_large = !problem.has_at_most(most_sets);
    for_each_freedom(judge.model(), [&](const std::string& name, const Ignored& ignored) {
        if (!is_certain) return improvements.pass_over(name, nobody_is_freed);
        if (too_large) return improvements.pass_over(name, too_many_sets);
        Optimum::Settings freed = settings;
        freed.ignored = ignored;
        const Lower made = lower(problem, judge, status_quo, freed, critical);
        improvements.add(name, made.found, made.is_bound);
    });
    return improvements.sorted(of_the_players);
}

}  // namespace entente
