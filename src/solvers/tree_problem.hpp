/// @file tree_problem.hpp
/// A two-player game as the tree search sees it.
#pragma once

#include "entente/normal_form.hpp"

#include "game/bimatrix.hpp"
#include "solvers/float_face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>

namespace entente {

/// A game of two sides in all arithmetics of the search. Refers to the game, and to itself.
struct TreeProblem {
    explicit TreeProblem(const NormalForm<Rational>& normal_form)
        : game(normal_form),
          sides(as_bimatrix(normal_form).value()),
          polytopes{ResponsePolytope(sides, 0), ResponsePolytope(sides, 1)},
          floats{FloatPolytope(polytopes[0]), FloatPolytope(polytopes[1])} {}
    ~TreeProblem() = default;
    TreeProblem(const TreeProblem&) = delete;
    TreeProblem& operator=(const TreeProblem&) = delete;

    const NormalForm<Rational>& game;
    Bimatrix sides;
    std::array<ResponsePolytope, 2> polytopes;
    std::array<FloatPolytope, 2> floats;
};

}  // namespace entente
