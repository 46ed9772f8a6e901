/// @file components.hpp
/// The order in which the starts of a process are solved: what comes later is final first.
#pragma once

#include "process/dynamics.hpp"

#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

namespace entente {

/// A start: layer and level index.
struct StateIndex {
    std::uint32_t layer = 0, at = 0;
    auto operator<=>(const StateIndex&) const = default;
};

/// Starts that can all be reached from each other by accepting, declining, breaching or breaking
/// down. A whole layer is common; then `states` lists all its starts.
struct Component {
    std::vector<StateIndex> states;
    bool circular = false;  ///< some state can follow itself
};

/// Layers that can be reached from each other, and the components of their starts, last first.
struct LayerGroup {
    std::vector<std::size_t> layers;
    std::vector<Component> components;
    /// Whether starts that are not on the planned path are among its own or can lead here: if
    /// not, what is predicted here matters to no verdict on the plan.
    bool off_path = true;
};

/// Groups so that each only leads to itself and to earlier ones.
std::vector<LayerGroup> layer_groups(const Dynamics& dynamics);

/// Settles LayerGroup::off_path. @param on_path [layer] starts on the planned path.
void mark_off_path(const Dynamics& dynamics, const std::vector<LevelMask>& on_path,
                   std::vector<LayerGroup>& groups);

}  // namespace entente
