/// @file state_function.hpp
/// Quantities that depend on few coordinates of the world state, computed once for each
/// combination of those coordinates.
#pragma once

#include "entente/expression.hpp"

#include "world/level_box.hpp"

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace entente {

/// Which coordinates of the world state a quantity can depend on.
struct Footprint {
    std::uint64_t relations = 0;  ///< bit e for relation e
    MeasureSet measures = 0;

    Footprint& operator|=(const Footprint& other) {
        relations |= other.relations;
        measures |= other.measures;
        return *this;
    }
};

/// The ranks of all indices among the combinations of some relations, computed once per set of
/// relations and shared by all quantities with that footprint.
class Projections {
public:
    explicit Projections(const LevelBox& box) : box_(&box) {}
    const std::vector<std::uint32_t>& ranks(std::uint64_t relations) {
        const auto [it, fresh] = ranks_.try_emplace(relations);
        if (fresh) it->second = box_->projection(relations);
        return it->second;
    }
    std::size_t size(std::uint64_t relations) const { return box_->projected_size(relations); }

private:
    const LevelBox* box_;
    std::map<std::uint64_t, std::vector<std::uint32_t>> ranks_;
};

/// A function of (measures in force, level index) with values of type T. The rule is asked once
/// per combination within the footprint; values stay where they are while the function lives.
template <class T>
class StateFunction {
public:
    using Rule = std::function<T(MeasureSet, std::size_t level_index)>;

    StateFunction(Footprint footprint, Projections& projections, Rule rule)
        : footprint_(footprint),
          ranks_(&projections.ranks(footprint.relations)),
          size_(projections.size(footprint.relations)),
          rule_(std::move(rule)) {}

    const Footprint& footprint() const noexcept { return footprint_; }

    const T& at(MeasureSet in_force, std::size_t level_index) {
        const MeasureSet key = in_force & footprint_.measures;
        if (key != last_key_ || last_ == nullptr) {  // calls come in runs of one measure set
            auto& slots = tables_[key];
            if (slots.empty()) slots.resize(size_);
            last_key_ = key;
            last_ = &slots;
        }
        // A slot stays where it is, also if the rule comes back here for another state.
        std::optional<T>& slot = (*last_)[(*ranks_)[level_index]];
        if (!slot) slot = rule_(in_force, level_index);
        return *slot;
    }

private:
    Footprint footprint_;
    const std::vector<std::uint32_t>* ranks_;
    std::size_t size_;
    Rule rule_;
    std::unordered_map<MeasureSet, std::vector<std::optional<T>>> tables_;
    MeasureSet last_key_ = 0;
    std::vector<std::optional<T>>* last_ = nullptr;
};

}  // namespace entente
