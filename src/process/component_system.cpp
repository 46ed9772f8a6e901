#include "process/component_system.hpp"

namespace entente {
namespace {

/// Elimination beats sweeps up to about 30 states, or where the component is a small part of the
/// box that a sweep goes through (measured on the region's model, 108 level combinations).
bool few(std::size_t states, std::size_t box, bool discounted) {
    if (states > 160) return false;
    return states <= 32 || !discounted || states * 8 < box;
}

}  // namespace

std::unique_ptr<ComponentSystem> component_system(const Dynamics& dynamics,
                                                  const Component& component,
                                                  const Equations& equations, bool discounted) {
    return few(component.states.size(), dynamics.levels().size(), discounted)
               ? elimination_system(dynamics, component, equations)
               : sweep_system(dynamics, component, equations);
}

}  // namespace entente
