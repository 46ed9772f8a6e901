/// @file factor_path.hpp
/// At which levels of the factors the planned path passes the states of the core.
#pragma once

#include "process/factors.hpp"
#include "process/slots.hpp"

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace entente {

/// Given where the core goes, the factors move independently: from a product of slots to another
/// one. So the joint states of the path are a union of products at each state of the core, and
/// mostly one product.
class FactorPath {
public:
    /// Follows everybody's consent and compliance, as PlannedPath does.
    /// @throws Entangled, with the relations of all factors, where so many products would be needed
    ///         that the joint states are the simpler thing.
    FactorPath(const Dynamics& core, const Factors& factors);

    const Factors& factors() const noexcept { return *factors_; }
    const SlotSet& start(StateIndex s) const { return starts_[s.layer][s.at]; }
    /// At a node passed while this step is current.
    const SlotSet& node(std::size_t step, std::size_t layer, std::size_t at) const {
        return nodes_.at({step, layer})[at];
    }
    /// Whether the path passes this node at all of these combinations, as far as one step tells.
    bool passes(std::size_t layer, std::size_t at, const SlotSet& slots) const;

private:
    using Passed = std::vector<SlotSet>;  ///< over the box of the core

    /// Nodes of one layer from which the factors go on in the same way.
    using Leaving = std::map<std::pair<std::size_t, SlotProduct>, LevelMask>;

    void add_start(std::size_t layer, std::size_t at, const SlotProduct& product);
    void visit(StateIndex s, Leaving& leaving);
    void follow(const Leaving& leaving);
    SlotMask following(std::size_t factor, std::size_t layer, std::size_t at, SlotMask slots);

    const Dynamics* core_;
    const Factors* factors_;
    std::vector<Passed> starts_;                                   ///< [layer]
    std::map<std::pair<std::size_t, std::size_t>, Passed> nodes_;  ///< step, layer
    std::set<StateIndex> open_;                                    ///< to be looked at
    std::map<std::tuple<std::size_t, std::size_t, std::size_t, SlotMask>, SlotMask> following_;
};

}  // namespace entente
