/// @file factors.hpp
/// Relations that only add their own worth, each valued on its own beside the rest.
///
/// Nothing reads their levels, so what the players do may be taken to be the same at all of them.
/// Then every value is a sum: with M the measures in force, c the levels of the core (all other
/// relations) and l_f the levels of the relations of factor f,
///   V(M, c, l_1 .. l_k) = V_core(M, c) + sum over f of V_f(M, c, l_f),
/// where V_f is what the relations of f pay on the process of core and f alone. (The additive part
/// of factored Markov decision processes: C. Guestrin, D. Koller, R. Parr and S. Venkataraman, JAIR
/// 19, 2003, here exact.) Eleven relations of four levels, eight of them factors, take 64 * (1 + 8
/// * 4) combinations instead of four million.
#pragma once

#include "process/components.hpp"
#include "process/dynamics.hpp"
#include "process/slots.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace entente {

/// Thrown where a decision is not the same at all levels of these relations (bits): they are no
/// factors then, but belong to the core.
struct Entangled {
    std::uint64_t relations = 0;
};

/// What is asked of a process, for core and factors alike.
struct ProcessPlan {
    std::vector<std::vector<std::size_t>> steps;
    std::stop_token stop;
    Follow follow = Follow::any_play;
};

/// The process of the core and one group of relations, whose payoffs are those of the group.
class Factor {
public:
    /// @param groups of the core. @param world of this factor; asked only here.
    Factor(World& world, std::uint64_t relations, const ProcessPlan& plan, const Dynamics& core,
           const std::vector<LayerGroup>& groups);

    const Dynamics& dynamics() const noexcept { return dynamics_; }
    std::uint64_t relations() const noexcept { return relations_; }
    std::size_t slots() const noexcept { return slots_; }
    std::size_t initial_slot() const { return slot_of_[dynamics_.initial_levels()]; }
    /// Bit i: the relations are worth something to player i.
    std::uint64_t payees() const noexcept { return payees_; }

    std::size_t layer(std::size_t core_layer) const { return layer_of_[core_layer]; }
    std::size_t at(std::size_t core_at, std::size_t slot) const {
        return at_of_[core_at * slots_ + slot];
    }
    std::size_t slot(std::size_t own_at) const { return slot_of_[own_at]; }
    /// That of these levels, one per relation of the model.
    std::size_t slot_at(std::vector<std::uint8_t> levels) const;
    /// The start of the core at which this start is.
    StateIndex core(StateIndex own) const { return {core_layer_of_[own.layer], core_of_[own.at]}; }
    /// The slots among those of a mask over the own levels that go with this state of the core.
    SlotMask slots_in(const LevelMask& own, std::size_t core_at) const;
    /// Slots with which the process can come to this start of the core.
    SlotMask reached(StateIndex core) const {
        return slots_in(dynamics_.layers()[layer_of_[core.layer]].start, core.at);
    }

    /// The starts at a component of the core, in components to be solved one after the other.
    const std::vector<Component>& lifted(const Component& core) const { return lifted_.at(&core); }
    /// Groups of the core have these layers here.
    LayerGroup lifted(const LayerGroup& core) const;

    /// Slots that can follow one of these at a node of the core.
    SlotMask following(std::size_t core_layer, std::size_t core_at, SlotMask slots) const;
    /// Whether the relations may all stay as they are, wherever they are, at this node of the core.
    bool may_stay(std::size_t core_layer, std::size_t core_at) const;

private:
    void lift(const Component& core);

    std::uint64_t relations_;
    std::uint64_t payees_ = 0;
    Dynamics dynamics_;
    std::size_t slots_;
    std::vector<std::uint32_t> core_of_, slot_of_;  ///< [own level index]
    std::vector<std::uint32_t> at_of_;              ///< [core level index * slots + slot]
    std::vector<std::size_t> layer_of_;             ///< [core layer]
    std::vector<std::uint32_t> core_layer_of_;      ///< [own layer]
    std::map<const Component*, std::vector<Component>> lifted_;
};

using Factors = std::vector<std::unique_ptr<Factor>>;

}  // namespace entente
