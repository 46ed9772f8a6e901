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

/// Which way fits the problem, and what it takes: a dense table, fronts, or judging completions one
/// by one. Bytes of a table are exact; those of fronts and all times were measured (see
/// benchmarks/README.md) and are right within a factor of three where fronts are narrow.
SearchPlan plan_of(const OrderProblem& problem, World& world, const Objective& objective,
                   const Optimum::Settings& settings);

Optimum::Settings optimum_settings(const SearchOptions& options);

}  // namespace entente
