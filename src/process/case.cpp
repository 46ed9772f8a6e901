#include "process/case.hpp"

#include "process/recheck.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// What is in force from the start or planned.
MeasureSet possible_measures(const Model& model,
                             const std::vector<std::vector<std::size_t>>& plan) {
    MeasureSet possible = 0;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (model.measures[m].initial) possible |= MeasureSet{1} << m;
    for (const auto& step : plan)
        for (const std::size_t m : step) possible |= MeasureSet{1} << m;
    return possible;
}

}  // namespace

Case::Case(const Model& model, std::vector<Rational> parameters,
           std::vector<std::vector<std::size_t>> plan, std::stop_token stop, Separation separation)
    : parameters_(std::move(parameters)),
      model_(specialised(model, parameters_, possible_measures(model, plan), separation)) {
    World world(model_.model, parameters_);
    build(world, std::move(plan), stop);
    for (const ApartModel& apart : model_.apart) value_apart(apart, stop);
}

Case::Case(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop)
    : parameters_(world.parameters().begin(), world.parameters().end()) {
    build(world, std::move(plan), stop);
}

void Case::build(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop) {
    discounts_ = world.discounts();
    dynamics_ = std::make_unique<Dynamics>(world, std::move(plan), stop);
    notes_ = world.notes();
    groups_ = layer_groups(*dynamics_);
    path_ = std::make_unique<PlannedPath>(*dynamics_);
    mark_off_path(*dynamics_, path_->starts(), groups_);
}

/// Its course has no choices, so that all behaviour is the same.
void Case::value_apart(const ApartModel& apart, std::stop_token stop) {
    World world(apart.model, parameters_);
    const Case course(world, {}, stop);
    if (stop.stop_requested()) return;
    for (const std::size_t e : apart.relations) {
        const Move move = world.move(e, world.initial_measures(), world.initial_levels());
        apart_can_stay_ = apart_can_stay_ && move.up + move.down < 1;
    }
    Values values(course.dynamics(), discounts_);
    const Behaviour nothing(course.dynamics(), parameters_);
    values.solve_all(course.groups(), nothing);
    apart_residual_ =
        std::max(apart_residual_, largest_residual(world, nothing, values, recheck_effort));
    const Dynamics& dynamics = course.dynamics();
    for (const std::size_t e : apart.relations)  // but those that are as low as they can be
        if (dynamics.levels().count(e) > 1) apart_.push_back(e);
    std::ranges::sort(apart_);
    const StateIndex start{static_cast<std::uint32_t>(dynamics.initial_layer()),
                           static_cast<std::uint32_t>(dynamics.initial_levels())};
    for (std::size_t i = 0; i < dynamics.players(); ++i)
        dynamics_->add_apart(i, values.start(i, start), dynamics.spread(i));
}

std::optional<PlanVerdict> Case::judged_on_path(Values& values, Players asked) const {
    if (dynamics_->punished_periods() > 0) return std::nullopt;
    Behaviour kept(*dynamics_, parameters_);
    for (const auto& step : dynamics_->plan())
        for (const std::size_t m : step)  // a quota that the weights cannot reach
            if (!kept.voting(m).passes(~std::uint64_t{0})) return std::nullopt;
    values.solve_all(groups_, kept);
    answer_refusals(*path_, values, kept, true);
    PlanVerdict verdict = judge_on_path(*path_, kept, values, asked);
    const bool fails = asked == everybody ? !verdict.self_enforcing : verdict.margin() < 0;
    if (!fails && verdict.open) return std::nullopt;
    return verdict;
}

PlanVerdict Case::judge(Values& values, std::stop_token stop, Players asked) const {
    // Most plans that fail do so on the path, and predictions take longest where plans fail.
    if (auto verdict = judged_on_path(values, asked)) return *std::move(verdict);
    Behaviour behaviour = predict_off_path(groups_, values, parameters_, stop);
    impose(*path_, groups_, values, behaviour);
    return judge_imposed(*path_, behaviour, values, false, asked);
}

}  // namespace entente
