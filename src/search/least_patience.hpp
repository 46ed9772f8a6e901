/// @file least_patience.hpp
/// The order that needs the least patience, and which order is best at which patience.
#pragma once

#include "search/optimum.hpp"

#include <optional>
#include <vector>

namespace entente {

struct LeastPatience {
    std::optional<double> critical;  ///< none: no completion holds at any common discount factor
    std::vector<Found> best;         ///< those that hold from there on, with their values there
    std::uint64_t ties = 0;
    bool ties_complete = true;
    std::vector<Regime> regimes;  ///< over [0, 1); empty where they would take too long
    bool complete = true;
    /// If stopped: no completion was found to hold at the sampled discount factors up to this one.
    std::optional<double> bound;
};

/// The smallest common discount factor at which some completion enforces itself. Discount factors
/// are sampled, and where the answer changes between two samples the place is found by bisection,
/// to about 1e-11: what comes and goes between two neighbouring samples is missed, as in
/// `entente evaluate`.
LeastPatience least_patience(const OrderProblem& problem, PlanJudge& judge,
                             const std::vector<double>& status_quo,
                             const Optimum::Settings& settings, bool with_regimes = true);

/// Every fixed proposal of the model beside the least patience: the patience that it takes itself,
/// the first step after which no completion gets by with the least, and what those take then.
/// @pre the problem is one of certain courses, and `critical` its least common discount factor.
std::vector<SequenceComparison> compare_patience(const OrderProblem& problem, PlanJudge& judge,
                                                 const std::vector<double>& status_quo,
                                                 const Optimum::Settings& settings,
                                                 double critical);

}  // namespace entente
