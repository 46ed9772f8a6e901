#include "process/transition.hpp"

#include "entente/contract.hpp"

#include <algorithm>

// Compiled once more for wider vectors; which is run is decided when the program starts. The
// operations and their order are the same, and so are the results.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__clang__)
#define ENTENTE_WIDER __attribute__((target_clones("avx2", "default")))
#else
#define ENTENTE_WIDER
#endif

namespace entente {
namespace {

/// Stretches of equal chances are swept as such from this length on.
constexpr std::size_t long_stretch = 16;

/// One relation moves, with its chances at every index: up is 0 at the top and down at the bottom.
ENTENTE_WIDER void move_each(const double* __restrict in, const double* __restrict up,
                             const double* __restrict down, double* __restrict out,
                             std::size_t size, std::size_t stride) {
    for (std::size_t at = 0; at < stride; ++at)
        out[at] = in[at] + up[at] * (in[at + stride] - in[at]);
    for (std::size_t at = stride; at < size - stride; ++at)
        out[at] =
            in[at] + up[at] * (in[at + stride] - in[at]) + down[at] * (in[at - stride] - in[at]);
    for (std::size_t at = size - stride; at < size; ++at)
        out[at] = in[at] + down[at] * (in[at - stride] - in[at]);
}

/// The same along a stretch on which the chances are the same.
ENTENTE_WIDER void move_together(const double* __restrict in, const double* __restrict above,
                                 const double* __restrict below, Move move, double* __restrict out,
                                 std::size_t size) {
    const double up = move.up, down = move.down;
    for (std::size_t at = 0; at < size; ++at)
        out[at] = in[at] + up * (above[at] - in[at]) + down * (below[at] - in[at]);
}

}  // namespace

std::vector<std::vector<std::size_t>> moving_order(const World& world) {
    const LevelBox& box = world.levels();
    const std::size_t n = box.relations();
    std::vector<std::uint64_t> needs(n);  // transitively, itself included
    for (std::size_t e = 0; e < n; ++e) needs[e] = world.move_depends_on(e) | std::uint64_t{1} << e;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t e = 0; e < n; ++e)
            if ((needs[e] >> k & 1U) != 0) needs[e] |= needs[k];

    std::vector<std::vector<std::size_t>> order;
    std::uint64_t left = 0;
    for (std::size_t e = 0; e < n; ++e)
        if (box.count(e) > 1) left |= std::uint64_t{1} << e;
    while (left != 0) {
        for (std::size_t e = 0; e < n; ++e) {
            if ((left >> e & 1U) == 0) continue;
            std::uint64_t circle = 0;
            bool needed_by_others = false;
            for (std::size_t other = 0; other < n; ++other) {
                if ((left >> other & 1U) == 0 || (needs[other] >> e & 1U) == 0) continue;
                if ((needs[e] >> other & 1U) != 0)
                    circle |= std::uint64_t{1} << other;
                else
                    needed_by_others = true;
            }
            if (needed_by_others) continue;
            order.emplace_back();
            for (std::size_t other = 0; other < n; ++other)
                if ((circle >> other & 1U) != 0) order.back().push_back(other);
            left &= ~circle;
        }
    }
    return order;
}

Transition::Transition(const World& world, const std::vector<std::vector<std::size_t>>& order,
                       Projections& projections)
    : size_(world.levels().size()) {
    const LevelBox& box = world.levels();
    for (const auto& circle : order) {
        Block block;
        for (const std::size_t e : circle) {
            Axis axis;
            axis.relation = e;
            axis.stride = axis.stretch = box.stride(e);
            axis.count = box.count(e);
            axis.needs = world.move_depends_on(e);
            for (std::size_t other = 0; other < box.relations(); ++other)
                if (box.count(other) > 1 && (axis.needs >> other & 1U) != 0)
                    axis.stretch = std::min(axis.stretch, box.stride(other));
            axis.ranks = &projections.ranks(axis.needs);
            axis.by_rank.resize(projections.size(axis.needs));
            block.push_back(std::move(axis));
        }
        blocks_.push_back(std::move(block));
    }
}

void Transition::set(std::size_t relation, std::size_t at, Move move) {
    for (Block& block : blocks_)
        for (Axis& axis : block)
            if (axis.relation == relation) axis.by_rank[(*axis.ranks)[at]] = move;
}

void Transition::finish() {
    for (Block& block : blocks_) {
        for (Axis& axis : block) {
            if (axis.stretch >= long_stretch) continue;
            axis.up.resize(size_);
            axis.down.resize(size_);
            for (std::size_t at = 0; at < size_; ++at) {
                axis.up[at] = axis.at(at).up;
                axis.down[at] = axis.at(at).down;
            }
        }
    }
}

