#include "search/plan_judge.hpp"

#include "process/case.hpp"
#include "process/course.hpp"
#include "process/sensitivity.hpp"

namespace entente {
namespace {

constexpr double certain = 1 - 1e-9;

MeasureSet all_of(const Steps& plan) {
    MeasureSet set = 0;
    for (const auto& step : plan) set |= OrderProblem::set_of(step);
    return set;
}

}  // namespace

PlanJudge::PlanJudge(const Model& model, std::vector<Rational> parameters)
    : world_(model, std::move(parameters)) {}

Judgement PlanJudge::judge(const Steps& plan, const std::vector<double>& discounts,
                           std::stop_token stop) {
    ++judged_;
    const Case what(world_, plan, stop);
    const Dynamics& dynamics = what.dynamics();
    Values values(dynamics, discounts.empty() ? what.discounts() : discounts);
    Prediction prediction = predict(what.groups(), values, what.parameters(), stop);
    if (stop.stop_requested()) throw Stopped{};
    const StateIndex start{static_cast<std::uint32_t>(dynamics.initial_layer()),
                           static_cast<std::uint32_t>(dynamics.initial_levels())};
    Judgement result;
    const auto read_values = [&] {
        result.values.clear();
        for (std::size_t i = 0; i < dynamics.players(); ++i)
            result.values.push_back(values.start(i, start) + dynamics.reference(i));
    };
    read_values();
    const PlanVerdict verdict = judge_plan(what.path(), what.groups(), prediction, values, false);
    result.self_enforcing = verdict.self_enforcing;
    if (result.self_enforcing) {
        if (verdict.imposed) prediction.behaviour = *verdict.imposed;
        read_values();
    }
    const Course course(dynamics, what.groups(), prediction.behaviour);
    const Arrival arrival = course.completion(all_of(plan));
    result.completed = plan.empty() || arrival.probability >= certain;
    result.periods = plan.empty() ? 0 : arrival.periods.value_or(0);
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
