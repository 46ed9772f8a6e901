#include "process/course.hpp"

#include "process/returns.hpp"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

void mark(LevelMask& mask, std::size_t size, std::size_t at) {
    mask.resize(size);
    mask[at] = 1;
}

WritableFieldOf field_of(const Dynamics& dynamics, std::vector<std::vector<double>>& fields) {
    return [&](MeasureSet measures) -> std::span<double> {
        if (!dynamics.has_layer(measures)) return {};
        return fields[dynamics.layer_of(measures)];
    };
}

}  // namespace

Course::Course(const Dynamics& dynamics, const std::vector<LayerGroup>& groups,
               const Behaviour& behaviour)
    : dynamics_(&dynamics), groups_(&groups), behaviour_(&behaviour) {
    reach();
}

/// Calls f(resolution, node layer, chance) for all that can come out of a start.
template <class F>
void Course::for_each_outcome(StateIndex s, const F& f) const {
    const Layer& layer = dynamics_->layers()[s.layer];
    const StepSet passes = behaviour_->passing(s);
    for (StepSet set = passes;; set = (set - 1) & passes) {
        double chance = 1;
        for (StepSet left = passes; left != 0; left &= left - 1) {
            const auto k = static_cast<std::size_t>(std::countr_zero(left));
            chance *= (set >> k & 1U) != 0 ? layer.conclude[k][s.at] : 1 - layer.conclude[k][s.at];
        }
        if (chance > 0) {
            const Resolution resolution = behaviour_->resolve(s, set);
            f(resolution, layer.node_layer[resolution.concluded], chance);
        }
        if (set == 0) return;
    }
}

/// Starts to which punishments lead back, from these punished states.
void Course::pass(std::map<PunishedKey, LevelMask> punished, std::vector<LevelMask>& next) const {
    std::erase_if(punished, [](const auto& entry) { return entry.first.periods_left == 0; });
    while (!punished.empty()) {
        std::map<PunishedKey, LevelMask> later;
        for (const auto& [key, mask] : punished) {
            const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
            for (const MeasureSet lapsed : dynamics_->lapse_sets(layer)) {
                const LevelMask where = dynamics_->where_lapses(layer, lapsed, mask);
                if (!any(where)) continue;
                const LevelMask moved = layer.moves.reached_from(where);
                if (const auto then = dynamics_->following(key, lapsed))
                    join(later[*then], moved);
                else
                    join(next[dynamics_->layer_of((key.remaining & ~lapsed) | key.suspended)],
                         moved);
            }
        }
        punished = std::move(later);
    }
}

/// Starts that follow these in one move; a punishment counts as one.
std::vector<LevelMask> Course::next_starts(const std::vector<LevelMask>& from) const {
    const std::size_t box = dynamics_->levels().size();
    std::vector<LevelMask> next(from.size(), LevelMask(box));
    std::map<std::size_t, LevelMask> nodes;  // by layer
    std::map<PunishedKey, LevelMask> punished;
    for (std::uint32_t k = 0; k < from.size(); ++k) {
        const Layer& layer = dynamics_->layers()[k];
        for (std::uint32_t at = 0; at < box; ++at) {
            if (from[k][at] == 0) continue;
            for_each_outcome({k, at}, [&](const Resolution& r, std::size_t n, double) {
                if (!r.breakdown) return mark(nodes[n], box, at);
                const DeviationGroup& group = layer.groups[r.breakdown->group];
                mark(punished[dynamics_->after(layer, group)], box, dynamics_->react(group, at));
            });
        }
    }
    for (const auto& [n, mask] : nodes) {
        const Layer& node = dynamics_->layers()[n];
        for (const MeasureSet lapsed : dynamics_->lapse_sets(node)) {
            const LevelMask where = dynamics_->where_lapses(node, lapsed, mask);
            if (any(where))
                join(next[dynamics_->layer_of(node.measures & ~lapsed)],
                     node.moves.reached_from(where));
        }
    }
    pass(std::move(punished), next);
    return next;
}

void Course::reach() {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    distance_.assign(layers, std::vector<std::uint32_t>(box));
    std::vector<LevelMask> fresh(layers, LevelMask(box));
    fresh[dynamics_->initial_layer()][dynamics_->initial_levels()] = 1;
    for (std::uint32_t round = 1; std::ranges::any_of(fresh, any); ++round) {
        for (std::size_t k = 0; k < layers; ++k)
            for (std::size_t at = 0; at < box; ++at)
                if (fresh[k][at] != 0) distance_[k][at] = round;
        fresh = next_starts(fresh);
        for (std::size_t k = 0; k < layers; ++k)
            for (std::size_t at = 0; at < box; ++at)
                if (distance_[k][at] != 0) fresh[k][at] = 0;
    }
}

std::optional<std::size_t> Course::distance(StateIndex s) const {
    if (distance_[s.layer][s.at] == 0) return std::nullopt;
    return distance_[s.layer][s.at] - 1;
}

/// Nodes, by layer, from which an able start can follow.
std::vector<LevelMask> Course::nodes_before(const std::vector<LevelMask>& able) const {
    std::vector<LevelMask> nodes(able.size());
    for (std::size_t n = 0; n < able.size(); ++n) {
        const Layer& node = dynamics_->layers()[n];
        if (!any(node.node)) continue;
        nodes[n].resize(dynamics_->levels().size());
        for (const MeasureSet lapsed : dynamics_->lapse_sets(node)) {
            if (!dynamics_->has_layer(node.measures & ~lapsed)) continue;
            const LevelMask& to = able[dynamics_->layer_of(node.measures & ~lapsed)];
            if (any(to))
                join(nodes[n],
                     dynamics_->where_lapses(node, lapsed, node.moves.reaching(to, node.node)));
        }
    }
    return nodes;
}

