#include "process/course.hpp"

#include "process/component_system.hpp"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

bool any(const LevelMask& mask) {
    return std::ranges::find(mask, 1) != mask.end();
}

FieldOf field_of(const Dynamics& dynamics, std::vector<std::vector<double>>& fields) {
    return [&](MeasureSet measures) -> std::span<double> {
        if (!dynamics.has_layer(measures)) return {};
        return fields[dynamics.layer_of(measures)];
    };
}

}  // namespace

Course::Course(const Dynamics& dynamics, const std::vector<LayerGroup>& groups,
               const Behaviour& behaviour)
    : dynamics_(&dynamics), groups_(&groups), behaviour_(&behaviour), returns_(dynamics) {
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

/// Starts to which a punishment leads back, from these levels.
void Course::pass(const PunishedKey& key, const LevelMask& mask,
                  std::vector<LevelMask>& next) const {
    if (key.periods_left == 0 || !any(mask)) return;
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    for (const MeasureSet lapsed : dynamics_->lapse_sets(layer)) {
        LevelMask where = mask;
        for (std::size_t at = 0; at < mask.size(); ++at)
            if (mask[at] != 0 && dynamics_->lapse_chance(layer, lapsed, at) == 0) where[at] = 0;
        if (!any(where)) continue;
        const LevelMask moved = layer.moves.reached_from(where);
        if (const auto then = dynamics_->following(key, lapsed)) {
            pass(*then, moved, next);
            continue;
        }
        LevelMask& back = next[dynamics_->layer_of((key.remaining & ~lapsed) | key.suspended)];
        for (std::size_t at = 0; at < moved.size(); ++at) back[at] |= moved[at];
    }
}

void Course::reach() {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    distance_.assign(layers, std::vector<std::uint32_t>(box));
    std::vector<LevelMask> fresh(layers, LevelMask(box));
    fresh[dynamics_->initial_layer()][dynamics_->initial_levels()] = 1;
    for (std::uint32_t round = 1;; ++round) {
        std::vector<LevelMask> next(layers, LevelMask(box));
        bool grown = false;
        for (std::uint32_t k = 0; k < layers; ++k) {
            std::map<std::size_t, LevelMask> nodes;
            for (std::uint32_t at = 0; at < box; ++at) {
                if (fresh[k][at] == 0 || distance_[k][at] != 0) continue;
                distance_[k][at] = round;
                grown = true;
                for_each_outcome({k, at}, [&](const Resolution& r, std::size_t n, double) {
                    if (r.breakdown) {
                        const Layer& layer = dynamics_->layers()[k];
                        const DeviationGroup& group = layer.groups[r.breakdown->group];
                        LevelMask one(box);
                        one[dynamics_->react(group, at)] = 1;
                        return pass(dynamics_->after(layer, group), one, next);
                    }
                    auto& mask = nodes[n];
                    mask.resize(box);
                    mask[at] = 1;
                });
            }
            for (const auto& [n, mask] : nodes) {
                const Layer& node = dynamics_->layers()[n];
                for (const MeasureSet lapsed : dynamics_->lapse_sets(node)) {
                    LevelMask where = mask;
                    for (std::size_t at = 0; at < box; ++at)
                        if (where[at] != 0 && dynamics_->lapse_chance(node, lapsed, at) == 0)
                            where[at] = 0;
                    if (!any(where)) continue;
                    const LevelMask moved = node.moves.reached_from(where);
                    LevelMask& to = next[dynamics_->layer_of(node.measures & ~lapsed)];
                    for (std::size_t at = 0; at < box; ++at) to[at] |= moved[at];
                }
            }
        }
        if (!grown) return;
        fresh = std::move(next);
    }
}

std::optional<std::size_t> Course::distance(StateIndex s) const {
    if (distance_[s.layer][s.at] == 0) return std::nullopt;
    return distance_[s.layer][s.at] - 1;
}

bool Course::leads_back(const PunishedKey& key, std::size_t at,
                        const std::vector<LevelMask>& able) const {
    return std::ranges::any_of(returns_.of(key, at), [&](const Return& r) {
        return able[dynamics_->layer_of(r.measures)][r.at] != 0;
    });
}

/// Starts on the course from which the event has a chance; of the others it is 0, and without
/// them the equations have one solution.
std::vector<LevelMask> Course::able_to_reach(const Event& event) const {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    std::vector<LevelMask> able(layers, LevelMask(box));
    for (bool grown = true; grown;) {
        grown = false;
        std::vector<LevelMask> node_able(layers);  // nodes from which an able start can follow
        for (std::size_t n = 0; n < layers; ++n) {
            const Layer& node = dynamics_->layers()[n];
            if (!any(node.node)) continue;
            node_able[n].resize(box);
            for (const MeasureSet lapsed : dynamics_->lapse_sets(node)) {
                if (!dynamics_->has_layer(node.measures & ~lapsed)) continue;
                const LevelMask& to = able[dynamics_->layer_of(node.measures & ~lapsed)];
                if (!any(to)) continue;
                const LevelMask from = node.moves.reaching(to, node.node);
                for (std::size_t at = 0; at < box; ++at)
                    if (from[at] != 0 && dynamics_->lapse_chance(node, lapsed, at) > 0)
                        node_able[n][at] = 1;
            }
        }
        for (std::uint32_t k = 0; k < layers; ++k) {
            for (std::uint32_t at = 0; at < box; ++at) {
                if (distance_[k][at] == 0 || able[k][at] != 0) continue;
                const Layer& layer = dynamics_->layers()[k];
                bool found = false;
                for_each_outcome({k, at}, [&](const Resolution& r, std::size_t n, double) {
                    if (found || event(r, dynamics_->layers()[n])) {
                        found = true;
                    } else if (r.breakdown) {
                        const DeviationGroup& group = layer.groups[r.breakdown->group];
                        found = dynamics_->punished_periods() > 0 &&
                                leads_back(dynamics_->after(layer, group),
                                           dynamics_->react(group, at), able);
                    } else {
                        found = node_able[n][at] != 0;
                    }
                });
                if (found) {
                    able[k][at] = 1;
                    grown = true;
                }
            }
        }
    }
    return able;
}

/// Two systems per component, the second with the solution of the first in its constants:
///   h = P(event at once) + E[h],   t = h + E[t]      (t: periods, on arrival)
Arrival Course::arrival(const Event& event) const {
    const std::size_t box = dynamics_->levels().size(), layers = dynamics_->layers().size();
    const std::vector<LevelMask> able = able_to_reach(event);
    Fields h(layers, std::vector<double>(box)), t = h;
    const auto delay = static_cast<double>(dynamics_->punished_periods());
    for (const LayerGroup& group : *groups_) {
        for (const Component& whole : group.components) {
            Component component;
            component.circular = true;
            std::ranges::copy_if(whole.states, std::back_inserter(component.states),
                                 [&](StateIndex s) { return able[s.layer][s.at] != 0; });
            const std::size_t n = component.states.size();
            if (n == 0) continue;
            std::vector<NodeWeights> weights(n);
            std::vector<double> at_once(n);
            std::vector<Delayed> delayed;
            for (std::size_t k = 0; k < n; ++k) {
                const StateIndex s = component.states[k];
                const Layer& layer = dynamics_->layers()[s.layer];
                for_each_outcome(s, [&](const Resolution& r, std::size_t m, double chance) {
                    if (event(r, dynamics_->layers()[m])) {
                        at_once[k] += chance;
                    } else if (!r.breakdown) {
                        weights[k].emplace_back(m, chance);
                    } else {
                        const DeviationGroup& broken = layer.groups[r.breakdown->group];
                        for (const Return& back : returns_.of(dynamics_->after(layer, broken),
                                                              dynamics_->react(broken, s.at)))
                            delayed.push_back({k, back.measures, back.at, chance * back.chance});
                    }
                });
            }
            const ComponentSystem system(*dynamics_, component, std::move(weights), delayed,
                                         dynamics_->punished_periods(), false);
            system.solve(1, at_once, field_of(*dynamics_, h));
            std::vector<double> c(n);
            for (std::size_t k = 0; k < n; ++k)
                c[k] = h[component.states[k].layer][component.states[k].at];
            for (const Delayed& entry : delayed)  // the other periods of a punishment
                c[entry.state] +=
                    (delay - 1) * entry.weight * h[dynamics_->layer_of(entry.measures)][entry.at];
            system.solve(1, c, field_of(*dynamics_, t));
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
