/// @file lemke_howson.cpp
/// One equilibrium of a two-player game, at the end of a Lemke-Howson path.
///
/// Either side has a simplex dictionary of its best-response polytope, at the origin: no label
/// is missing. One label is dropped by letting its variable grow; the variable that leaves in
/// exchange is a label that the two sides now have twice, and its variable on the other side grows
/// next, until the dropped label comes back. In a nondegenerate game the path cannot turn back or
/// branch.
///
/// The path is followed in doubles, with right-hand sides moved apart a little, and its end is
/// solved and checked exactly. If it does not stand the check, or the path does not end in
/// reasonable time, it is followed again in rationals with lexicographic ratio tests, which end in
/// degenerate games too.
///
/// Source: C. Lemke and J. Howson, Equilibrium points of bimatrix games, J. SIAM 12 (1964),
/// 413-423; lexicographic rule as in B. von Stengel, Handbook of Game Theory 3 (2002), section 2.6.
/// Time: O(m n) for a pivot, usually O(m + n) pivots, exponentially many in the worst case
/// (R. Savani and B. von Stengel, Econometrica 74, 2006). Memory O(m n).
#include "entente/contract.hpp"
#include "entente/verify.hpp"

#include "game/bimatrix.hpp"
#include "game/equalizing.hpp"
#include "solvers/catalogue.hpp"
#include "solvers/pivoting_path.hpp"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t longest_in_doubles = 1U << 20;

std::optional<std::string> refusal(const Game& any) {
    if (!has_two_sides(std::get<NormalForm<Rational>>(any))) {
        return "more than two players have a choice";
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return std::ranges::all_of(std::get<NormalForm<Rational>>(any).players(),
                               [](const GamePlayer& player) { return player.actions.size() == 1; });
}

/// The equilibrium at the end of a path; nullopt if it is none.
std::optional<Profile> equilibrium(const NormalForm<Rational>& game, const Bimatrix& sides,
                                   const PathEnd& end) {
    auto first = equalizing_strategy(sides.payoffs[1], end.supports[0], end.supports[1]);
    auto second = equalizing_strategy(sides.payoffs[0], end.supports[1], end.supports[0]);
    if (!first || !second) return std::nullopt;
    Profile profile = as_profile(game, sides, {std::move(*first), std::move(*second)});
    if (regret(game, profile) != 0) return std::nullopt;
    return profile;
}

/// Runs of the solver with what they share.
struct Run {
    Run(const NormalForm<Rational>& normal_form, const SolveOptions& limits)
        : game(normal_form),
          sides(*as_bimatrix(normal_form)),
          start(start_in_doubles(sides)),
          options(limits) {}

    std::size_t labels() const { return sides.actions(0) + sides.actions(1); }

    bool go_on() {
        if (!within(options, solution)) return false;
        ++solution.steps;
        return true;
    }

    /// Follows the path in doubles for so many pivots. @return whether its end is an equilibrium.
    bool follow(std::size_t label, std::size_t longest) {
        const auto end = path_in_doubles(sides, start, label, longest, [this] { return go_on(); });
        auto found = end ? equilibrium(game, sides, *end) : std::nullopt;
        if (found) solution.equilibria.push_back({std::move(*found), 0});
        return found.has_value();
    }

    /// Follows it to its end, however long that takes.
    bool follow_exactly(std::size_t label) {
        const auto end = path_in_rationals(sides, label, [this] { return go_on(); });
        if (!end) return false;
        solution.equilibria.push_back(
            {as_profile(game, sides, {end->strategies[0], end->strategies[1]}), 0});
        return true;
    }

    /// Follows it in doubles, and if that fails exactly. @return whether an equilibrium was found.
    bool follow_to_its_end(std::size_t label) {
        if (follow(label, longest_in_doubles)) return true;
        return solution.status == Status::complete && follow_exactly(label);
    }

    const NormalForm<Rational>& game;
    Bimatrix sides;
    PathStart start;
    const SolveOptions& options;
    Solution solution;
};

/// Term k, from 1, of 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 ...: the allowances that are within a logarithm
/// of the best for runs of unknown length (M. Luby, A. Sinclair and D. Zuckerman, Optimal speedup
/// of Las Vegas algorithms, Information Processing Letters 47, 1993).
std::size_t luby(std::size_t k) {
    while (true) {
        const std::size_t length = std::bit_ceil(k + 1);  // of the next block, 2^i - 1, and one
        if (k + 1 == length) return length / 2;
        k -= length / 2 - 1;
    }
}

/// Many labels have short paths, some have paths that are a thousand times as long, and nobody
/// knows which (B. Codenotti, S. De Rossi and M. Pagan, An experimental analysis of Lemke-Howson
/// algorithm, 2008): so label after label gets an allowance of pivots, most of them small ones.
/// A quarter of the labels as the unit was best of 1/8 to 2 times on uniform games of 100 and 200
/// actions, and within a factor of 2 of the best on covariant ones of 60.
Solution solve_one(const Game& any, const SolveOptions& options) {
    Run run(std::get<NormalForm<Rational>>(any), options);
    if (options.label) {
        expects(*options.label < run.labels(), "an action of either side");
        run.follow_to_its_end(*options.label);
        return std::move(run.solution);
    }
    const std::size_t unit = std::max<std::size_t>(1, run.labels() / 4);
    std::vector<std::size_t> tried(run.labels());
    for (std::size_t k = 0;; ++k) {
        const std::size_t label = k % run.labels();
        const std::size_t longest = unit * luby(k + 1);
        if (longest > longest_in_doubles) break;
        if (longest <= tried[label]) continue;
        tried[label] = longest;
        if (run.follow(label, longest) || run.solution.status != Status::complete) {
            return std::move(run.solution);
        }
    }
    run.follow_exactly(0);
    return std::move(run.solution);
}

Solution solve_all(const Game& any, const SolveOptions& options) {
    Run run(std::get<NormalForm<Rational>>(any), options);
    for (std::size_t label = 0; label < run.labels(); ++label) {
        if (!run.follow_to_its_end(label)) break;
        canonicalise(run.solution.equilibria);  // many paths end in the same one
    }
    return std::move(run.solution);
}

}  // namespace

constinit const Solver lemke_howson{
    .name = "lemke-howson",
    .summary = "one equilibrium of two players, at the end of a Lemke-Howson path",
    .accepts = "games in which at most two players have a choice, of any size",
    .guarantee = "one equilibrium, of degenerate games too",
    .cost = "usually O(m + n) pivots of O(m n), exponentially many in the worst case",
    .source =
        "C. Lemke and J. Howson, Equilibrium points of bimatrix games, J. SIAM 12 (1964), "
        "413-423",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve_one,
};

constinit const Solver lemke_howson_all{
    .name = "lemke-howson-all",
    .summary = "the equilibria at the ends of the Lemke-Howson paths of all actions",
    .accepts = "games in which at most two players have a choice, of any size",
    .guarantee = "at least one equilibrium; there may be others that no path from the origin finds",
    .cost = "m + n times that of lemke-howson",
    .source =
        "C. Lemke and J. Howson, Equilibrium points of bimatrix games, J. SIAM 12 (1964), "
        "413-423",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve_all,
};

}  // namespace entente
