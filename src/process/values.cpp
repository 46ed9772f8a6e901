#include "process/values.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <utility>

namespace entente {
namespace {

/// So many values are remembered at most: 160 MB.
constexpr std::size_t most_remembered = 20'000'000;

}  // namespace

Values::Values(const Dynamics& dynamics, std::vector<double> discounts, const Factors* factors)
    : dynamics_(&dynamics),
      factors_(factors),
      box_(dynamics.levels().size()),
      players_(dynamics.players()),
      discounts_(std::move(discounts)),
      start_(dynamics.layers().size()),
      next_(dynamics.layers().size()),
      final_start_(dynamics.layers().size()),
      final_node_(dynamics.layers().size()),
      history_(players_),
      stale_(players_) {
    for (std::size_t k = 0; k < start_.size(); ++k) {
        breached_.emplace_back(dynamics.layers()[k].groups.size());
        if (std::ranges::find(dynamics.layers()[k].start, 1) != dynamics.layers()[k].start.end())
            start_[k].resize(players_ * box_);
        if (std::ranges::find(dynamics.layers()[k].node, 1) != dynamics.layers()[k].node.end())
            next_[k].resize(players_ * box_);
    }
    std::size_t all = 0;
    for (const auto& field : start_) all += field.size();
    remember_ = all * remembered_solutions <= most_remembered;
    if (factors == nullptr) return;
    for (const auto& factor : *factors) {
        parts_.push_back({factor.get(), std::make_unique<Values>(factor->dynamics(), discounts_)});
        parts_.back().values->payees_ = factor->payees();
        places_ = std::max(places_, factor->slots());
    }
}

void Values::set_discounts(std::vector<double> discounts) {
    for (Part& part : parts_) part.values->set_discounts(discounts);
    const bool forever = dynamics_->punished_periods() == 0;
    for (auto it = punished_.begin(); it != punished_.end();) {
        const std::size_t player = it->first.first;
        if (forever && discounts[player] == discounts_[player]) {
            ++it;
            continue;
        }
        guesses_[it->first] = std::move(it->second);
        it = punished_.erase(it);
    }
    for (std::size_t k = 0; k < breached_.size(); ++k) {
        for (std::size_t g = 0; g < breached_[k].size(); ++g) {
            const std::size_t player = dynamics_->layers()[k].groups[g].player;
            if (!forever || discounts[player] != discounts_[player]) breached_[k][g].clear();
        }
    }
    std::erase_if(payoffs_, [&](const auto& entry) {
        const std::size_t player = entry.first.first;
        return discounts[player] != discounts_[player];
    });
    discounts_ = std::move(discounts);
}

void Values::begin_pass() {
    for (Part& part : parts_) part.values->begin_pass();
    final_start_.assign(final_start_.size(), false);
    final_node_.assign(final_node_.size(), false);
    for (std::size_t i = 0; i < players_; ++i)
        history_[i] = stirred(0, std::bit_cast<std::uint64_t>(discounts_[i]));
    current_ = nullptr;
}

/// Behaviour in the components solved before, and the discount factor, settle what a player's
/// values are worth in this one under the behaviour of that fingerprint.
void Values::enter(const Component& component, std::uint64_t fingerprint) {
    if (current_ != nullptr && current_ != &component)
        for (std::uint64_t& history : history_) history = stirred(history, fingerprint_);
    current_ = &component;
    fingerprint_ = fingerprint;
    Known& known = known_[&component];
    known.in_place.resize(players_);
    known.values.resize(players_);
    known.content.resize(players_);
    for (std::size_t i = 0; i < players_; ++i) {
        const bool is_payee = (payees_ >> i & 1U) != 0;
        stale_[i] = !is_payee || known.in_place[i] == key(i) ? 0 : 1;
        known.in_place[i] = key(i);
    }
}

std::uint64_t Values::unsettled() {
    Known& known = known_[current_];
    std::uint64_t players = 0;
    for (std::size_t i = 0; i < players_; ++i)
        if (known.content[i].find(key(i)) == nullptr) players |= std::uint64_t{1} << i;
    return players;
}

void Values::set_content() {
    Known& known = known_[current_];
    for (std::uint64_t players = unsettled(); players != 0; players &= players - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(players));
        known.content[i].add(key(i), true);
    }
}

double Values::node(std::size_t player, std::size_t layer, std::size_t at) const {
    const double d = discounts_[player];
    return (1 - d) * dynamics_->layers()[layer].stage[player][at] +
           d * continuation(player, layer, at);
}

double Values::cost(std::size_t player, StateIndex s, StepSet concluded) const {
    double sum = 0;
    for (StepSet set = concluded; set != 0; set &= set - 1)
        sum += dynamics_->layers()[s.layer]
                   .cost[static_cast<std::size_t>(std::countr_zero(set))][player][s.at];
    return sum;
}

