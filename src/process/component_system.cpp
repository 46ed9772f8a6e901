#include "process/component_system.hpp"

#include "process/linear_solve.hpp"
#include "process/returns.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {
namespace {

/// Elimination beats sweeps up to about 30 states, or where the component is a small part of the
/// box that a sweep goes through (measured on the region's model, 108 level combinations).
bool elimination(std::size_t states, std::size_t box, bool discounted) {
    if (states > 160) return false;
    return states <= 32 || !discounted || states * 8 < box;
}

std::uint64_t key_of(std::size_t layer, std::size_t at) {
    return std::uint64_t{layer} << 32U | at;
}

}  // namespace

ComponentSystem::ComponentSystem(const Dynamics& dynamics, const Component& component,
                                 std::vector<NodeWeights> weights, std::vector<Delayed> delayed,
                                 std::size_t delay, bool discounted)
    : dynamics_(&dynamics),
      component_(&component),
      weights_(std::move(weights)),
      delayed_(std::move(delayed)),
      delay_(delay) {
    if (elimination(component.states.size(), dynamics.levels().size(), discounted))
        build_rows();
    else
        build_fields();
}

void ComponentSystem::solve(double d, std::span<const double> constants,
                            const FieldOf& values) const {
    if (few())
        solve_rows(d, constants, values);
    else
        solve_fields(d, constants, values);
}

void ComponentSystem::build_rows() {
    const auto& states = component_->states;
    for (std::size_t k = 0; k < states.size(); ++k)
        number_[key_of(states[k].layer, states[k].at)] = k;
    inner_.resize(states.size() * states.size());
    for (std::size_t k = 0; k < states.size(); ++k) {
        for (const auto& [n, weight] : weights_[k]) {
            const Layer& node = dynamics_->layers()[n];
            dynamics_->for_each_lapse(node, states[k].at, [&](MeasureSet lapsed, double q) {
                const MeasureSet left = node.measures & ~lapsed;
                const std::size_t next = dynamics_->layer_of(left);
                node.moves.for_each_successor(states[k].at, [&](std::size_t to, double p) {
                    if (const auto it = number_.find(key_of(next, to)); it != number_.end())
                        inner_[k * states.size() + it->second] += weight * q * p;
                    else
                        outer_.push_back({k, left, to, weight * q * p});
                });
            });
        }
    }
    if (!delayed_.empty()) build_delayed_rows();
}

/// One column a state: what one unit of value there is worth at the beginning of punishments.
void ComponentSystem::build_delayed_rows() {
    const auto& states = component_->states;
    std::map<MeasureSet, std::vector<double>> unit;
    for (const StateIndex s : states)
        unit[dynamics_->layers()[s.layer].measures].resize(dynamics_->levels().size());
    const FieldOf field = [&](MeasureSet measures) -> std::span<double> {
        const auto it = unit.find(measures);
        return it == unit.end() ? std::span<double>() : std::span<double>(it->second);
    };
    delayed_inner_.resize(states.size() * states.size());
    for (std::size_t j = 0; j < states.size(); ++j) {
        double& here = unit.at(dynamics_->layers()[states[j].layer].measures)[states[j].at];
        here = 1;
        Returns returns(*dynamics_, field);
        for (const Delayed& entry : delayed_)
            delayed_inner_[entry.state * states.size() + j] +=
                entry.weight * returns.of(entry.key)[entry.at];
        here = 0;
    }
}

void ComponentSystem::solve_rows(double d, std::span<const double> constants,
                                 const FieldOf& values) const {
    const auto& states = component_->states;
    const std::size_t n = states.size();
    std::vector<double> x(constants.begin(), constants.end());
    for (const Outer& outside : outer_)
        x[outside.state] += d * outside.weight * values(outside.measures)[outside.at];
    std::vector<double> matrix(n * n);
    for (std::size_t k = 0; k < n * n; ++k) matrix[k] = -d * inner_[k];
    const double later = std::pow(d, static_cast<double>(delay_));
    if (!delayed_.empty()) {
        for (const StateIndex s : states)  // what is left comes from outside
            values(dynamics_->layers()[s.layer].measures)[s.at] = 0;
        Returns outside(*dynamics_, values);
        for (const Delayed& entry : delayed_)
            x[entry.state] += later * entry.weight * outside.of(entry.key)[entry.at];
        for (std::size_t k = 0; k < n * n; ++k) matrix[k] -= later * delayed_inner_[k];
    }
    for (std::size_t k = 0; k < n; ++k) matrix[k * n + k] += 1;
    solve_dense(matrix, x);
    for (std::size_t k = 0; k < n; ++k)
        values(dynamics_->layers()[states[k].layer].measures)[states[k].at] = x[k];
}

