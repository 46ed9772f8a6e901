/// @file level_box.hpp
/// All combinations of relation levels that a model can reach, as one dense index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente {

/// A set of level combinations: one byte per index of a LevelBox, 1 for a member.
using LevelMask = std::vector<std::uint8_t>;

/// Whether the set has a member.
bool any(const LevelMask& mask);
/// Adds the members of `mask`; `into` may be empty before.
void join(LevelMask& into, const LevelMask& mask);
/// The members of `mask` that `other` lacks.
LevelMask without(LevelMask mask, const LevelMask& other);

/// A box of levels: relation e takes the values low(e) .. low(e) + count(e) - 1, and the
/// combination (l_0, l_1, ...) stands at sum_e (l_e - low(e)) * stride(e). A relation that cannot
/// move takes one value and costs nothing.
class LevelBox {
public:
    LevelBox(std::vector<std::uint8_t> low, std::vector<std::uint8_t> count);

    std::size_t relations() const noexcept { return low_.size(); }
    std::size_t size() const noexcept { return size_; }
    std::size_t stride(std::size_t relation) const { return stride_[relation]; }
    std::size_t count(std::size_t relation) const { return count_[relation]; }
    std::uint8_t low(std::size_t relation) const { return low_[relation]; }

    /// Position of the relation's level within its range, at this index.
    std::size_t coordinate(std::size_t index, std::size_t relation) const {
        return index / stride_[relation] % count_[relation];
    }

    /// One level per relation. @pre index < size()
    std::vector<std::uint8_t> levels(std::size_t index) const;

    /// @pre every level lies within its range
    std::size_t index(std::span<const std::uint8_t> levels) const;

    /// For every index, its rank among the combinations of the given relations alone
    /// (bit e for relation e): length size().
    std::vector<std::uint32_t> projection(std::uint64_t relations) const;

    /// How many combinations the given relations have.
    std::size_t projected_size(std::uint64_t relations) const;

private:
    std::vector<std::uint8_t> low_, count_;
    std::vector<std::size_t> stride_;
    std::size_t size_ = 1;
};

}  // namespace entente