/// The player's values at the starts with these measures in force; empty if there are none.
std::span<double> Values::starts_with(std::size_t player, MeasureSet measures) {
    if (!dynamics_->has_layer(measures)) return {};
    const std::size_t layer = dynamics_->layer_of(measures);
    if (start_[layer].empty()) return {};
    return std::span(start_[layer]).subspan(player * box_, box_);
}

double Values::realised(std::size_t player, StateIndex s, StepSet concluded,
                        const Behaviour& behaviour) {
    const Layer& layer = dynamics_->layers()[s.layer];
    const Resolution resolution = behaviour.resolve(s, concluded);
    if (resolution.breakdown) {
        const DeviationGroup& group = layer.groups[resolution.breakdown->group];
        return punished(player, dynamics_->after(layer, group), dynamics_->react(group, s.at));
    }
    return node(player, layer.node_layer[resolution.concluded], s.at) -
           (1 - discounts_[player]) * cost(player, s, resolution.concluded);
}

/// Calls f(concluded, chance) for every set that may come out of these measures passing.
template <class F>
void Values::for_each_realisation(StateIndex s, StepSet passing, const F& f) const {
    const Layer& layer = dynamics_->layers()[s.layer];
    const auto from = [&](const auto& self, StepSet left, StepSet concluded, double chance) {
        if (left == 0) return f(concluded, chance);
        const StepSet bit = left & (~left + 1);
        const double p = layer.conclude[static_cast<std::size_t>(std::countr_zero(bit))][s.at];
        self(self, left & ~bit, concluded | bit, chance * p);
        if (p < 1) self(self, left & ~bit, concluded, chance * (1 - p));
    };
    from(from, passing, 0, 1.0);
}

double Values::passing(std::size_t player, StateIndex s, StepSet passing,
                       const Behaviour& behaviour) {
    double sum = 0;
    for_each_realisation(s, passing, [&](StepSet concluded, double chance) {
        sum += chance * realised(player, s, concluded, behaviour);
    });
    return sum;
}

bool Values::is_final(const Layer& node) const {
    return std::ranges::all_of(dynamics_->lapse_sets(node), [&](MeasureSet lapsed) {
        const MeasureSet left = node.measures & ~lapsed;
        if (!dynamics_->has_layer(left)) return true;
        const std::size_t next = dynamics_->layer_of(left);
        return start_[next].empty() || final_start_[next];
    });
}

void Values::refresh_layer(std::size_t index) {
    const Layer& layer = dynamics_->layers()[index];
    for (std::size_t i = 0; i < players_; ++i) {
        if (stale_[i] == 0) continue;
        const FieldOf starts = [&](MeasureSet left) { return starts_with(i, left); };
        expect_next(*dynamics_, layer, starts, std::span(next_[index]).subspan(i * box_, box_));
    }
}

void Values::refresh_node(std::size_t index, std::size_t at) {
    const Layer& layer = dynamics_->layers()[index];
    std::vector<std::size_t> players;
    for (std::size_t i = 0; i < players_; ++i)
        if (stale_[i] != 0) players.push_back(i);
    for (const std::size_t i : players) next_[index][i * box_ + at] = 0;
    dynamics_->for_each_lapse(layer, at, [&](MeasureSet lapsed, double chance) {
        const std::size_t next = dynamics_->layer_of(layer.measures & ~lapsed);
        layer.moves.for_each_successor(at, [&](std::size_t to, double p) {
            for (const std::size_t i : players)
                next_[index][i * box_ + at] += chance * p * start_[next][i * box_ + to];
        });
    });
}

void Values::refresh_nodes(const Component& component) {
    // Sweeping a whole layer costs about as much as the successors of a few of its states.
    const bool whole = box_ <= 512 || component.states.size() * 64 > box_;
    std::set<std::size_t> done;
    for (const StateIndex s : component.states) {
        const Layer& layer = dynamics_->layers()[s.layer];
        dynamics_->for_each_conclusion(layer, s.at, [&](StepSet set) {
            const std::size_t n = layer.node_layer[set];
            if (final_node_[n] || done.contains(n)) return;
            final_node_[n] = is_final(dynamics_->layers()[n]);
            if (whole || final_node_[n]) {
                refresh_layer(n);
                done.insert(n);
            } else {
                refresh_node(n, s.at);
            }
        });
    }
}

void Values::solve_once(const Component& component, const Behaviour& behaviour) {
    const StateIndex s = component.states.front();
    refresh_nodes(component);
    const StepSet passes = behaviour.passing(s);
    for (std::size_t i = 0; i < players_; ++i)
        if (stale_[i] != 0) start_[s.layer][i * box_ + s.at] = passing(i, s, passes, behaviour);
}