/// Starts on the course from which the event has a chance; of the others it is 0, and without
/// them the equations have one solution.
std::vector<LevelMask> Course::able_to_reach(const Event& event) const {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    std::vector<LevelMask> able(layers, LevelMask(box));
    for (bool grown = true; grown;) {
        grown = false;
        const std::vector<LevelMask> before = nodes_before(able);
        Fields chances(layers);  // 1 for the able, so that a positive expectation leads to them
        for (std::size_t k = 0; k < layers; ++k) chances[k].assign(able[k].begin(), able[k].end());
        const FieldOf chance_of = field_of(*dynamics_, chances);
        Returns returns(*dynamics_, chance_of);
        const auto leads_on = [&](StateIndex s, const Resolution& r, std::size_t n) {
            if (event(r, dynamics_->layers()[n])) return true;
            if (!r.breakdown) return before[n][s.at] != 0;
            const Layer& layer = dynamics_->layers()[s.layer];
            const DeviationGroup& group = layer.groups[r.breakdown->group];
            const PunishedKey key = dynamics_->after(layer, group);
            return key.periods_left > 0 && returns.of(key)[dynamics_->react(group, s.at)] > 0;
        };
        for (std::uint32_t k = 0; k < layers; ++k) {
            for (std::uint32_t at = 0; at < box; ++at) {
                if (distance_[k][at] == 0 || able[k][at] != 0) continue;
                bool found = false;
                for_each_outcome({k, at}, [&](const Resolution& r, std::size_t n, double) {
                    found = found || leads_on({k, at}, r, n);
                });
                if (!found) continue;
                able[k][at] = 1;
                grown = true;
            }
        }
    }
    return able;
}

/// The equations of the starts of one component: where they lead, and the chance of the event
/// at once.
Equations Course::equations(const Component& component, const Event& event,
                            std::span<double> at_once) const {
    Equations e;
    e.delay = dynamics_->punished_periods();
    e.weights.resize(component.states.size());
    for (std::size_t k = 0; k < component.states.size(); ++k) {
        const StateIndex s = component.states[k];
        const Layer& layer = dynamics_->layers()[s.layer];
        for_each_outcome(s, [&](const Resolution& r, std::size_t m, double chance) {
            if (event(r, dynamics_->layers()[m])) {
                at_once[k] += chance;
            } else if (!r.breakdown) {
                e.weights[k].emplace_back(m, chance);
            } else {
                const DeviationGroup& broken = layer.groups[r.breakdown->group];
                const PunishedKey key = dynamics_->after(layer, broken);
                if (key.periods_left > 0)
                    e.delayed.push_back({k, key, dynamics_->react(broken, s.at), chance});
            }
        });
    }
    return e;
}

/// Two systems per component, the second with the solution of the first in its constants:
///   h = P(event at once) + E[h],   t = h + E[t]      (t: periods, on arrival)
Arrival Course::arrival(const Event& event) const {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    const std::vector<LevelMask> able = able_to_reach(event);
    Fields h(layers, std::vector<double>(box)), t = h;
    const WritableFieldOf chances = field_of(*dynamics_, h), periods = field_of(*dynamics_, t);
    const FieldOf known_chances = chances;
    for (const LayerGroup& group : *groups_) {
        for (const Component& whole : group.components) {
            Component component;
            component.circular = true;
            std::ranges::copy_if(whole.states, std::back_inserter(component.states),
                                 [&](StateIndex s) { return able[s.layer][s.at] != 0; });
            if (component.states.empty()) continue;
            std::vector<double> at_once(component.states.size());
            const Equations e = equations(component, event, at_once);
            const auto system = component_system(*dynamics_, component, e, false);
            system->solve(1, at_once, chances);
            std::vector<double> c;
            for (const StateIndex s : component.states) c.push_back(h[s.layer][s.at]);
            Returns back(*dynamics_, known_chances);
            for (const Delayed& entry : e.delayed)  // the other periods of a punishment
                c[entry.state] += (static_cast<double>(e.delay) - 1) * entry.weight *
                                  back.of(entry.key)[entry.at];
            system->solve(1, c, periods);
        }
    }
    Arrival arrival;
    const std::size_t layer = dynamics_->initial_layer(), at = dynamics_->initial_levels();
    arrival.probability = std::clamp(h[layer][at], 0.0, 1.0);
    // Rounding of a chain that cannot miss must not read as a chance to miss.
    if (arrival.probability > 1 - 1e-12) arrival.probability = 1;
    if (h[layer][at] > 0) arrival.periods = t[layer][at] / h[layer][at];
    return arrival;
}

Arrival Course::completion(MeasureSet target) const {
    Arrival when = arrival([target](const Resolution& r, const Layer& node) {
        return !r.breakdown && (target & ~node.measures) == 0;
    });
    // What is in force from the start needs no period to be concluded, if it is kept.
    const MeasureSet at_start = dynamics_->layers()[dynamics_->initial_layer()].measures;
    if ((target & ~at_start) == 0 && when.periods) *when.periods -= 1;
    return when;
}

double Course::breakdown() const {
    return arrival([](const Resolution& r, const Layer&) { return r.breakdown.has_value(); })
        .probability;
}

}  // namespace entente
