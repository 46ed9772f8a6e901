/// @file explain_patience.hpp
/// Why the least patience is what it is: fixed proposals beside it, and what would be needed
/// without one of the constraints.
#pragma once

#include "search/least_patience.hpp"
#include "search/shaping.hpp"

#include <optional>
#include <vector>

namespace entente {

/// Every fixed proposal of the model beside the least patience: the patience that it takes itself,
/// the first step after which no completion gets by with the least, and what those take then.
/// @param critical the least common discount factor; nullopt where no completion holds at any
std::vector<SequenceComparison> compare_patience(const OrderProblem& problem, PlanJudge& judge,
                                                 const std::vector<double>& status_quo,
                                                 const Optimum::Settings& settings,
                                                 std::optional<double> critical);

/// Without which constraint of the order, or of consent or compliance, less patience would do. As
/// in `lower_patience` a few discount factors are tried to see whether it would.
/// @param is_certain whether chance has no part in the course. @throws Stopped; OutOfMemory
ShapedBy patience_shaped_by_order(const OrderProblem& problem, PlanJudge& judge,
                                  const std::vector<double>& status_quo,
                                  const Optimum::Settings& settings, std::optional<double> critical,
                                  bool is_certain);
ShapedBy patience_shaped_by_players(const OrderProblem& problem, PlanJudge& judge,
                                    const std::vector<double>& status_quo,
                                    const Optimum::Settings& settings,
                                    std::optional<double> critical, bool is_certain);

}  // namespace entente
