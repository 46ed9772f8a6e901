#include "search/planner.hpp"

#include "search/dense_search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace entente {
namespace {

/// Whether nothing in the world moves by itself, so that sets of measures are the only states.
double level_combinations(const World& world) {
    return static_cast<double>(world.levels().size());
}

constexpr double table_seconds = 1e-8;       // a set
constexpr double transition_seconds = 1e-6;  // a state and measure, if fronts are narrow
constexpr double labels = 4;                 // a state, if fronts are narrow

/// Whether the first period goes one way whatever is begun with.
bool is_certain(const OrderProblem& problem, World& world) {
    PathFacts facts(world, problem.measures(), world.discounts());
    const Prepender prepender(facts, world.parameters());
    try {
        problem.for_each_step(0, [&](MeasureSet step) {
            prepender.stretch(problem.initial(), world.initial_levels(), step);
        });
        facts.node(problem.initial(), world.initial_levels());
    } catch (const Uncertain&) {
        return false;
    }
    return true;
}

}  // namespace

PartialOrder searched_order(const Model& model, const SearchOptions& options) {
    PartialOrder order;
    if (options.proposal && model.proposals[*options.proposal].open) {
        order = *model.proposals[*options.proposal].open;
    } else if (options.proposal) {
        for (const auto& step : model.proposals[*options.proposal].steps) {
            order.measures |= OrderProblem::set_of(step);
            order.width = std::max(order.width, step.size());
        }
    } else {
        for (std::size_t m = 0; m < model.measures.size(); ++m)
            if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    }
    if (options.width) order.width = *options.width;
    if (options.all_optional) order.optional = order.measures;
    return order;
}

SearchPlan plan_of(const OrderProblem& problem, World& world, const Objective& objective,
                   const Optimum::Settings& settings) {
    const OrderProblem::Size size = problem.size();
    SearchPlan plan;
    plan.sets = size.sets;
    plan.sets_exact = size.exact;
    plan.completions = size.completions;
    if (!is_certain(problem, world)) {
        plan.method = "every completion judged one by one, as chance decides";
        return plan;
    }
    if (const auto bytes = DenseSearch::bytes(problem, objective, world, settings)) {
        plan.method = "a dense table";
        plan.states = plan.sets;
        plan.bytes = *bytes;
        plan.seconds = plan.states * table_seconds;
        return plan;
    }
    const auto measures = static_cast<double>(std::popcount(problem.measures()));
    const auto players = static_cast<double>(world.model().players.size());
    const bool narrow = weights_of(objective, world.model().players.size()).has_value();
    plan.method = "fronts of value vectors";
    plan.states = size.sets * std::min(level_combinations(world), 4.0);
    plan.bytes = plan.states * (340 + 16 * players + labels * (8 * players + 24));
    plan.seconds = plan.states * std::max(measures, 2.0) * transition_seconds;
    plan.at_least = !narrow;
    return plan;
}

Optimum::Settings optimum_settings(const SearchOptions& options) {
    Optimum::Settings settings;
    settings.memory = options.memory;
    settings.most_listed = options.most_ties;
    settings.threads = options.threads;
    settings.stop = options.stop;
    settings.progress = options.progress;
    return settings;
}

}  // namespace entente
