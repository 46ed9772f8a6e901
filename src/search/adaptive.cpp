#include "search/adaptive.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace entente {
namespace {

constexpr int most_rounds = 1000;

/// Starts that are passed with positive chance, fewer measures first.
/// @param chosen what is pending at a start
std::vector<AdaptiveRow> rows_of(const AdaptiveProcess& process,
                                 const std::function<StepSet(AdaptiveProcess::Start)>& chosen) {
    const Dynamics& dynamics = process.dynamics();
    std::vector<AdaptiveRow> rows;
    const auto pending = [&](AdaptiveProcess::Start start) { return std::vector{chosen(start)}; };
    for (const AdaptiveProcess::Start& start : process.passed(pending)) {
        const Layer& layer = dynamics.layers()[start.layer];
        rows.push_back({layer.measures, dynamics.levels().levels(start.at),
                        OrderProblem::members(layer.measures_of(chosen(start)))});
    }
    return rows;
}

/// What a fixed order makes pending: of its first step with a measure not in force what may be.
StepSet pending_of(const Layer& layer, std::size_t at, const Steps& steps) {
    for (const auto& step : steps) {
        const MeasureSet measures = OrderProblem::set_of(step);
        if ((measures & ~layer.measures) == 0) continue;
        StepSet set = 0;
        for (std::size_t k = 0; k < layer.candidates.size(); ++k)
            if ((measures >> layer.candidates[k] & 1U) != 0) set |= StepSet{1} << k;
        return set & layer.pending[at];
    }
    return 0;
}

}  // namespace

PolicySearch::PolicySearch(AdaptiveProcess& process, std::vector<double> weights, bool constrained,
                           std::stop_token stop)
    : process_(&process),
      weights_(std::move(weights)),
      constrained_(constrained),
      stop_(stop),
      values_(process.no_values()) {
    const Dynamics& dynamics = process.dynamics();
    policy_.assign(dynamics.layers().size(), std::vector<StepSet>(dynamics.levels().size()));
    dead_.assign(dynamics.layers().size(), LevelMask(dynamics.levels().size()));
    for (const std::size_t layer : process.layers()) {
        if (stop.stop_requested()) throw Stopped{};
        do solve_layer(layer);
        while (constrained_ && bury(layer));
    }
}

double PolicySearch::worth(std::size_t layer, std::size_t at, StepSet step) const {
    double sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i)
        if (weights_[i] != 0) sum += weights_[i] * process_->worth(i, layer, at, step);
    return sum;
}

/// Whether the players would let the step be concluded and keep to what is then in force, also
/// where it leads.
bool PolicySearch::possible(std::size_t index, std::size_t at, StepSet step) {
    if (!constrained_) return true;
    if (!process_->is_kept(index, at, step, values_)) return false;
    if (step != 0 && !process_->is_accepted(index, at, step)) return false;
    bool alive = true;
    process_->for_each_node(index, at, step, [&](std::size_t node) {
        process_->dynamics().layers()[node].moves.for_each_successor(
            at,
            [&](std::size_t to, double p) { alive = alive && (p <= 0 || dead_[node][to] == 0); });
    });
    return alive;
}

bool PolicySearch::improve(std::size_t layer, std::size_t at) {
    const StepSet now = policy_[layer][at];
    const bool now_possible = possible(layer, at, now);
    const double scale = std::abs(worth(layer, at, now)) + 1;
    double best = now_possible ? worth(layer, at, now) : -1e300;
    StepSet choice = now_possible ? now : 0;
    const auto offer = [&](StepSet step) {
        const double x = worth(layer, at, step);
        if (x <= best + 1e-11 * scale || !possible(layer, at, step)) return;
        best = x;
        choice = step;
    };
    offer(0);
    for (const StepSet step : process_->steps(layer, at)) offer(step);
    policy_[layer][at] = choice;
    return choice != now;
}

