/// @file tree_crew.hpp
/// The tree search of tree.cpp, from a game to the list of its extreme equilibria.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solver.hpp"

#include "game/bimatrix.hpp"
#include "solvers/face_lookup.hpp"
#include "solvers/float_face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>

namespace entente {

/// A game in all arithmetics of the search. Refers to the game, and to itself.
struct TreeProblem {
    explicit TreeProblem(const NormalForm<Rational>& normal_form)
        : game(normal_form),
          sides(*as_bimatrix(normal_form)),
          polytopes{ResponsePolytope(sides, 0), ResponsePolytope(sides, 1)},
          floats{FloatPolytope(polytopes[0]), FloatPolytope(polytopes[1])} {}
    TreeProblem(const TreeProblem&) = delete;
    TreeProblem& operator=(const TreeProblem&) = delete;

    const NormalForm<Rational>& game;
    Bimatrix sides;
    std::array<ResponsePolytope, 2> polytopes;
    std::array<FloatPolytope, 2> floats;
};

/// All extreme equilibria in the canonical order. A search that turns out to be long is shared by
/// options.threads threads, unless a number of equilibria or steps limits it: answer and steps
/// are the same for any number of them.
Solution search_tree(const TreeProblem& problem, const SolveOptions& options);

}  // namespace entente
