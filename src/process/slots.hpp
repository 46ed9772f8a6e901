/// @file slots.hpp
/// Combinations of the levels of factors, without counting them out: unions of products.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

/// A set of slots of one factor, as bits: slot k is the k-th combination of its relations' levels.
using SlotMask = std::uint64_t;
/// One mask per factor, for all combinations of a slot of each.
using SlotProduct = std::vector<SlotMask>;
/// One slot per factor.
using SlotChoice = std::vector<std::size_t>;

/// Any set of combinations, as a union of products.
class SlotSet {
public:
    /// @return whether the set has grown, as far as its products tell.
    bool add(const SlotProduct& product);
    /// Whether one of the products has all of these: if so, the set has.
    bool covers(const SlotProduct& product) const;
    const std::vector<SlotProduct>& products() const noexcept { return products_; }

private:
    std::vector<SlotProduct> products_;
};

}  // namespace entente
