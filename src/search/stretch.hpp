/// @file stretch.hpp
/// One step of a plan on its certain course: the periods until all its measures are in force, and
/// what they ask of the players.
#pragma once

#include "process/behaviour.hpp"
#include "search/path_facts.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entente {

/// A step is pursued until it is in force; measures whose requirement does not hold yet wait.
struct Stretch {
    struct Period {
        MeasureSet before = 0;   ///< in force at the start
        MeasureSet pending = 0;  ///< concluded now
        std::size_t at = 0;      ///< levels
        const PathFacts::Node* node = nullptr;
        const PathFacts::Node* declined = nullptr;  ///< if nothing is concluded; null: no voters
        bool kept_if_declined = true;  ///< whether everybody is known to comply at that node
    };
    std::vector<Period> periods;
    std::vector<double> now;  ///< [period * players + player] (1 - discount) (stage - cost)
    MeasureSet in_force = 0;  ///< at its end ...
    std::size_t at = 0;       ///< ... and the levels then
};

/// Whether what was checked is all that could fail.
enum class Check { failed, open, passed };

/// Puts steps before values: V at the end of a step into V at its start.
class Prepender {
public:
    Prepender(PathFacts& facts, std::span<const Rational> parameters);

    PathFacts& facts() const noexcept { return *facts_; }

    /// nullopt if the requirements of the step are never met.
    /// @throws Uncertain
    std::optional<Stretch> stretch(MeasureSet in_force, std::size_t at, MeasureSet step) const;
    /// The same into what is there already; false instead of nullopt.
    bool stretch(MeasureSet in_force, std::size_t at, MeasureSet step, Stretch& made) const;

    /// Checks every constraint of consent and compliance within the stretch against the values
    /// after it, and turns them into those before it. What depends on behaviour off the course is
    /// left `open`.
    Check prepend(const Stretch& stretch, std::span<double> values) const;

    /// Value vectors side by side.
    struct Columns {
        double* values = nullptr;  ///< [player * stride + vector]
        std::size_t stride = 0;
        std::size_t count = 0;
    };
    /// The same for many at once; what is open is so for all of them.
    /// @param failed [vector] set to 1 where a constraint fails
    /// @return open or passed
    Check prepend(const Stretch& stretch, const Columns& columns, std::uint8_t* failed) const;

    /// Raises `after` to the most that the constraints of the stretch can ask of the values at its
    /// end, given the most that is asked of those at its start. Per player; -infinity: nothing.
    void demand(const Stretch& stretch, std::span<const double> before,
                std::span<double> after) const;

    /// Whether everybody complies when nothing but the levels changes any more.
    /// @throws Uncertain
    Check rest(MeasureSet in_force, std::size_t at) const;

private:
    bool known_to_comply(const Stretch& made, MeasureSet in_force,
                         const PathFacts::Node& node) const;
    Check consent(const Stretch::Period& period, const Columns& accept, std::uint8_t* failed) const;
    void comply(const PathFacts::Node& node, const Columns& values, std::uint8_t* failed) const;

    PathFacts* facts_;
    std::vector<VotingRule> voting_;
};

}  // namespace entente
