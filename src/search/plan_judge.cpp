#include "search/plan_judge.hpp"

#include "process/case.hpp"
#include "process/course.hpp"
#include "process/sensitivity.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr double certain = 1 - 1e-9;
constexpr std::size_t most_remembered = 10'000;

/// A step is a set.
Steps sorted(Steps plan) {
    for (auto& step : plan) std::ranges::sort(step);
    return plan;
}

MeasureSet all_of(const Steps& plan) {
    MeasureSet set = 0;
    for (const auto& step : plan) set |= OrderProblem::set_of(step);
    return set;
}

std::vector<double> values_at_start(const Values& values) {
    const Dynamics& dynamics = values.dynamics();
    const StateIndex start{static_cast<std::uint32_t>(dynamics.initial_layer()),
                           static_cast<std::uint32_t>(dynamics.initial_levels())};
    std::vector<double> all;
    for (std::size_t i = 0; i < dynamics.players(); ++i)
        all.push_back(values.start(i, start) + dynamics.reference(i));
    return all;
}

/// Whether its measures pass if everybody accepts: a quota can be out of reach.
bool can_pass(const Steps& plan, const Behaviour& kept) {
    return std::ranges::all_of(OrderProblem::members(all_of(plan)), [&](std::size_t m) {
        return kept.voting(m).passes(~std::uint64_t{0});
    });
}

void add_completion(const Steps& plan, const Course& course, Judgement& judgement) {
    const Arrival arrival = course.completion(all_of(plan));
    judgement.completed = plan.empty() || arrival.probability >= certain;
    judgement.periods = plan.empty() ? 0 : arrival.periods.value_or(0);
}

}  // namespace

PlanJudge::PlanJudge(const Model& model, std::vector<Rational> parameters)
    : world_(model, std::move(parameters)) {}

std::vector<double> PlanJudge::discounts_or(const std::vector<double>& discounts) const {
    return discounts.empty() ? world_.discounts() : discounts;
}

Judgement PlanJudge::judge(const Steps& plan, const std::vector<double>& discounts,
                           std::stop_token stop) {
    if (discounts.empty())
        if (const auto known = remembered(plan)) return *known;
    ++judged_;
    const Case what(world_, plan, stop);
    Values values(what.dynamics(), discounts_or(discounts));
    Prediction prediction = predict(what.groups(), values, what.parameters(), stop);
    if (stop.stop_requested()) throw Stopped{};
    Judgement result;
    result.values = values_at_start(values);
    const PlanVerdict verdict = judge_plan(what.path(), what.groups(), prediction, values, false);
    result.self_enforcing = verdict.self_enforcing;
    if (result.self_enforcing) {
        if (verdict.imposed) prediction.behaviour = *verdict.imposed;
        result.values = values_at_start(values);
    }
    add_completion(plan, Course(what.dynamics(), what.groups(), prediction.behaviour), result);
    if (discounts.empty() && known_.size() < most_remembered) known_.emplace(sorted(plan), result);
    return result;
}

std::optional<Judgement> PlanJudge::remembered(const Steps& plan) const {
    const auto it = known_.find(sorted(plan));
    return it == known_.end() ? std::nullopt : std::optional(it->second);
}

Judgement PlanJudge::if_kept(const Steps& plan, const std::vector<double>& discounts,
                             std::stop_token stop) {
    const Dynamics dynamics(world_, plan, stop, Follow::the_plan);
    const Behaviour kept(dynamics, world_.parameters());
    if (!can_pass(plan, kept)) return {};
    const std::vector<LayerGroup> groups = layer_groups(dynamics);
    Values values(dynamics, discounts_or(discounts));
    values.solve_all(groups, kept);
    Judgement result;
    result.self_enforcing = true;
    result.values = values_at_start(values);
    add_completion(plan, Course(dynamics, groups, kept), result);
    return result;
}

Patience PlanJudge::common_patience(const Steps& plan, std::stop_token stop) {
    ++judged_;
    const Case what(world_, plan, stop);
    const Behaviour cooperative(what.dynamics(), what.parameters());
    const Course course(what.dynamics(), what.groups(), cooperative);
    if (!plan.empty() && course.completion(all_of(plan)).probability < certain) return {};
    return patience(what, std::nullopt, stop);
}

}  // namespace entente
