#include "process/case.hpp"

#include <utility>

namespace entente {

Case::Case(const Model& model, std::vector<Rational> parameters,
           std::vector<std::vector<std::size_t>> plan, std::stop_token stop)
    : parameters_(std::move(parameters)) {
    World world(model, parameters_);
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
}

PlanVerdict Case::judge(Values& values, bool list_constraints, std::stop_token stop) const {
    const Prediction prediction = predict(groups_, values, parameters_, stop);
    return judge_plan(*path_, groups_, prediction, values, list_constraints);
}

}  // namespace entente
