/// @file decisive_relations.hpp
/// On which relations a condition of the planned path turns.
#pragma once

#include "entente/process.hpp"

#include "process/prediction.hpp"

#include <map>
#include <tuple>
#include <vector>

namespace entente {

/// Fills Constraint::relations.
///
/// A relation matters to a constraint if its slack is another one in a neighbouring state: the
/// same measures in force, the same levels of all other relations, this one up or down by one.
/// Only states within reach count, as a level that cannot be otherwise explains nothing (where
/// there are factors: those at which the core can be, and each factor with it); and of a consent
/// only states in which the same measures are pending.
class DecisiveRelations {
public:
    /// Both must outlive this. @param values under this behaviour.
    DecisiveRelations(Values& values, const Behaviour& behaviour)
        : values_(values), behaviour_(behaviour) {}

    /// Those of one constraint, the strongest first. Cost: two evaluations of a constraint for
    /// each relation.
    std::vector<std::size_t> of(const Constraint& constraint);

private:
    using Slacks = std::map<MeasureSet, Amount>;  ///< by what is breached
    struct Place {
        std::size_t at = 0;  ///< of the core
        SlotChoice slots;
    };

    Place place_of(std::vector<std::uint8_t> levels) const;
    std::vector<Place> neighbours(const Place& place, std::size_t relation) const;
    std::optional<double> slack(const Constraint& constraint, MeasureSet measures,
                                const Place& place);
    std::optional<Amount> consent(const Constraint& constraint, MeasureSet measures,
                                  std::size_t at);
    std::optional<Amount> compliance(const Constraint& constraint, MeasureSet measures,
                                     std::size_t at);
    double effect(const Constraint& constraint, std::size_t relation, const Place& place,
                  double here);

    Values& values_;
    const Behaviour& behaviour_;
    /// By layer, state and player: breaches are many where the player is bound by many measures.
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Slacks> breaches_;
};

}  // namespace entente
