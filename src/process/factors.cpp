#include "process/factors.hpp"

#include <bit>
#include <utility>

namespace entente {

Factor::Factor(World& world, std::uint64_t relations, const ProcessPlan& plan, const Dynamics& core,
               const std::vector<LayerGroup>& groups)
    : relations_(relations),
      dynamics_(world, plan.steps, plan.stop, plan.follow),
      slots_(dynamics_.levels().projected_size(relations)),
      core_of_(dynamics_.levels().projection(~relations)),
      slot_of_(dynamics_.levels().projection(relations)),
      at_of_(core_of_.size()),
      core_layer_of_(dynamics_.layers().size()) {
    for (std::uint64_t left = relations; left != 0; left &= left - 1) {
        const auto e = static_cast<std::size_t>(std::countr_zero(left));
        for (const PlayerTerm& term : core.model().relations[e].payoffs)
            payees_ |= std::uint64_t{1} << term.player;
    }
    for (std::uint32_t at = 0; at < core_of_.size(); ++at)
        at_of_[core_of_[at] * slots_ + slot_of_[at]] = at;
    for (std::uint32_t k = 0; k < core.layers().size(); ++k) {
        layer_of_.push_back(dynamics_.layer_of(core.layers()[k].measures));
        core_layer_of_[layer_of_.back()] = k;
    }
    for (const LayerGroup& group : groups)
        for (const Component& component : group.components) lift(component);
}

void Factor::lift(const Component& core) {
    std::vector<Component>& lifted = lifted_[&core];
    if (core.circular) lifted.push_back({{}, true});
    for (const StateIndex s : core.states) {
        for (SlotMask left = reached(s); left != 0; left &= left - 1) {
            const auto slot = static_cast<std::size_t>(std::countr_zero(left));
            // What does not follow itself in the core does not here.
            if (!core.circular) lifted.push_back({{}, false});
            lifted.back().states.push_back({static_cast<std::uint32_t>(layer(s.layer)),
                                            static_cast<std::uint32_t>(at(s.at, slot))});
        }
    }
}

std::size_t Factor::slot_at(std::vector<std::uint8_t> levels) const {
    const LevelBox& box = dynamics_.levels();
    for (std::size_t e = 0; e < levels.size(); ++e)
        if (box.count(e) == 1) levels[e] = box.low(e);  // of another factor
    return slot_of_[box.index(levels)];
}

LayerGroup Factor::lifted(const LayerGroup& core) const {
    LayerGroup group;
    for (const std::size_t k : core.layers) group.layers.push_back(layer(k));
    return group;
}

SlotMask Factor::slots_in(const LevelMask& own, std::size_t core_at) const {
    SlotMask slots = 0;
    for (std::size_t slot = 0; slot < slots_; ++slot)
        if (own[at(core_at, slot)] != 0) slots |= SlotMask{1} << slot;
    return slots;
}

SlotMask Factor::following(std::size_t core_layer, std::size_t core_at, SlotMask slots) const {
    const Layer& node = dynamics_.layers()[layer(core_layer)];
    SlotMask next = 0;
    for (; slots != 0; slots &= slots - 1) {
        const std::size_t from = at(core_at, static_cast<std::size_t>(std::countr_zero(slots)));
        std::vector<std::size_t> places{from};
        for (const std::size_t e : node.moves.moving_relations()) {
            if ((relations_ >> e & 1U) == 0) continue;
            const std::uint8_t possible = node.moves.possible_moves(e, from);
            const std::size_t stride = dynamics_.levels().stride(e);
            std::vector<std::size_t> moved;
            for (const std::size_t place : places) {
                if ((possible & 1U) != 0) moved.push_back(place);
                if ((possible & 2U) != 0) moved.push_back(place + stride);
                if ((possible & 4U) != 0) moved.push_back(place - stride);
            }
            places = std::move(moved);
        }
        for (const std::size_t place : places) next |= SlotMask{1} << slot_of_[place];
    }
    return next;
}

bool Factor::may_stay(std::size_t core_layer, std::size_t core_at) const {
    const Layer& node = dynamics_.layers()[layer(core_layer)];
    for (SlotMask left = slots_in(node.node, core_at); left != 0; left &= left - 1) {
        const std::size_t from = at(core_at, static_cast<std::size_t>(std::countr_zero(left)));
        for (const std::size_t e : node.moves.moving_relations())
            if ((relations_ >> e & 1U) != 0 && (node.moves.possible_moves(e, from) & 1U) == 0)
                return false;
    }
    return true;
}

}  // namespace entente
