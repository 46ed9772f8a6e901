#include "search/adaptive_process.hpp"

#include "process/linear_solve.hpp"
#include "process/prediction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t most_measures = 16;  // all of them may be pending at once
constexpr std::size_t small_layer = 64;

/// Calls f(concluded, chance) for every part of a step that may be concluded.
template <class F>
void for_each_part(const Layer& layer, std::size_t at, StepSet step, const F& f) {
    const auto from = [&](const auto& self, StepSet left, StepSet concluded, double chance) {
        if (left == 0) return f(concluded, chance);
        const StepSet bit = left & (~left + 1);
        const double p = layer.conclude[static_cast<std::size_t>(std::countr_zero(bit))][at];
        self(self, left & ~bit, concluded | bit, chance * p);
        if (p < 1) self(self, left & ~bit, concluded, chance * (1 - p));
    };
    from(from, step, 0, 1.0);
}

}  // namespace

Steps everything_at_once(const World& world, const OrderProblem& problem) {
    const Model& model = world.model();
    const auto members = OrderProblem::members(problem.measures());
    const auto refuse = [&](std::size_t m, std::string message, std::string hint) {
        throw ModelError(model.sources,
                         {{model.measures[m].where, std::move(message), std::move(hint)}});
    };
    for (const std::size_t m : OrderProblem::members(problem.measures() | problem.initial()))
        if (world.can_lapse(m))
            refuse(m,
                   fmt::format("\"{}\" can lapse: searches over policies need measures that stay",
                               model.measures[m].key),
                   "leave it out with measures = [...], or let it not lapse");
    if (members.size() > most_measures)
        refuse(members[most_measures],
               fmt::format("{} measures to choose from at every state, expected at most {}",
                           members.size(), most_measures),
               "search fewer of them (measures = [...]), or join measures into one");
    if (members.empty()) return {};
    return {members};
}

AdaptiveProcess::AdaptiveProcess(World& world, const OrderProblem& problem,
                                 std::vector<double> discounts, std::stop_token stop)
    : problem_(&problem),
      discounts_(std::move(discounts)),
      dynamics_(std::make_unique<Dynamics>(world, everything_at_once(world, problem), stop)),
      punishments_(std::make_unique<Values>(*dynamics_, discounts_)),
      box_(world.levels().size()),
      ahead_(dynamics_->layers().size()) {
    for (const Measure& measure : world.model().measures)
        voting_.emplace_back(world.model(), measure, world.parameters());
    for (std::size_t k = 0; k < dynamics_->layers().size(); ++k) {
        ahead_[k].resize(players() * box_);
        const LevelMask& start = dynamics_->layers()[k].start;
        if (std::ranges::find(start, 1) != start.end()) order_.push_back(k);
    }
    std::ranges::stable_sort(order_, std::greater{}, [&](std::size_t k) {
        return std::popcount(dynamics_->layers()[k].measures);
    });
}

StartValues AdaptiveProcess::no_values() const {
    return StartValues(dynamics_->layers().size(), std::vector<double>(players() * box_));
}

std::vector<StepSet> AdaptiveProcess::steps(std::size_t index, std::size_t at) const {
    const Layer& layer = dynamics_->layers()[index];
    std::vector<StepSet> allowed;
    problem_->for_each_step(layer.measures & problem_->measures(), [&](MeasureSet step) {
        StepSet set = 0;
        for (std::size_t k = 0; k < layer.candidates.size(); ++k)
            if ((step >> layer.candidates[k] & 1U) != 0) set |= StepSet{1} << k;
        if (std::popcount(set) == std::popcount(step) && (set & ~layer.pending[at]) == 0)
            allowed.push_back(set);
    });
    return allowed;
}

void AdaptiveProcess::look_ahead(std::size_t index, const StartValues& values) {
    const Layer& layer = dynamics_->layers()[index];
    for (std::size_t i = 0; i < players(); ++i)
        layer.moves.expect(std::span(values[index]).subspan(i * box_, box_),
                           std::span(ahead_[index]).subspan(i * box_, box_));
}

