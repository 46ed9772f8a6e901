#include "search/path_facts.hpp"

#include "process/prediction.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace entente {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class F>
void for_each_measure(MeasureSet set, const F& f) {
    for (; set != 0; set &= set - 1) f(static_cast<std::size_t>(std::countr_zero(set)));
}

bool depends_on_state(const Expression& expression) {
    const Dependencies d = dependencies(expression);
    return d.measures != 0 || !d.relations.empty() || !d.interactions.empty();
}

}  // namespace

PathFacts::PathFacts(World& world, MeasureSet measures, std::vector<double> discounts,
                     Ignored ignored)
    : world_(&world),
      discounts_(std::move(discounts)),
      ignored_(ignored),
      low_(discounts_.size(), infinity),
      high_(discounts_.size(), -infinity),
      node_of_(measures | world.initial_measures(), world.levels().size()),
      forever_of_(measures | world.initial_measures(), world.levels().size()) {
    const MeasureSet initial = world.initial_measures();
    const std::size_t at = world.initial_levels();
    for (std::size_t m = 0; m < world.model().measures.size(); ++m) {
        const Measure& measure = world.model().measures[m];
        always_ready_.push_back(!measure.requirement && !depends_on_state(measure.duration) &&
                                world.duration(m, initial, at) == 1);
        fixed_cost_.emplace_back();
        if (std::ranges::none_of(measure.costs, [](const PlayerTerm& term) {
                return depends_on_state(term.amount);
            }))
            for (std::size_t i = 0; i < players(); ++i)
                fixed_cost_[m].push_back(world.cost(m, i, initial, at));
        uniform_ = uniform_ && always_ready_[m] && !fixed_cost_[m].empty();
    }
}

double PathFacts::scale(std::size_t player) const {
    const double spread = high_[player] - low_[player];
    return spread > 0 ? spread : 1;
}

std::size_t PathFacts::next_levels(MeasureSet in_force, std::size_t at) {
    for_each_measure(in_force, [&](std::size_t m) {
        if (world_->can_lapse(m) && world_->lapse(m, in_force, at) > 0) throw Uncertain{};
    });
    const LevelBox& box = world_->levels();
    std::size_t next = at;
    for (std::size_t e = 0; e < box.relations(); ++e) {
        const Move move = world_->move(e, in_force, at);
        if ((move.up > 0 && move.up < 1) || (move.down > 0 && move.down < 1)) throw Uncertain{};
        if (move.up >= 1) next += box.stride(e);
        if (move.down >= 1) next -= box.stride(e);
    }
    return next;
}

double PathFacts::temptation(MeasureSet in_force, std::size_t player, std::size_t measure,
                             std::size_t at) {
    const Model& model = world_->model();
    double gain = 0;
    for (std::size_t g = 0; g < model.interactions.size(); ++g) {
        const auto& players = model.interactions[g].players;
        const auto it = std::ranges::find(players, player);
        if (it == players.end()) continue;
        const auto i = static_cast<std::size_t>(it - players.begin());
        if (applying(model, in_force, g, i) == measure)
            gain += world_->outcome(g, in_force, at).deviation_gain[i];
    }
    return gain;
}

/// One for each player.
std::span<double> PathFacts::numbers(double value) {
    const std::size_t count = players();
    auto* from = static_cast<double*>(memory_.allocate(count * sizeof(double), alignof(double)));
    std::fill_n(from, count, value);
    return {from, count};
}

const PathFacts::Node& PathFacts::node(MeasureSet in_force, std::size_t at) {
    if (const auto known = node_of_.find(in_force, at); known != StateMap::none)
        return nodes_[known];
    Node node{next_levels(in_force, at), numbers(0), numbers(-infinity), true};
    for (std::size_t i = 0; i < players(); ++i) {
        node.stage[i] = world_->stage_payoff(i, in_force, at);
        low_[i] = std::min(low_[i], node.stage[i]);
        high_[i] = std::max(high_[i], node.stage[i]);
    }
    add_compliance(node, in_force, at);
    node_of_.set(in_force, at, static_cast<std::uint32_t>(nodes_.size()));
    return nodes_.emplace_back(node);
}