void PolicySearch::solve_layer(std::size_t layer) {
    const LevelMask& start = process_->dynamics().layers()[layer].start;
    std::set<std::vector<StepSet>> seen;
    for (int round = 0; round < most_rounds; ++round) {
        process_->solve(layer, policy_[layer], values_);
        bool changed = false;
        for (std::size_t at = 0; at < start.size(); ++at)
            if (start[at] != 0 && dead_[layer][at] == 0) changed = improve(layer, at) || changed;
        if (!changed || !seen.insert(policy_[layer]).second) break;
    }
    process_->solve(layer, policy_[layer], values_);
}

/// Marks starts of a layer at which nothing holds, waiting included. @return whether there are new
/// ones, so that the layer must be solved again.
bool PolicySearch::bury(std::size_t layer) {
    const LevelMask& start = process_->dynamics().layers()[layer].start;
    bool found = false;
    for (std::size_t at = 0; at < start.size(); ++at) {
        if (start[at] == 0 || dead_[layer][at] != 0 || possible(layer, at, policy_[layer][at]))
            continue;
        dead_[layer][at] = 1;
        policy_[layer][at] = 0;
        found = true;
    }
    return found;
}

bool PolicySearch::holds() const {
    const Dynamics& dynamics = process_->dynamics();
    return dead_[dynamics.initial_layer()][dynamics.initial_levels()] == 0;
}

double PolicySearch::value(std::size_t player) const {
    const Dynamics& dynamics = process_->dynamics();
    const std::size_t box = dynamics.levels().size();
    return values_[dynamics.initial_layer()][player * box + dynamics.initial_levels()] +
           dynamics.reference(player);
}

double PolicySearch::score() const {
    double sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) sum += weights_[i] * value(i);
    return sum;
}

namespace {

/// With one discount factor the optimum without constraints; with several the sum of what the
/// players of each could get at most.
double bound_without_constraints(AdaptiveProcess& process, const std::vector<double>& weights,
                                 std::stop_token stop) {
    std::map<double, std::vector<double>> by_discount;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        auto& alone = by_discount[process.discount(i)];
        alone.resize(weights.size());
        alone[i] = weights[i];
    }
    double bound = 0;
    for (const auto& [discount, alone] : by_discount)
        bound += PolicySearch(process, alone, false, stop).score();
    return bound;
}

/// The choices of the policy are best where they are made. Seen from the beginning a fixed order
/// may be better: where discount factors differ, as the sum later is then not what counts now, and
/// where what comes later is worse on purpose, so that what comes first holds.
void fall_back_on(const Sequence& fixed, const AdaptiveProcess& process,
                  const std::vector<double>& weights, AdaptiveResult& result) {
    double score = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) score += weights[i] * fixed.values[i];
    result.fixed = score;
    if (result.holds && result.score >= score - 1e-11 * (std::abs(score) + 1)) {
        result.score = std::max(result.score, score);
        return;
    }
    result.holds = result.is_fixed = true;
    result.score = score;
    result.values = fixed.values;
    result.rows = rows_of(process, [&](AdaptiveProcess::Start start) {
        return pending_of(process.dynamics().layers()[start.layer], start.at, fixed.steps);
    });
}

}  // namespace

AdaptiveResult best_policy(World& world, const OrderProblem& problem,
                           const std::vector<double>& weights, const Sequence* fixed,
                           std::stop_token stop) {
    AdaptiveProcess process(world, problem, world.discounts(), stop);
    AdaptiveResult result;
    const PolicySearch found(process, weights, true, stop);
    result.holds = found.holds();
    result.score = found.score();
    for (std::size_t i = 0; i < weights.size(); ++i) result.values.push_back(found.value(i));
    result.rows = rows_of(process, [&](AdaptiveProcess::Start start) {
        return found.policy()[start.layer][start.at];
    });
    result.states = process.dynamics().states();
    if (fixed != nullptr) fall_back_on(*fixed, process, weights, result);

    result.bound = std::max(bound_without_constraints(process, weights, stop), result.score);
    result.proven =
        result.holds && result.score >= result.bound - 1e-9 * std::max(1.0, std::abs(result.bound));
    return result;
}

}  // namespace entente
