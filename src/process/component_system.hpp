/// @file component_system.hpp
/// The linear equations of one component of a chain, for as many right-hand sides as asked for.
#pragma once

#include "process/components.hpp"
#include "process/dynamics.hpp"
#include "process/fields.hpp"

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace entente {

/// To which node layers a start passes, with which weight (at its own level index).
using NodeWeights = std::vector<std::pair<std::size_t, double>>;

/// A breakdown: a finite punishment sets in at once, and leads back to starts.
struct Delayed {
    std::size_t state = 0;  ///< of the component, by its position
    PunishedKey key;
    std::size_t at = 0;
    double weight = 0;
};

/// x(s) = c(s) + d * sum over nodes of weight * E[x(next) | node]
///             + d^delay * sum over breakdowns of weight * E[x(start after the punishment)]
/// for s in the component, with the values of all other states given.
///
/// Few states are solved by elimination, O(n^3); many by sweeps over the box, without a matrix.
/// Without discounting up to 160 states count as few, as sweeps may then converge slowly.
class ComponentSystem {
public:
    /// @param weights one entry per state of the component; may add up to less than 1.
    ComponentSystem(const Dynamics& dynamics, const Component& component,
                    std::vector<NodeWeights> weights, std::vector<Delayed> delayed,
                    std::size_t delay, bool discounted);

    /// @param constants c, one per state.
    /// @param values in: of states outside, and a guess inside; out: the solution inside.
    void solve(double d, std::span<const double> constants, const FieldOf& values) const;

private:
    bool few() const { return !inner_.empty(); }
    void build_rows();
    void build_delayed_rows();
    void build_fields();
    void solve_rows(double d, std::span<const double> constants, const FieldOf& values) const;
    void solve_fields(double d, std::span<const double> constants, const FieldOf& values) const;
    void spread(double d, const FieldOf& next, bool circular_only, std::span<double> out) const;

    const Dynamics* dynamics_;
    const Component* component_;
    std::vector<NodeWeights> weights_;
    std::vector<Delayed> delayed_;
    std::size_t delay_;

    // Few states: inner weights as a matrix, outer ones as a list.
    std::unordered_map<std::uint64_t, std::size_t> number_;  ///< of a state, by layer and index
    std::vector<double> inner_;
    struct Outer {
        std::size_t state;
        MeasureSet measures;
        std::size_t at;
        double weight;
    };
    std::vector<Outer> outer_;
    std::vector<double> delayed_inner_;  ///< like inner_; empty if nothing is delayed

    // Many states: weights as arrays over the box.
    std::vector<std::size_t> layers_;                                  ///< of the starts
    std::map<MeasureSet, std::size_t> position_;                       ///< in layers_
    std::vector<std::map<std::size_t, std::vector<double>>> by_node_;  ///< [position][node]
    std::map<std::size_t, bool> nodes_;  ///< node layer: does it lead back into the component
};

}  // namespace entente