/// gain <= q * ((1 - d) penalty + d * (V - P)) solved for V, for every joint breach; within a
/// group all have the same P.
void PathFacts::add_compliance(Node& node, MeasureSet in_force, std::size_t at) {
    for (const DeviationGroup& group : deviation_groups(world_->model(), in_force)) {
        const std::size_t i = group.player;
        if ((ignored_.compliance >> i & 1U) != 0) continue;
        const double d = discounts_[i];
        double needed = -infinity;  // of V - P
        for (const MeasureSet breach : group.breaches) {
            double gain = 0, penalty = 0, detection = 0;
            for_each_measure(breach, [&](std::size_t m) {
                gain += temptation(in_force, i, m, at);
                penalty += world_->penalty(m, in_force, at);
                detection = std::max(detection, world_->detection(m, in_force, at));
            });
            // As in the engine, what falls short by no more than indifference is kept.
            const double now = (1 - d) * (gain - detection * penalty) - indifference * scale(i);
            const double weight = detection * d;
            if (weight > 0)
                needed = std::max(needed, now / weight);
            else if (now > 0)
                needed = infinity;
        }
        if (needed == -infinity) continue;
        if (const auto least = least_after(group, needed, in_force, node))
            node.least[i] = std::max(node.least[i], *least);
        else
            node.exact = false;
    }
}

/// The least V with V - P >= needed; nullopt where P depends on more than V.
std::optional<double> PathFacts::least_after(const DeviationGroup& group, double needed,
                                             MeasureSet in_force, const Node& node) {
    if (needed == infinity) return infinity;
    const std::size_t i = group.player;
    const double d = discounts_[i];
    const MeasureSet remaining = in_force & ~group.suspended;
    std::size_t at = react(group, node.next);
    try {
        if (world_->punished_periods() == 0) return needed + forever(remaining, at)[i];
        // P is some periods of punishment and then V again, if the levels are the same by then.
        double punished = 0, weight = 1;
        for (std::size_t k = 0; k < world_->punished_periods(); ++k, weight *= d) {
            punished += weight * (1 - d) * world_->stage_payoff(i, remaining, at);
            at = next_levels(remaining, at);
        }
        if (at != node.next) return std::nullopt;
        return (needed + punished) / (1 - weight);
    } catch (const Uncertain&) {
        return std::nullopt;
    }
}

std::size_t PathFacts::react(const DeviationGroup& group, std::size_t at) const {
    if (group.relations == 0) return at;
    const LevelBox& box = world_->levels();
    auto levels = box.levels(at);
    const bool collapse = world_->model().enforcement.reaction == Enforcement::Reaction::collapse;
    for (std::size_t e = 0; e < levels.size(); ++e) {
        if ((group.relations >> e & 1U) == 0) continue;
        levels[e] = collapse || levels[e] <= world_->fall()
                        ? std::uint8_t{0}
                        : static_cast<std::uint8_t>(levels[e] - world_->fall());
    }
    return box.index(levels);
}

double PathFacts::cost(MeasureSet measures, std::size_t player, MeasureSet in_force,
                       std::size_t at) {
    double sum = 0;
    for_each_measure(measures, [&](std::size_t m) {
        sum +=
            fixed_cost_[m].empty() ? world_->cost(m, player, in_force, at) : fixed_cost_[m][player];
    });
    return sum;
}

MeasureSet PathFacts::pending(MeasureSet measures, MeasureSet in_force, std::size_t at) {
    MeasureSet set = 0;
    for_each_measure(measures, [&](std::size_t m) {
        if (always_ready_[m]) {
            set |= MeasureSet{1} << m;
            return;
        }
        if (!world_->required(m, in_force, at)) return;
        if (world_->duration(m, in_force, at) > 1) throw Uncertain{};
        set |= MeasureSet{1} << m;
    });
    return set;
}

/// Follows the levels until they recur; from there on the sum is geometric.
std::span<const double> PathFacts::forever(MeasureSet in_force, std::size_t at) {
    std::vector<std::size_t> path;
    std::uint32_t known = forever_of_.find(in_force, at);
    while (known == StateMap::none && std::ranges::find(path, at) == path.end()) {
        path.push_back(at);
        at = next_levels(in_force, at);
        known = forever_of_.find(in_force, at);
    }
    if (path.empty()) return forever_[known];
    std::vector<double> value(players());
    const auto circle = std::ranges::find(path, at);
    for (std::size_t i = 0; i < players(); ++i) {
        double sum = known == StateMap::none ? 0 : forever_[known][i], weight = 1;
        for (auto it = circle; it != path.end(); ++it, weight *= discounts_[i])
            sum += weight * (1 - discounts_[i]) * world_->stage_payoff(i, in_force, *it);
        value[i] = circle == path.end() ? sum : sum / (1 - weight);
    }
    for (std::size_t k = path.size(); k-- > 0;) {
        const std::span<double> kept = numbers(0);
        for (std::size_t i = 0; i < players(); ++i)
            kept[i] = value[i] = (1 - discounts_[i]) * world_->stage_payoff(i, in_force, path[k]) +
                                 discounts_[i] * value[i];
        forever_of_.set(in_force, path[k], static_cast<std::uint32_t>(forever_.size()));
        forever_.push_back(kept);
    }
    return forever_.back();
}

}  // namespace entente
