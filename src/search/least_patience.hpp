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
    bool is_bound = false;  ///< of players freed from constraints: more may be needed
};

/// The smallest common discount factor at which some completion enforces itself. Discount factors
/// are sampled, and where the answer changes between two samples the place is found by bisection,
/// to about 1e-11: what comes and goes between two neighbouring samples is missed, as in
/// `entente evaluate`.
LeastPatience least_patience(const OrderProblem& problem, PlanJudge& judge,
                             const std::vector<double>& status_quo,
                             const Optimum::Settings& settings, bool with_regimes = true);

/// The same if it is less than `below`, else nothing. Where that shows at none of a few discount
/// factors below it, no others are tried. With players freed from constraints (settings.ignored)
/// what the fronts promise is taken for granted.
/// @throws Stopped; OutOfMemory
LeastPatience lower_patience(const OrderProblem& problem, PlanJudge& judge,
                             const std::vector<double>& status_quo,
                             const Optimum::Settings& settings, double below);

}  // namespace entente
