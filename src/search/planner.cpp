#include "search/planner.hpp"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

/// Whether nothing in the world moves by itself, so that sets of measures are the only states.
double level_combinations(const World& world) {
    return static_cast<double>(world.levels().size());
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

SearchPlan plan_of(const OrderProblem& problem, const World& world) {
    const OrderProblem::Size size = problem.size();
    SearchPlan plan;
    plan.method = "fronts over the sets of measures within reach";
    plan.sets = size.sets;
    plan.sets_exact = size.exact;
    plan.completions = size.completions;
    // A set of measures costs about so much where its front has a few labels, and so much time
    // (measured on the benchmark of five players and unordered measures).
    const double players = static_cast<double>(world.model().players.size());
    plan.states = size.sets * std::min(level_combinations(world), 4.0);
    plan.bytes = plan.states * (300 + 10 * (8 * players + 24));
    plan.seconds = plan.states * 2e-5;
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
