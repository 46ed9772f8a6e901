/// @file tree.cpp
/// All extreme equilibria of a two-player game, by branch and bound over complementary labels.
///
/// An equilibrium is a point of each side's best-response polytope (response_polytope.hpp) such
/// that every label is 0 on one side or the other: an action is not played, or it is a best
/// response. The search decides label after label on which side it is 0 and keeps, for either side,
/// a simplex dictionary of the face on which the labels decided so far are 0. Where all are
/// decided, every pair of vertices of the two faces is an extreme equilibrium, and no other is.
///
/// - A label whose row has a positive value and no negative coefficient is 0 nowhere on the face:
///   then it must be 0 on the other side, and nothing has to be tried. Of the labels that remain,
///   the search branches on the one with the fewest coefficients that could lower it.
/// - Of the two branches, the second leaves out what the first has found: there the label is 0
///   on side 1 and not on side 0. So each extreme equilibrium has one leaf, in degenerate games
///   too.
///
/// Rows are computed in floating point, but completeness rests on proofs: a label counts as
/// positive only if a combination of the original payoffs, evaluated with a bound on its rounding
/// errors, shows it (FloatFace::proves_positive). Where the proof fails although the row looks
/// positive, the subtree is searched again with pairs of doubles, and at last in rationals. A
/// leaf's vertices are solved from the original payoffs in integers. So nothing depends on
/// tolerances but the time.
///
/// Labels are the bits of a word. Where there are too many actions for that, those that iterated
/// strict dominance rules out are left out first (tree_sides): no equilibrium plays them, and
/// every equilibrium of the rest is one of the game.
///
/// Time: exponential in the worst case, where there are exponentially many equilibria.
/// Memory: the answer, and O((m + n) m n) for each thread.
/// Source: the enumeration of C. Audet, P. Hansen, B. Jaumard and G. Savard, SIAM J. Scientific
/// Computing 23 (2001), 323-338; dynamic branching and certified pruning are our own.
#include "solvers/catalogue.hpp"
#include "solvers/tree_crew.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

std::optional<std::string> refusal(const Game& any) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    if (!has_two_sides(game)) return "more than two players have a choice";
    if (fits_tree(game)) return std::nullopt;
    const Bimatrix sides = tree_sides(game);
    const std::size_t actions = sides.actions(0) + sides.actions(1);
    if (actions <= most_tree_actions) return std::nullopt;
    return fmt::format("{} actions in all that are not dominated are too many (at most {})",
                       actions, most_tree_actions);
}

bool finds_all(const Game& any) {
    return has_two_sides(std::get<NormalForm<Rational>>(any));
}

Solution solve(const Game& any, const SolveOptions& options) {
    const TreeProblem problem(std::get<NormalForm<Rational>>(any));
    return search_tree(problem, options);
}

}  // namespace

constinit const Solver tree{
    .name = "tree",
    .summary = "all extreme equilibria of two players, by certified branch and bound",
    .accepts =
        "games in which at most two players have a choice, with up to 63 actions in all, or "
        "with so many after iterated strict dominance",
    .guarantee = "every extreme equilibrium, of degenerate games too",
    .cost = "exponential in the worst case; 16 x 16 random games in a few hundredths of a second",
    .source =
        "after C. Audet, P. Hansen, B. Jaumard, G. Savard, Enumeration of all extreme "
        "equilibria of bimatrix games, SIAM J. Scientific Computing 23 (2001), 323-338",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