void ComponentSystem::build_fields() {
    const std::size_t box = dynamics_->levels().size();
    for (std::size_t k = 0; k < component_->states.size(); ++k) {
        const StateIndex s = component_->states[k];
        const auto [it, fresh] =
            position_.try_emplace(dynamics_->layers()[s.layer].measures, layers_.size());
        if (fresh) {
            layers_.push_back(s.layer);
            by_node_.emplace_back();
        }
        for (const auto& [n, weight] : weights_[k]) {
            auto& field = by_node_[it->second][n];
            field.resize(box);
            field[s.at] += weight;
            nodes_[n] = false;
        }
    }
    for (auto& [n, circular] : nodes_) {
        const Layer& node = dynamics_->layers()[n];
        circular = std::ranges::any_of(dynamics_->lapse_sets(node), [&](MeasureSet lapsed) {
            return position_.contains(node.measures & ~lapsed);
        });
    }
}

/// out[position, at] += d * sum over nodes of weight * E[next].
void ComponentSystem::spread(double d, const FieldOf& next, bool circular_only,
                             std::span<double> out) const {
    const std::size_t box = dynamics_->levels().size();
    for (const auto& [n, circular] : nodes_) {
        if (circular_only && !circular) continue;
        const auto field = expected_next(*dynamics_, dynamics_->layers()[n], next);
        for (std::size_t p = 0; p < layers_.size(); ++p) {
            const auto it = by_node_[p].find(n);
            if (it == by_node_[p].end()) continue;
            for (std::size_t at = 0; at < box; ++at)
                if (it->second[at] != 0) out[p * box + at] += d * it->second[at] * field[at];
        }
    }
}

void ComponentSystem::solve_fields(double d, std::span<const double> constants,
                                   const FieldOf& values) const {
    const std::size_t box = dynamics_->levels().size(), n = layers_.size() * box;
    std::vector<double> b(n), x(n);
    const auto place = [&](StateIndex s) {
        return position_.at(dynamics_->layers()[s.layer].measures) * box + s.at;
    };
    for (std::size_t k = 0; k < component_->states.size(); ++k) {
        const StateIndex s = component_->states[k];
        double& inside = values(dynamics_->layers()[s.layer].measures)[s.at];
        x[place(s)] = std::exchange(inside, 0.0);  // what is left comes from outside
        b[place(s)] = constants[k];
    }
    std::vector<double> from_outside(n);
    spread(d, values, false, from_outside);
    const double later = std::pow(d, static_cast<double>(delay_));
    const auto add_delayed = [&](const FieldOf& starts, std::span<double> out) {
        Returns returns(*dynamics_, starts);
        for (const Delayed& entry : delayed_)
            out[place(component_->states[entry.state])] +=
                later * entry.weight * returns.of(entry.key)[entry.at];
    };
    add_delayed(values, from_outside);
    std::vector<std::uint8_t> inside(n);
    for (const StateIndex s : component_->states) {
        inside[place(s)] = 1;
        b[place(s)] += from_outside[place(s)];
    }
    std::vector<double> masked(n);
    const FieldOf own = [&](MeasureSet measures) -> std::span<double> {
        const auto it = position_.find(measures);
        if (it == position_.end()) return {};
        return std::span(masked).subspan(it->second * box, box);
    };
    solve_iteratively(
        [&](std::span<const double> in, std::span<double> out) {
            for (std::size_t k = 0; k < n; ++k) masked[k] = inside[k] != 0 ? in[k] : 0;
            std::ranges::fill(out, 0.0);
            spread(d, own, true, out);
            add_delayed(own, out);
        },
        b, x);
    for (const StateIndex s : component_->states)
        values(dynamics_->layers()[s.layer].measures)[s.at] = x[place(s)];
}

}  // namespace entente