double AdaptiveProcess::worth(std::size_t player, std::size_t index, std::size_t at,
                              StepSet step) const {
    const Layer& layer = dynamics_->layers()[index];
    const double d = discounts_[player];
    double sum = 0;
    for_each_part(layer, at, step, [&](StepSet concluded, double chance) {
        const std::size_t node = layer.node_layer[concluded];
        double now = dynamics_->layers()[node].stage[player][at];
        for (StepSet set = concluded; set != 0; set &= set - 1)
            now -= layer.cost[static_cast<std::size_t>(std::countr_zero(set))][player][at];
        sum += chance * ((1 - d) * now + d * ahead(node, player, at));
    });
    return sum;
}

/// E[P | breach]: of a punishment without end the engine knows it; one that ends comes back to
/// the starts of this layer.
double AdaptiveProcess::punished_ahead(std::size_t index, std::size_t group_index, std::size_t at,
                                       const StartValues& values) {
    if (dynamics_->punished_periods() == 0) return punishments_->breached(index, group_index, at);
    const Layer& layer = dynamics_->layers()[index];
    const DeviationGroup& group = layer.groups[group_index];
    const Layer& rest = dynamics_->layers()[dynamics_->layer_of(layer.measures & ~group.suspended)];
    const std::size_t i = group.player;
    const double d = discounts_[i];
    std::vector<double> field(values[index].begin() + static_cast<std::ptrdiff_t>(i * box_),
                              values[index].begin() + static_cast<std::ptrdiff_t>((i + 1) * box_));
    std::vector<double> next(box_);
    for (std::size_t k = 0; k < dynamics_->punished_periods(); ++k) {
        rest.moves.expect(field, next);
        for (std::size_t to = 0; to < box_; ++to)
            field[to] = rest.used[to] != 0 ? (1 - d) * rest.stage[i][to] + d * next[to] : 0;
    }
    double sum = 0;
    layer.moves.for_each_successor(
        at, [&](std::size_t to, double p) { sum += p * field[dynamics_->react(group, to)]; });
    return sum;
}

bool AdaptiveProcess::complies(std::size_t index, std::size_t at, const StartValues& values) {
    const Layer& layer = dynamics_->layers()[index];
    for (const Breach& breach : layer.breaches) {
        const std::size_t i = layer.groups[breach.group].player;
        const double d = discounts_[i];
        double gain = 0, penalty = 0, detection = 0;
        for (std::size_t k = 0; k < breach.temptation.size(); ++k) {
            gain += breach.temptation[k][at];
            penalty += breach.penalty[k][at];
            detection = std::max(detection, breach.detection[k][at]);
        }
        const double lost = ahead(index, i, at) - punished_ahead(index, breach.group, at, values);
        const double slack = detection * ((1 - d) * penalty + d * lost) - (1 - d) * gain;
        if (slack < -indifference * dynamics_->scale(i)) return false;
    }
    return true;
}

bool AdaptiveProcess::is_kept(std::size_t index, std::size_t at, StepSet step,
                              const StartValues& values) {
    const Layer& layer = dynamics_->layers()[index];
    bool kept = true;
    for_each_part(layer, at, step, [&](StepSet concluded, double) {
        kept = kept && complies(layer.node_layer[concluded], at, values);
    });
    return kept;
}

