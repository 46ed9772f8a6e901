/// @file zero_sum.cpp
/// All extreme equilibria of a constant-sum game: the pairs of extreme optimal strategies.
///
/// Time: one linear program, and the vertices of the two sets of optimal strategies, which are
/// single points in almost every game. Memory O(m n) and the answer.
/// Source: D. Gale, H. Kuhn and A. Tucker, Linear programming and the theory of games, in Activity
/// Analysis of Production and Allocation (1951), 317-329.
#include "entente/zero_sum.hpp"

#include "game/bimatrix.hpp"
#include "solvers/catalogue.hpp"

namespace entente {
namespace {

bool adds_up(const NormalForm<Rational>& game) {
    const auto sides = as_bimatrix(game);
    return sides && sum_of_sides(*sides);
}

std::optional<std::string> refusal(const Game& any) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    if (!has_two_sides(game)) return "more than two players have a choice";
    if (!adds_up(game)) return "the payoffs of the two players do not add up to a constant";
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return adds_up(std::get<NormalForm<Rational>>(any));
}

Solution solve(const Game& any, const SolveOptions& options) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    Solution solution;
    if (!within(options, solution)) return solution;
    const auto optimal = optimal_strategies(game, options.stop);
    if (!optimal) {
        solution.status = Status::cancelled;
        return solution;
    }
    solution.steps = optimal->pivots + 1;
    const Bimatrix sides = *as_bimatrix(game);
    SolveOptions listing = options;  // a stop ends the search for strategies, not the list of them
    listing.stop = {};
    for (const auto& x : optimal->vertices[0]) {
        for (const auto& y : optimal->vertices[1]) {
            if (!within(listing, solution)) break;
            solution.equilibria.push_back({as_profile(game, sides, {x, y}), 0});
        }
    }
    if (!optimal->complete && solution.status == Status::complete) {
        solution.status = options.stop.stop_requested() ? Status::cancelled : Status::limit_reached;
    }
    canonicalise(solution.equilibria);
    return solution;
}

}  // namespace

constinit const Solver zero_sum{
    .name = "zero-sum",
    .summary = "all extreme equilibria of constant-sum games, by exact linear programming",
    .accepts = "constant-sum games in which at most two players have a choice, of any size",
    .guarantee = "every extreme equilibrium, of degenerate games too",
    .cost = "usually O(m + n) pivots of O(m n), and the extreme optimal strategies",
    .source =
        "D. Gale, H. Kuhn and A. Tucker, Linear programming and the theory of games, in Activity "
        "Analysis of Production and Allocation (1951), 317-329",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
