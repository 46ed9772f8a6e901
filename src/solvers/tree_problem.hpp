/// @file tree_problem.hpp
/// A two-player game as the tree search sees it.
#pragma once

#include "entente/normal_form.hpp"

#include "game/bimatrix.hpp"
#include "solvers/float_face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>
#include <cstddef>

namespace entente {

/// How many actions of both sides together the search can hold.
constexpr std::size_t most_tree_actions = most_labels - 1;

/// The sides with the actions that an equilibrium may play as far as the search needs to know: all
/// of them if they are few enough, otherwise those that iterated strict dominance leaves, by single
/// actions, and by mixtures too in games of up to 4,096 profiles (some tenths of a second).
/// @pre has_two_sides(game).
Bimatrix tree_sides(const NormalForm<Rational>& game);

/// Whether all actions are few enough.
bool fits_tree(const NormalForm<Rational>& game);

/// A game of two sides in all arithmetics of the search. Refers to the game, and to itself.
/// @pre tree_sides(game) have at most most_tree_actions.
struct TreeProblem {
    explicit TreeProblem(const NormalForm<Rational>& normal_form)
        : game(normal_form),
          sides(tree_sides(normal_form)),
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
