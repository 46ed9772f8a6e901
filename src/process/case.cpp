#include "process/case.hpp"

#include "world/separable.hpp"

#include <algorithm>
#include <bit>
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

std::vector<std::uint64_t> separable_of(const Model& model, Separation separation) {
    if (!separation.separates) return {};
    return separable_relations(model, separation.kept);
}

WorldPart core_part(std::span<const std::uint64_t> separable) {
    WorldPart part;
    for (const std::uint64_t group : separable) part.left_out |= group;
    return part;
}

WorldPart factor_part(std::span<const std::uint64_t> separable, std::uint64_t factor) {
    return {core_part(separable).left_out & ~factor, factor};
}

Factors factors_of(const Model& model, std::span<const Rational> parameters,
                   const ProcessPlan& plan, std::span<const std::uint64_t> separable,
                   const Dynamics& core, const std::vector<LayerGroup>& groups) {
    Factors factors;
    for (const std::uint64_t group : separable) {
        World world(model, {parameters.begin(), parameters.end()}, factor_part(separable, group));
        factors.push_back(std::make_unique<Factor>(world, group, plan, core, groups));
    }
    return factors;
}

Case::Case(const Model& model, std::vector<Rational> parameters,
           std::vector<std::vector<std::size_t>> plan, std::stop_token stop, Separation separation)
    : parameters_(std::move(parameters)),
      model_(specialised(model, parameters_, possible_measures(model, plan))) {
    const auto separable = separable_of(model_.model, separation);
    World world(model_.model, parameters_, core_part(separable));
    build(world, std::move(plan), stop, separable);
}

Case::Case(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop)
    : parameters_(world.parameters().begin(), world.parameters().end()) {
    build(world, std::move(plan), stop);
}

void Case::build(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop,
                 std::span<const std::uint64_t> separable) {
    discounts_ = world.discounts();
    dynamics_ = std::make_unique<Dynamics>(world, std::move(plan), stop);
    notes_ = world.notes();
    groups_ = layer_groups(*dynamics_);
    factors_ = factors_of(world.model(), parameters_, {dynamics_->plan(), stop}, separable,
                          *dynamics_, groups_);
    for (const auto& factor : factors_) dynamics_->add_factor(factor->dynamics());
    path_ = std::make_unique<PlannedPath>(*dynamics_, factors());
    mark_off_path(*dynamics_, path_->starts(), groups_);
}

std::vector<std::uint64_t> Case::separable() const {
    std::vector<std::uint64_t> groups;
    for (const auto& factor : factors_) groups.push_back(factor->relations());
    return groups;
}

std::uint64_t Case::states() const {
    std::uint64_t states = dynamics_->states();
    for (const auto& factor : factors_) states += factor->dynamics().states();
    return states;
}

double Case::joint_states() const {
    double states = 0;
    const auto count = [&](const LevelMask& mask, const auto& slots_with) {
        for (std::size_t at = 0; at < mask.size(); ++at) {
            double combinations = mask[at];
            for (const auto& factor : factors_)
                combinations *= std::popcount(slots_with(*factor, at));
            states += combinations;
        }
    };
    for (std::uint32_t k = 0; k < dynamics_->layers().size(); ++k)
        count(dynamics_->layers()[k].start, [&](const Factor& factor, std::size_t at) {
            return factor.reached({k, static_cast<std::uint32_t>(at)});
        });
    for (const auto& [key, mask] : dynamics_->punished())
        count(mask, [&, &punished = key](const Factor& factor, std::size_t at) {
            return factor.slots_in(factor.dynamics().punished().at(punished), at);
        });
    return states;
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