/// Calls f(index, probability) for every joint move of a block's relations from `from`, where
/// the chances are those at `from` and `to` is where the relations before `axis` have gone.
template <class F>
void Transition::for_each_move(const Block& block, std::size_t axis, std::size_t from,
                               std::size_t to, double p, const F& f) const {
    if (axis == block.size()) return f(to, p);
    const Move move = block[axis].at(from);
    if (can_stay(move)) for_each_move(block, axis + 1, from, to, p * (1 - move.up - move.down), f);
    if (move.up > 0) for_each_move(block, axis + 1, from, to + block[axis].stride, p * move.up, f);
    if (move.down > 0)
        for_each_move(block, axis + 1, from, to - block[axis].stride, p * move.down, f);
}

std::vector<std::size_t> Transition::moving_relations() const {
    std::vector<std::size_t> relations;
    for (const Block& block : blocks_)
        for (const Axis& axis : block) relations.push_back(axis.relation);
    return relations;
}

const Transition::Axis& Transition::axis_of(std::size_t relation) const {
    for (const Block& block : blocks_)
        for (const Axis& axis : block)
            if (axis.relation == relation) return axis;
    throw ContractError("a relation that can move");
}

std::uint8_t Transition::possible_moves(std::size_t relation, std::size_t at) const {
    const Move move = axis_of(relation).at(at);
    return static_cast<std::uint8_t>((can_stay(move) ? 1U : 0U) | (move.up > 0 ? 2U : 0U) |
                                     (move.down > 0 ? 4U : 0U));
}

LevelMask Transition::reached_from(const LevelMask& from) const {
    LevelMask current = from;
    for (const Block& block : blocks_) {
        LevelMask next(size_);
        for (std::size_t at = 0; at < size_; ++at)
            if (current[at] != 0)
                for_each_move(block, 0, at, at, 1, [&](std::size_t to, double) { next[to] = 1; });
        current = std::move(next);
    }
    return current;
}

LevelMask Transition::reaching(const LevelMask& to, const LevelMask& within) const {
    LevelMask current = to;
    for (std::size_t b = blocks_.size(); b-- > 0;) {
        LevelMask previous(size_);
        for (std::size_t at = 0; at < size_; ++at)
            for_each_move(blocks_[b], 0, at, at, 1, [&](std::size_t next, double) {
                if (current[next] != 0) previous[at] = 1;
            });
        current = std::move(previous);
    }
    for (std::size_t at = 0; at < size_; ++at) current[at] &= within[at];
    return current;
}

void Transition::sweep(const Axis& axis, std::span<const double> from, std::span<double> to) const {
    const std::size_t stride = axis.stride;
    if (axis.stretch < long_stretch)
        return move_each(from.data(), axis.up.data(), axis.down.data(), to.data(), size_, stride);
    // Strides divide each other, so that a stretch lies within one level.
    for (std::size_t begin = 0; begin < size_; begin += axis.stretch) {
        const std::size_t level = begin / stride % axis.count;
        const double* here = from.data() + begin;
        move_together(here, level + 1 < axis.count ? here + stride : here,
                      level > 0 ? here - stride : here, axis.at(begin), to.data() + begin,
                      axis.stretch);
    }
}

void Transition::expect(std::span<const double> next, std::span<double> out) const {
    expects(next.size() == size_ && out.size() == size_, "arrays over the box");
    if (blocks_.empty()) {
        std::ranges::copy(next, out.begin());
        return;
    }
    std::vector<double> buffer(size_);
    std::span<const double> in = next;
    // The last block to be moved is the first to be averaged over. The results alternate
    // between `out` and the buffer so that the last one lands in `out`.
    for (std::size_t b = blocks_.size(); b-- > 0;) {
        const std::span<double> to = b % 2 == 0 ? out : std::span<double>(buffer);
        if (blocks_[b].size() == 1) {
            sweep(blocks_[b].front(), in, to);
        } else {
            for (std::size_t at = 0; at < size_; ++at) {
                double sum = 0;
                for_each_move(blocks_[b], 0, at, at, 1,
                              [&](std::size_t index, double p) { sum += p * in[index]; });
                to[at] = sum;
            }
        }
        in = to;
    }
}

void Transition::successors(std::size_t block, std::size_t at, double p,
                            const std::function<void(std::size_t, double)>& f) const {
    if (block == blocks_.size()) return f(at, p);
    for_each_move(blocks_[block], 0, at, at, p,
                  [&](std::size_t to, double q) { successors(block + 1, to, q, f); });
}

void Transition::for_each_successor(std::size_t at,
                                    const std::function<void(std::size_t, double)>& f) const {
    successors(0, at, 1, f);
}

}  // namespace entente
