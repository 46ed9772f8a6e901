/// @file elimination_system.cpp
/// A component of few states: its equations written out as a matrix.
#include "process/component_system.hpp"
#include "process/linear_solve.hpp"
#include "process/returns.hpp"

#include <cmath>
#include <map>
#include <unordered_map>

namespace entente {
namespace {

std::uint64_t key_of(std::size_t layer, std::size_t at) {
    return std::uint64_t{layer} << 32U | at;
}

class EliminationSystem : public ComponentSystem {
public:
    EliminationSystem(const Dynamics& dynamics, const Component& component,
                      const Equations& equations)
        : dynamics_(&dynamics),
          states_(component.states),
          delayed_(equations.delayed),
          delay_(equations.delay),
          inner_(states_.size() * states_.size()) {
        for (std::size_t k = 0; k < states_.size(); ++k)
            number_[key_of(states_[k].layer, states_[k].at)] = k;
        for (std::size_t k = 0; k < states_.size(); ++k)
            for (const auto& [node, weight] : equations.weights[k]) add_node(k, node, weight);
        if (!delayed_.empty()) add_delayed();
    }

    bool solve(double d, std::span<const double> constants,
               const WritableFieldOf& values) override {
        const std::size_t n = states_.size();
        std::vector<double> x(constants.begin(), constants.end()), matrix(n * n);
        for (const auto& [measures, entries] : outer_) {
            const std::span<const double> outside = values(measures);
            for (const Outer& entry : entries)
                x[entry.state] += d * entry.weight * outside[entry.at];
        }
        for (std::size_t k = 0; k < n * n; ++k) matrix[k] = -d * inner_[k];
        if (!delayed_.empty()) {
            for (const StateIndex s : states_) at(values, s) = 0;  // what is left is outside
            const double later = std::pow(d, static_cast<double>(delay_));
            const FieldOf outside = values;
            Returns returns(*dynamics_, outside);
            for (const Delayed& entry : delayed_)
                x[entry.state] += later * entry.weight * returns.of(entry.key)[entry.at];
            for (std::size_t k = 0; k < n * n; ++k) matrix[k] -= later * delayed_inner_[k];
        }
        for (std::size_t k = 0; k < n; ++k) matrix[k * n + k] += 1;
        solve_dense(matrix, x);
        for (std::size_t k = 0; k < n; ++k) at(values, states_[k]) = x[k];
        return true;
    }

private:
    struct Outer {
        std::size_t state, at;
        double weight;
    };

    MeasureSet measures(StateIndex s) const { return dynamics_->layers()[s.layer].measures; }
    double& at(const WritableFieldOf& values, StateIndex s) const {
        return values(measures(s))[s.at];
    }

    void add_node(std::size_t k, std::size_t n, double weight) {
        const Layer& node = dynamics_->layers()[n];
        dynamics_->for_each_lapse(node, states_[k].at, [&](MeasureSet lapsed, double q) {
            const MeasureSet left = node.measures & ~lapsed;
            const std::size_t next = dynamics_->layer_of(left);
            node.moves.for_each_successor(states_[k].at, [&](std::size_t to, double p) {
                if (const auto it = number_.find(key_of(next, to)); it != number_.end())
                    inner_[k * states_.size() + it->second] += weight * q * p;
                else
                    outer_[left].push_back({k, to, weight * q * p});
            });
        });
    }

    /// One column a state: what a unit of value there is worth at the beginning of punishments.
    void add_delayed() {
        std::map<MeasureSet, std::vector<double>> unit;
        for (const StateIndex s : states_) unit[measures(s)].resize(dynamics_->levels().size());
        const FieldOf field = [&](MeasureSet set) -> std::span<const double> {
            const auto it = unit.find(set);
            return it == unit.end() ? std::span<const double>() : it->second;
        };
        delayed_inner_.resize(states_.size() * states_.size());
        for (std::size_t j = 0; j < states_.size(); ++j) {
            double& here = unit.at(measures(states_[j]))[states_[j].at];
            here = 1;
            Returns returns(*dynamics_, field);
            for (const Delayed& entry : delayed_)
                delayed_inner_[entry.state * states_.size() + j] +=
                    entry.weight * returns.of(entry.key)[entry.at];
            here = 0;
        }
    }

    const Dynamics* dynamics_;
    std::vector<StateIndex> states_;
    std::vector<Delayed> delayed_;
    std::size_t delay_;
    std::unordered_map<std::uint64_t, std::size_t> number_;  ///< of a state, by layer and index
    std::vector<double> inner_;                              ///< weights within, n x n
    std::vector<double> delayed_inner_;  ///< the same of breakdowns; empty if there are none
    std::map<MeasureSet, std::vector<Outer>> outer_;  ///< by measures in force there
};

}  // namespace

std::unique_ptr<ComponentSystem> elimination_system(const Dynamics& dynamics,
                                                    const Component& component,
                                                    const Equations& equations) {
    return std::make_unique<EliminationSystem>(dynamics, component, equations);
}

}  // namespace entente
