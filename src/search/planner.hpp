/// @file planner.hpp
/// What is searched, and what that is going to take.
#pragma once

#include "entente/search.hpp"

#include "search/optimum.hpp"
#include "search/order_problem.hpp"
#include "world/world.hpp"

namespace entente {

/// The proposal's order; of one with fixed steps its measures in any order, in steps no wider than
/// its widest; without a proposal every measure that is not in force from the start.
PartialOrder searched_order(const Model& model, const SearchOptions& options);

SearchPlan plan_of(const OrderProblem& problem, const World& world);

Optimum::Settings optimum_settings(const SearchOptions& options);

}  // namespace entente
