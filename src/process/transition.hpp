/// @file transition.hpp
/// How the relations move in one period, as an operator that is never written out as a matrix.
#pragma once

#include "world/level_box.hpp"
#include "world/world.hpp"

#include <functional>
#include <span>
#include <vector>

namespace entente {

/// In which order the relations can be moved one after the other although they move at once: a
/// relation comes before those whose levels its chances depend on, so that these still stand
/// where they stood. Relations that depend on each other in a circle share a block.
std::vector<std::vector<std::size_t>> moving_order(const World& world);

/// The moves of all relations while one set of measures is in force.
///
/// Relations move independently given the state, so that the expectation over the 3^R joint
/// moves is R sweeps over the box, one relation at a time (for the tensor structure of such
/// products see W. Stewart, Introduction to the Numerical Solution of Markov Chains, 1994,
/// chapter 9). Time of expect() O(R * box), memory two numbers per relation and level index.
class Transition {
public:
    Transition(const World& world, const std::vector<std::vector<std::size_t>>& order,
               Projections& projections);

    /// Enters the chances at one level index (and wherever they must be the same).
    void set(std::size_t relation, std::size_t at, Move move);

    /// To be called when all chances are entered: lays them out for expect().
    void finish();

    /// Level indices that can be reached in one period from those in `from`: all must be set.
    LevelMask reached_from(const LevelMask& from) const;
    /// Level indices in `within` from which one in `to` can be reached in one period.
    LevelMask reaching(const LevelMask& to, const LevelMask& within) const;

    /// The relations that can move, those that depend on each other in a circle side by side.
    std::vector<std::size_t> moving_relations() const;
    /// Bit 0: the relation can stay where it is at this level index; bit 1: rise; bit 2: fall.
    std::uint8_t possible_moves(std::size_t relation, std::size_t at) const;
    /// Whether the chances of a relation can depend on the level of another (or of itself).
    bool depends(std::size_t relation, std::size_t other) const {
        return (axis_of(relation).needs >> other & 1U) != 0;
    }

    /// out[l] = E[next[l'] | l]; garbage where the chances were not set. The spans have the size
    /// of the box and do not overlap.
    void expect(std::span<const double> next, std::span<double> out) const;

    /// Calls f(l', probability) for each level index that follows `at` with positive chance.
    void for_each_successor(std::size_t at,
                            const std::function<void(std::size_t, double)>& f) const;

private:
    struct Axis {
        std::size_t relation = 0, stride = 1, count = 1;
        std::uint64_t needs = 0;  ///< bit e: relation e, on whose level the chances depend
        const std::vector<std::uint32_t>* ranks = nullptr;
        std::size_t stretch = 1;  ///< the chances are the same along stretches of so many indices
        std::vector<Move> by_rank;
        std::vector<double> up, down;  ///< [index], of an axis with short stretches
        Move at(std::size_t index) const { return by_rank[(*ranks)[index]]; }
    };
    using Block = std::vector<Axis>;

    static bool can_stay(Move move) { return 1 - move.up - move.down > 1e-15; }
    const Axis& axis_of(std::size_t relation) const;

    template <class F>
    void for_each_move(const Block& block, std::size_t axis, std::size_t from, std::size_t to,
                       double p, const F& f) const;
    void successors(std::size_t block, std::size_t at, double p,
                    const std::function<void(std::size_t, double)>& f) const;
    void sweep(const Axis& axis, std::span<const double> from, std::span<double> to) const;

    std::size_t size_;
    std::vector<Block> blocks_;  ///< in moving order
};

}  // namespace entente