bool AdaptiveProcess::is_accepted(std::size_t index, std::size_t at, StepSet step) const {
    const Layer& layer = dynamics_->layers()[index];
    std::vector<std::uint64_t> accepting(layer.candidates.size());
    for (std::size_t i = 0; i < players(); ++i) {
        StepSet own = 0;
        for (StepSet set = step; set != 0; set &= set - 1) {
            const auto k = static_cast<std::size_t>(std::countr_zero(set));
            if ((voting_[layer.candidates[k]].voters() >> i & 1U) != 0) own |= StepSet{1} << k;
        }
        const double tolerance = indifference * dynamics_->scale(i);
        double best = worth(i, index, at, step);
        StepSet declined = 0;
        for (StepSet set = own; set != 0; set = (set - 1) & own) {
            const double without = worth(i, index, at, step & ~set);
            if (without <= best + tolerance) continue;
            best = without;
            declined = set;
        }
        for (std::size_t k = 0; k < accepting.size(); ++k)
            if (((own & ~declined) >> k & 1U) != 0) accepting[k] |= std::uint64_t{1} << i;
    }
    for (StepSet set = step; set != 0; set &= set - 1) {
        const auto k = static_cast<std::size_t>(std::countr_zero(set));
        if (!voting_[layer.candidates[k]].passes(accepting[k])) return false;
    }
    return true;
}

void AdaptiveProcess::solve(std::size_t index, const std::vector<StepSet>& chosen,
                            StartValues& values) {
    const Layer& layer = dynamics_->layers()[index];
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < box_; ++at)
        if (layer.start[at] != 0) starts.push_back(at);
    for (std::size_t i = 0; i < players(); ++i) {
        const double d = discounts_[i];
        std::vector<double> constant(box_), stay(box_);
        std::span<double> ahead_here = std::span(ahead_[index]).subspan(i * box_, box_);
        std::ranges::fill(ahead_here, 0.0);  // what stays here is unknown
        for (const std::size_t at : starts) {
            constant[at] = worth(i, index, at, chosen[at]);
            for_each_part(layer, at, chosen[at], [&](StepSet concluded, double chance) {
                if (concluded == 0) stay[at] += d * chance;
            });
        }
        std::span<double> x = std::span(values[index]).subspan(i * box_, box_);
        if (starts.size() <= small_layer) {
            std::map<std::size_t, std::size_t> number;
            for (const std::size_t at : starts) number.emplace(at, number.size());
            const std::size_t n = starts.size();
            std::vector<double> matrix(n * n), right(n);
            for (std::size_t k = 0; k < n; ++k) {
                matrix[k * n + k] += 1;
                right[k] = constant[starts[k]];
                if (stay[starts[k]] == 0) continue;
                layer.moves.for_each_successor(starts[k], [&](std::size_t to, double p) {
                    matrix[k * n + number.at(to)] -= stay[starts[k]] * p;
                });
            }
            solve_dense(matrix, right);
            for (std::size_t k = 0; k < n; ++k) x[starts[k]] = right[k];
        } else {
            solve_iteratively(
                [&](std::span<const double> in, std::span<double> out) {
                    layer.moves.expect(in, out);
                    for (std::size_t at = 0; at < box_; ++at) out[at] *= stay[at];
                },
                constant, x);
        }
    }
    look_ahead(index, values);
}

std::vector<AdaptiveProcess::Start> AdaptiveProcess::passed(
    const std::function<std::vector<StepSet>(Start)>& steps) const {
    std::vector<Start> starts{{dynamics_->initial_layer(), dynamics_->initial_levels()}};
    std::set<Start> seen{starts.front()};
    for (std::size_t k = 0; k < starts.size(); ++k) {
        const Start start = starts[k];
        for (const StepSet step : steps(start)) {
            for_each_node(start.layer, start.at, step, [&](std::size_t node) {
                dynamics_->layers()[node].moves.for_each_successor(
                    start.at, [&](std::size_t to, double p) {
                        if (p > 0 && seen.insert({node, to}).second) starts.push_back({node, to});
                    });
            });
        }
    }
    std::ranges::sort(starts, {}, [&](const Start& start) {
        const MeasureSet in_force = dynamics_->layers()[start.layer].measures;
        return std::tuple(std::popcount(in_force), in_force, dynamics_->levels().levels(start.at));
    });
    return starts;
}

}  // namespace entente
