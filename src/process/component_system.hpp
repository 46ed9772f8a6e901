/// @file component_system.hpp
/// The linear equations of one component of a chain, for as many right-hand sides as asked for.
#pragma once

#include "process/components.hpp"
#include "process/fields.hpp"

#include <memory>
#include <span>
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
struct Equations {
    std::vector<NodeWeights> weights;  ///< one entry per state; may add up to less than 1
    std::vector<Delayed> delayed;
    std::size_t delay = 0;
};

class ComponentSystem {
public:
    virtual ~ComponentSystem() = default;

    /// @param constants c, one per state.
    /// @param values in: of states outside, and a guess inside; out: the solution inside.
    /// @return false if it is less exact than rounding explains.
    virtual bool solve(double d, std::span<const double> constants,
                       const WritableFieldOf& values) = 0;
};

/// Few states are solved by elimination, O(n^3); many by sweeps over the box, without a matrix.
/// Without discounting up to 160 states count as few, as sweeps may then converge slowly.
std::unique_ptr<ComponentSystem> component_system(const Dynamics& dynamics,
                                                  const Component& component,
                                                  const Equations& equations, bool discounted);

/// Both keep what they need of the equations; the dynamics must outlive them.
std::unique_ptr<ComponentSystem> elimination_system(const Dynamics& dynamics,
                                                    const Component& component,
                                                    const Equations& equations);
std::unique_ptr<ComponentSystem> sweep_system(const Dynamics& dynamics, const Component& component,
                                              const Equations& equations);

}  // namespace entente
