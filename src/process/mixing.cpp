#include "process/mixing.hpp"

#include <algorithm>

namespace entente {

Mixing::Mixing(const Dynamics& core, const Factors& factors)
    : core_(&core), factors_(&factors), numbers_(factors.size()) {}

std::uint64_t Mixing::split(const Component& component) {
    std::uint64_t split = 0;
    for (std::size_t f = 0; f < factors_->size(); ++f) {
        const Factor& factor = *(*factors_)[f];
        // Finite punishments lead back, and the reaction to a breach moves what might have stayed.
        if (core_->punished_periods() > 0 || !may_stay(factor, component) || !is_one(f, component))
            split |= factor.relations();
    }
    return split;
}

bool Mixing::may_stay(const Factor& factor, const Component& component) const {
    return std::ranges::all_of(component.states, [&](StateIndex s) {
        const Layer& layer = core_->layers()[s.layer];
        for (StepSet set = layer.pending[s.at];; set = (set - 1) & layer.pending[s.at]) {
            if (!factor.may_stay(layer.node_layer[set], s.at)) return false;
            if (set == 0) return true;
        }
    });
}

bool Mixing::is_one(std::size_t f, const Component& component) {
    const Factor& factor = *(*factors_)[f];
    Numbers& numbers = numbers_[f];
    if (numbers.empty()) {
        numbers.resize(factor.dynamics().layers().size());
        std::uint32_t count = 0;
        for (const LayerGroup& group : layer_groups(factor.dynamics())) {
            for (const Component& own : group.components) {
                ++count;
                for (const StateIndex s : own.states) {
                    numbers[s.layer].resize(factor.dynamics().levels().size());
                    numbers[s.layer][s.at] = count;
                }
            }
        }
    }
    const auto number = [&](StateIndex s) { return numbers[s.layer][s.at]; };
    const std::vector<StateIndex>& states = factor.lifted(component).front().states;
    return std::ranges::all_of(states,
                               [&](StateIndex s) { return number(s) == number(states.front()); });
}

}  // namespace entente
