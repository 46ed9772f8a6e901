/// @file set_function.hpp
/// Orders as a problem in numbers only: where nothing but the set of measures in force matters,
/// and the objective is a sum over players.
#pragma once

#include "entente/search.hpp"

#include "search/order_problem.hpp"
#include "world/world.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace entente {

/// f(S) = sum of the weights of all terms T that S contains (the Moebius form of a function of
/// sets). Interactions between few measures have few terms. Sorted, no set twice.
using SetFunction = std::vector<std::pair<MeasureSet, double>>;

/// Players with the same discount factor together.
struct DiscountClass {
    double discount = 0;
    SetFunction payoff;        ///< weighted sum of stage payoffs
    std::vector<double> cost;  ///< [measure] weighted, on conclusion
};

/// One measure a step; everything is concluded at once, and levels stand still. Sets are sets of
/// positions 0 .. n-1 among the measures to be put in order. The value of an order is
///     sum over classes and periods t of (1 - d) d^t (payoff(S_t) - cost of what S_t adds),
/// the last set for ever.
struct ScalarProblem {
    std::vector<std::size_t> measures;  ///< of the model
    std::vector<DiscountClass> classes;
    MeasureSet mandatory = 0;
    std::vector<MeasureSet> before;  ///< [measure] all that come before it, closed

    std::size_t size() const noexcept { return measures.size(); }
    bool has_costs() const;
};

/// nullopt where the problem has more to it: levels that move, lapses, requirements, negotiations
/// that take time, exclusive measures, wide steps, payoffs that depend on more than 16 measures
/// at once, an objective that is no sum.
std::optional<ScalarProblem> scalar_problem(const OrderProblem& problem, World& world,
                                            const Objective& objective);

/// The value of an order, period by period.
double value_of(const ScalarProblem& problem, const std::vector<std::size_t>& order);

/// f(S), the slow way. Time O(terms).
double value_at(const SetFunction& f, MeasureSet set);

}  // namespace entente
