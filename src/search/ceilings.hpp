/// @file ceilings.hpp
/// What no course of the process can be worth more than, from the payoffs alone: a bound for
/// searches that are stopped before they know better.
#pragma once

#include "search/objective.hpp"
#include "world/world.hpp"

#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// Every summand of a stage payoff counted at its largest over what it depends on, whether these
/// states go together or can be reached at all or not. Values are averages of stage payoffs less
/// costs, so none is larger; of costs what is received is counted, and paid every period at most.
/// Summands that depend on the same things (the players' payoffs of one interaction) are
/// counted at the largest of their sum.
/// Time: the combinations of measures and levels that each summand depends on, at most 2^12 each;
/// where there are more, there is no bound.
class Ceilings {
public:
    /// @param searched measures that may come to be in force.
    /// @throws ModelError as World does when it is made.
    Ceilings(const Model& model, std::vector<Rational> parameters, MeasureSet searched,
             std::stop_token stop = {});

    /// No completion gives the player more; infinity where nothing is known.
    std::vector<double> values();
    /// No completion has a larger weighted sum of values; infinity where nothing is known.
    double sum(const std::vector<double>& weights);

private:
    template <class F>
    double largest(const Footprint& where, const F& amount);
    double most_of_payoffs(const std::vector<double>& weights);
    double most_received(const std::vector<double>& weights);

    World world_;
    MeasureSet free_;
    std::stop_token stop_;
};

/// No completion scores more. @param most per player, infinity where nothing is known. @param sum
/// of values, with the weights of the objective if it is a sum, else with weights 1. nullopt where
/// nothing follows; of `fastest` and `patience` nothing does.
std::optional<double> score_ceiling(const Scorer& scorer, const std::vector<double>& most,
                                    double sum);

}  // namespace entente
