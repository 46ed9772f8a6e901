#include "search/kept_course.hpp"

#include "process/case.hpp"
#include "world/separable.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr double certain = 1 - 1e-9;

MeasureSet all_of(const Steps& plan) {
    MeasureSet set = 0;
    for (const auto& step : plan) set |= OrderProblem::set_of(step);
    return set;
}

/// Whether its measures pass if everybody accepts: a quota can be out of reach.
bool can_pass(const Steps& plan, const Behaviour& kept) {
    return std::ranges::all_of(OrderProblem::members(all_of(plan)), [&](std::size_t m) {
        return kept.voting(m).passes(~std::uint64_t{0});
    });
}

}  // namespace

KeptCourse::KeptCourse(const Model& model, const std::vector<Rational>& parameters)
    : model_(specialised(model, parameters, ~MeasureSet{0})),
      separable_(separable_relations(model_.model, 0)),
      core_(model_.model, parameters, core_part(separable_)) {
    for (const std::uint64_t group : separable_)
        factors_.push_back(
            std::make_unique<World>(model_.model, parameters, factor_part(separable_, group)));
}

Judgement KeptCourse::operator()(const Steps& plan, const std::vector<double>& discounts,
                                 const std::stop_token& stop) {
    const ProcessPlan what{plan, stop, Follow::the_plan};
    Dynamics dynamics(core_, what.steps, what.stop, what.follow);
    const Behaviour kept(dynamics, core_.parameters());
    if (!can_pass(plan, kept)) return {};
    const std::vector<LayerGroup> groups = layer_groups(dynamics);
    Factors factors;
    for (std::size_t f = 0; f < factors_.size(); ++f) {
        factors.push_back(
            std::make_unique<Factor>(*factors_[f], separable_[f], what, dynamics, groups));
        dynamics.add_factor(factors.back()->dynamics());
    }
    Values values(dynamics, discounts, factors.empty() ? nullptr : &factors);
    values.solve_all(groups, kept);
    Judgement result;
    result.self_enforcing = true;
    result.values = values.at_the_start();
    add_completion(plan, Course(dynamics, groups, kept), result);
    return result;
}

void add_completion(const Steps& plan, const Course& course, Judgement& judgement) {
    const Arrival arrival = course.completion(all_of(plan));
    judgement.completed = plan.empty() || arrival.probability >= certain;
    judgement.periods = plan.empty() ? 0 : arrival.periods.value_or(0);
}

}  // namespace entente
