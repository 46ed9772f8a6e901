/// @file tree_crew.hpp
/// The tree search of tree.cpp, from a game to the list of its extreme equilibria.
#pragma once

#include "entente/solver.hpp"

#include "solvers/best_goal.hpp"
#include "solvers/tree_problem.hpp"

namespace entente {

/// All extreme equilibria in the canonical order. A search that turns out to be long is shared by
/// options.threads threads, unless a number of equilibria or steps limits it: answer and steps
/// are the same for any number of them.
Solution search_tree(const TreeProblem& problem, const SolveOptions& options);

/// Those that are best for the goal, and no others. The steps may depend on the threads.
Solution search_tree(const TreeProblem& problem, const SolveOptions& options, BestGoal& goal);

}  // namespace entente
