#include "process/case.hpp"

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
           std::vector<std::vector<std::size_t>> plan, std::stop_token stop)
    : parameters_(std::move(parameters)),
      model_(specialised(model, parameters_, possible_measures(model, plan))) {
    World world(model_.model, parameters_);
    build(world, std::move(plan), stop);
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

PlanVerdict Case::judge(Values& values, std::stop_token stop, Players asked) const {
    Behaviour behaviour = predict_off_path(groups_, values, parameters_, stop);
    impose(*path_, behaviour);
    values.solve_all(groups_, behaviour);
    return judge_imposed(*path_, behaviour, values, false, asked);
}

}  // namespace entente
