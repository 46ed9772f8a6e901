#include "world/level_box.hpp"

#include "entente/contract.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente {

bool any(const LevelMask& mask) {
    return std::ranges::find(mask, 1) != mask.end();
}

void join(LevelMask& into, const LevelMask& mask) {
    into.resize(mask.size());
    for (std::size_t at = 0; at < mask.size(); ++at) into[at] |= mask[at];
}

LevelMask without(LevelMask mask, const LevelMask& other) {
    for (std::size_t at = 0; at < mask.size(); ++at)
        if (other[at] != 0) mask[at] = 0;
    return mask;
}

LevelBox::LevelBox(std::vector<std::uint8_t> low, std::vector<std::uint8_t> count)
    : low_(std::move(low)), count_(std::move(count)), stride_(low_.size()) {
    expects(low_.size() == count_.size() && low_.size() <= 64, "a range for each relation");
    for (std::size_t e = low_.size(); e-- > 0;) {
        expects(count_[e] > 0, "every relation has a level");
        stride_[e] = size_;
        expects(size_ <= std::numeric_limits<std::uint32_t>::max() / count_[e],
                "the box has fewer than 2^32 combinations");
        size_ *= count_[e];
    }
}

std::vector<std::uint8_t> LevelBox::levels(std::size_t index) const {
    std::vector<std::uint8_t> levels(low_);
    for (std::size_t e = 0; e < levels.size(); ++e)
        levels[e] = static_cast<std::uint8_t>(levels[e] + coordinate(index, e));
    return levels;
}

std::size_t LevelBox::index(std::span<const std::uint8_t> levels) const {
    std::size_t index = 0;
    for (std::size_t e = 0; e < low_.size(); ++e) {
        expects(levels[e] >= low_[e] && levels[e] - low_[e] < count_[e], "a level in its range");
        index += static_cast<std::size_t>(levels[e] - low_[e]) * stride_[e];
    }
    return index;
}

std::vector<std::uint32_t> LevelBox::projection(std::uint64_t relations) const {
    std::vector<std::uint32_t> rank(size_);
    for (std::size_t e = 0; e < low_.size(); ++e) {
        if ((relations >> e & 1U) == 0 || count_[e] == 1) continue;
        for (std::size_t index = 0; index < size_; ++index)
            rank[index] =
                rank[index] * count_[e] + static_cast<std::uint32_t>(coordinate(index, e));
    }
    return rank;
}

std::size_t LevelBox::projected_size(std::uint64_t relations) const {
    std::size_t size = 1;
    for (std::size_t e = 0; e < low_.size(); ++e)
        if ((relations >> e & 1U) != 0) size *= count_[e];
    return size;
}

}  // namespace entente