/// What the component comes to under this behaviour, whatever the discount factors.
Values::Circular Values::circular(const Component& component, const Behaviour& behaviour) const {
    const std::size_t n = component.states.size();
    Circular c;
    c.payoffs.resize(players_ * n);
    Equations equations;
    equations.weights.resize(n);
    equations.delay = dynamics_->punished_periods();
    for (std::size_t k = 0; k < n; ++k) {
        const StateIndex s = component.states[k];
        const Layer& layer = dynamics_->layers()[s.layer];
        for_each_realisation(s, behaviour.passing(s), [&](StepSet concluded, double chance) {
            const Resolution resolution = behaviour.resolve(s, concluded);
            if (resolution.breakdown) {
                const DeviationGroup& group = layer.groups[resolution.breakdown->group];
                c.breakdowns.push_back(
                    {k, dynamics_->after(layer, group), dynamics_->react(group, s.at), chance});
                return;
            }
            const std::size_t m = layer.node_layer[resolution.concluded];
            equations.weights[k].emplace_back(m, chance);
            for (std::size_t i = 0; i < players_; ++i)
                c.payoffs[i * n + k] += chance * (dynamics_->layers()[m].stage[i][s.at] -
                                                  cost(i, s, resolution.concluded));
        });
    }
    if (equations.delay > 0) equations.delayed = c.breakdowns;
    c.system = component_system(*dynamics_, component, equations, true);
    return c;
}

void Values::solve_circular(const Component& component, const Behaviour& behaviour) {
    Known& known = known_[&component];
    Circular* c = known.systems.find(fingerprint_);
    if (c == nullptr) c = &known.systems.add(fingerprint_, circular(component, behaviour));
    for (std::size_t i = 0; i < players_; ++i) {
        if (stale_[i] == 0) continue;
        if (const auto* values = known.values[i].find(key(i))) {
            for (std::size_t k = 0; k < component.states.size(); ++k) {
                const StateIndex s = component.states[k];
                start_[s.layer][i * box_ + s.at] = (*values)[k];
            }
            continue;
        }
        solve_for(i, component, *c);
        if (!remember_) continue;
        std::vector<double> values;
        for (const StateIndex s : component.states)
            values.push_back(start_[s.layer][i * box_ + s.at]);
        known.values[i].add(key(i), std::move(values));
    }
}

void Values::solve_for(std::size_t player, const Component& component, const Circular& c) {
    const std::size_t n = component.states.size();
    std::vector<double> constants(n);
    for (std::size_t k = 0; k < n; ++k)
        constants[k] = (1 - discounts_[player]) * c.payoffs[player * n + k];
    // The payoffs of a punishment; the starts it leads back to are unknowns.
    for (const Delayed& breakdown : c.breakdowns)
        constants[breakdown.state] +=
            breakdown.weight * punishment_payoff(player, breakdown.key)[breakdown.at];
    const WritableFieldOf starts = [&](MeasureSet set) { return starts_with(player, set); };
    exact_ = c.system->solve(discounts_[player], constants, starts) && exact_;
}

void Values::solve(const Component& component, const Behaviour& behaviour) {
    for (Part& part : parts_) {
        const Behaviour there(behaviour, *part.factor);
        for (const Component& lifted : part.factor->lifted(component))
            part.values->solve(lifted, there);
        exact_ = part.values->exact_ && exact_;
    }
    enter(component, behaviour.fingerprint(component.states));
    if (std::ranges::find(stale_, 1) == stale_.end()) return;
    forget_punishments();
    if (!component.circular) return solve_once(component, behaviour);
    solve_circular(component, behaviour);
    forget_punishments();
    refresh_nodes(component);
}

void Values::finish(const LayerGroup& group) {
    for (Part& part : parts_) part.values->finish(part.factor->lifted(group));
    for (const std::size_t layer : group.layers) final_start_[layer] = true;
}

void Values::solve_all(const std::vector<LayerGroup>& groups, const Behaviour& behaviour) {
    begin_pass();
    for (const LayerGroup& group : groups) {
        for (const Component& component : group.components) solve(component, behaviour);
        finish(group);
    }
    settle();
}

void Values::settle() {
    for (Part& part : parts_) part.values->settle();
    forget_punishments();
    for (std::size_t i = 0; i < players_; ++i) stale_[i] = payees_ >> i & 1U;
    for (std::size_t k = 0; k < next_.size(); ++k) {
        if (next_[k].empty() || final_node_[k]) continue;
        refresh_layer(k);
        final_node_[k] = true;
    }
}

}  // namespace entente
