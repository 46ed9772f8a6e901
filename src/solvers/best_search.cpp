/// @file best_search.cpp
/// The best equilibria of a two-player game without a list of all.
///
/// The search is that of tree.cpp. Before a node is searched further, what either side can get at
/// most in the equilibria below it is bounded from above (payoff_bound.hpp), and if the objective
/// stays below the best value that is known, the branch is left out. To begin with, the pure
/// equilibria and the end of a Lemke-Howson path are known. Bounds are proved whatever the rounding
/// errors, and values are compared exactly, so the result is what a complete list would give.
#include "entente/best.hpp"

#include "solvers/catalogue.hpp"
#include "solvers/tree_crew.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace entente {

Solution search_best(const NormalForm<Rational>& game, const EquilibriumObjective& objective,
                     SolveOptions options) {
    options.max_equilibria = std::numeric_limits<std::size_t>::max();
    const TreeProblem problem(game);
    BestGoal goal(problem, objective);
    std::vector<Equilibrium> known;
    for (const Solver* solver : std::array{&pure_enumeration, &lemke_howson}) {
        for (Equilibrium& found : solver->solve(game, options).equilibria) {
            if (goal.is_as_good(found.profile)) known.push_back(std::move(found));
        }
    }
    Solution solution = search_tree(problem, options, goal);
    std::erase_if(known, [&goal](const Equilibrium& one) { return !goal.is_as_good(one.profile); });
    std::ranges::move(known, std::back_inserter(solution.equilibria));
    canonicalise(solution.equilibria);
    return solution;
}

}  // namespace entente
