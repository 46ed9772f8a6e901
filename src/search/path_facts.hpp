/// @file path_facts.hpp
/// What one period on a certain course is worth and asks for: payoffs, where the levels go, and
/// the continuation value from which on each player complies.
#pragma once

#include "process/deviations.hpp"
#include "search/state_map.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <deque>
#include <memory_resource>
#include <optional>
#include <span>
#include <vector>

namespace entente {

/// Thrown where what would have to be certain on the course is a matter of chance.
struct Uncertain {};

/// What players are freed from, for asking what their constraints cost.
struct Ignored {
    std::uint64_t consent = 0, compliance = 0;  ///< bit i for player i
};

/// Everything is normalised as in process/values.hpp: (1 - discount) times the discounted sum,
/// less the reference payoff. Facts are worked out when first asked for and kept.
class PathFacts {
public:
    /// One node: these measures in force, these levels, the interactions are played.
    struct Node {
        std::size_t next = 0;     ///< the levels in the next period
        std::span<double> stage;  ///< per player
        /// Per player, the smallest E[V(w') | comply] at which it complies; -infinity if it
        /// always does, +infinity if never. Indifference is compliance.
        std::span<double> least;
        bool exact = true;  ///< false: the true `least` may be higher
    };

    /// @param measures that may come into force; the initial ones need not be among them.
    PathFacts(World& world, MeasureSet measures, std::vector<double> discounts,
              Ignored ignored = {});

    std::size_t players() const noexcept { return discounts_.size(); }
    double discount(std::size_t player) const { return discounts_[player]; }
    World& world() const noexcept { return *world_; }
    const Ignored& ignored() const noexcept { return ignored_; }

    /// @throws Uncertain where levels move, or measures lapse, by chance.
    const Node& node(MeasureSet in_force, std::size_t at);

    /// Whether requirements, durations and costs are the same in every state, so that all that is
    /// asked for in states seen before can be asked by several threads at once.
    bool is_uniform() const noexcept { return uniform_; }

    /// What the player pays when these measures are concluded at once.
    double cost(MeasureSet measures, std::size_t player, MeasureSet in_force, std::size_t at);

    /// Of the measures those whose requirement holds.
    /// @throws Uncertain if concluding one of these takes time.
    MeasureSet pending(MeasureSet measures, MeasureSet in_force, std::size_t at);

    /// Value per player when nothing changes but the levels, forever, from this period on.
    /// @throws Uncertain
    std::span<const double> forever(MeasureSet in_force, std::size_t at);

    /// How far apart the stage payoffs of a player were at the nodes seen so far.
    double scale(std::size_t player) const;

private:
    std::size_t next_levels(MeasureSet in_force, std::size_t at);
    double temptation(MeasureSet in_force, std::size_t player, std::size_t measure, std::size_t at);
    void add_compliance(Node& node, MeasureSet in_force, std::size_t at);
    std::optional<double> least_after(const DeviationGroup& group, double needed,
                                      MeasureSet in_force, const Node& node);
    std::span<double> numbers(double value);
    std::size_t react(const DeviationGroup& group, std::size_t at) const;

    World* world_;
    std::vector<double> discounts_;
    Ignored ignored_;
    std::vector<bool> always_ready_;               ///< [measure]
    std::vector<std::vector<double>> fixed_cost_;  ///< [measure][player], if it is fixed
    bool uniform_ = true;
    std::vector<double> low_, high_;
    std::pmr::monotonic_buffer_resource memory_;
    StateMap node_of_, forever_of_;
    std::deque<Node> nodes_;
    std::deque<std::span<double>> forever_;
};

}  // namespace entente
