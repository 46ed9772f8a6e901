/// @file whole_values.cpp
/// What the factors add to the values of the core.
#include "process/values.hpp"

#include <bit>

namespace entente {
namespace {

template <class F>
void for_each_slot(SlotMask slots, const F& f) {
    for (; slots != 0; slots &= slots - 1) f(static_cast<std::size_t>(std::countr_zero(slots)));
}

StateIndex there(const Factor& factor, StateIndex s, std::size_t slot) {
    return {static_cast<std::uint32_t>(factor.layer(s.layer)),
            static_cast<std::uint32_t>(factor.at(s.at, slot))};
}

}  // namespace

SlotProduct Values::reached(StateIndex s) const {
    SlotProduct slots;
    for (const Part& part : parts_) slots.push_back(part.factor->reached(s));
    return slots;
}

SlotProduct Values::reached_node(std::size_t layer, std::size_t at) const {
    SlotProduct slots;
    for (const Part& part : parts_) {
        const Factor& factor = *part.factor;
        slots.push_back(factor.slots_in(factor.dynamics().layers()[factor.layer(layer)].node, at));
    }
    return slots;
}

Amount Values::blank(double core) const {
    return {core, std::vector<double>(parts_.size() * places_)};
}

double Values::whole_start(std::size_t player, StateIndex s, const SlotChoice& slots) const {
    double sum = start(player, s);
    for (std::size_t f = 0; f < parts_.size(); ++f)
        sum += parts_[f].values->start(player, there(*parts_[f].factor, s, slots[f]));
    return sum;
}

std::vector<double> Values::at_the_start() const {
    const StateIndex start{static_cast<std::uint32_t>(dynamics_->initial_layer()),
                           static_cast<std::uint32_t>(dynamics_->initial_levels())};
    SlotChoice slots;
    for (const Part& part : parts_) slots.push_back(part.factor->initial_slot());
    std::vector<double> values;
    for (std::size_t i = 0; i < players_; ++i)
        values.push_back(whole_start(i, start, slots) + dynamics_->reference(i));
    return values;
}

Amount Values::whole_passing(std::size_t player, StateIndex s, StepSet set,
                             const Behaviour& behaviour) {
    Amount amount = blank(passing(player, s, set, behaviour));
    for (std::size_t f = 0; f < parts_.size(); ++f) {
        const Factor& factor = *parts_[f].factor;
        if ((factor.payees() >> player & 1U) == 0) continue;
        const Behaviour seen(behaviour, factor);
        for_each_slot(factor.reached(s), [&](std::size_t slot) {
            amount.parts[f * places_ + slot] =
                parts_[f].values->passing(player, there(factor, s, slot), set, seen);
        });
    }
    return amount;
}

Amount Values::lost(std::size_t layer, std::size_t group, std::size_t at) {
    const std::size_t player = dynamics_->layers()[layer].groups[group].player;
    Amount amount = blank(continuation(player, layer, at) - breached(layer, group, at));
    for (std::size_t f = 0; f < parts_.size(); ++f) {
        const Factor& factor = *parts_[f].factor;
        if ((factor.payees() >> player & 1U) == 0) continue;
        const std::size_t own = factor.layer(layer);
        Values& values = *parts_[f].values;
        for_each_slot(
            factor.slots_in(factor.dynamics().layers()[own].node, at), [&](std::size_t slot) {
                const std::size_t there = factor.at(at, slot);
                amount.parts[f * places_ + slot] =
                    values.continuation(player, own, there) - values.breached(own, group, there);
            });
    }
    return amount;
}

}  // namespace entente
