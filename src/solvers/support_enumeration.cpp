/// @file support_enumeration.cpp
/// All extreme equilibria of a two-player game, from all square systems of equations.
///
/// The strategies x of a player together with the most v that the other can earn against them
/// form the polyhedron { x >= 0, sum x = 1, U x <= v }. At each of its vertices some set S of own
/// actions is played and v is earned by a set T of as many actions of the other, such that
///
///     x_a = 0 for a not in S,   row b of U x = v for b in T,   sum x = 1
///
/// has no other solution (Mangasarian; Kuhn); every solution of such a system with x >= 0 and
/// U x <= v is a vertex. Extreme equilibria are the pairs of vertices in which each side plays only
/// best responses to the other. Ties do not matter: a vertex with several such S and T is found
/// several times and kept once.
///
/// It shares nothing with vertex_enumeration but the elimination, so that the two check each other.
/// Source: O. Mangasarian, Equilibrium points of bimatrix games, J. SIAM 12 (1964), 778-780;
/// H. Kuhn, An algorithm for equilibrium points in bimatrix games, PNAS 47 (1961), 1657-1662.
#include "game/bimatrix.hpp"
#include "solvers/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace entente {
namespace {

constexpr double most_systems = 60000;  // each takes up to about 0.2 ms at 9 x 9

using Actions = std::vector<std::size_t>;

/// The number of pairs of equally large nonempty sets: C(m + n, m) - 1.
double system_count(const Bimatrix& sides) {
    const auto total = static_cast<double>(sides.actions(0) + sides.actions(1));
    const auto fewer = static_cast<double>(std::min(sides.actions(0), sides.actions(1)));
    double product = 1;
    for (double i = 1; i <= fewer && product < 1e18; ++i) product *= (total - fewer + i) / i;
    return product - 1;
}

std::optional<std::string> refusal(const Game& any) {
    const auto sides = as_bimatrix(std::get<NormalForm<Rational>>(any));
    if (!sides) return "more than two players have a choice";
    const double count = system_count(*sides);
    if (count > most_systems) {
        return fmt::format("{:.3g} systems of equations are too many (at most {})", count,
                           most_systems);
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return has_two_sides(std::get<NormalForm<Rational>>(any));
}

/// The next subset of {0, ..., count - 1} of the same size in lexicographic order; false after
/// the last.
bool advance(Actions& subset, std::size_t count) {
    for (std::size_t k = subset.size(); k-- > 0;) {
        if (subset[k] + (subset.size() - k) == count) continue;
        ++subset[k];
        for (std::size_t j = k + 1; j < subset.size(); ++j) subset[j] = subset[j - 1] + 1;
        return true;
    }
    return false;
}

Actions first_subset(std::size_t size) {
    Actions subset(size);
    for (std::size_t k = 0; k < size; ++k) subset[k] = k;
    return subset;
}

/// What each action of the other earns against x.
std::vector<Rational> earnings(const RationalMatrix& payoffs, const std::vector<Rational>& x) {
    std::vector<Rational> earned(payoffs.rows());
    for (std::size_t b = 0; b < payoffs.rows(); ++b) {
        for (std::size_t a = 0; a < x.size(); ++a) {
            if (!x[a].is_zero()) earned[b] += payoffs(b, a) * x[a];
        }
    }
    return earned;
}

/// The vertex at which `played` earns the other the same from all of `best`; nullopt if the
/// system has no or many solutions, or one outside the polyhedron.
std::optional<std::vector<Rational>> vertex(const RationalMatrix& payoffs, const Actions& played,
                                            const Actions& best) {
    const std::size_t size = played.size();
    RationalMatrix system(size + 1, size + 2);  // unknowns: x on `played`, then v
    for (std::size_t k = 0; k < size; ++k) {
        for (std::size_t c = 0; c < size; ++c) system(k, c) = payoffs(best[k], played[c]);
        system(k, size) = -1;
        system(size, k) = 1;
    }
    system(size, size + 1) = 1;
    const auto solution = unique_solution(system);
    if (!solution) return std::nullopt;
    std::vector<Rational> x(payoffs.columns());
    for (std::size_t k = 0; k < size; ++k) {
        if ((*solution)[k] < 0) return std::nullopt;
        x[played[k]] = (*solution)[k];
    }
    for (const Rational& earned : earnings(payoffs, x)) {
        if (earned > solution->back()) return std::nullopt;
    }
    return x;
}

/// A vertex in terms of who may meet it.
struct Strategy {
    std::vector<Rational> x;
    std::vector<bool> played;
    std::vector<bool> best;  ///< actions of the other that earn most against x
};

std::vector<Strategy> strategies(const Bimatrix& sides, std::size_t side,
                                 const SolveOptions& options, Solution& solution) {
    const RationalMatrix& payoffs = sides.payoffs[1 - side];
    std::map<std::vector<Rational>, Strategy> found;
    const std::size_t largest = std::min(payoffs.rows(), payoffs.columns());
    for (std::size_t size = 1; size <= largest; ++size) {
        for (Actions played = first_subset(size);;) {
            for (Actions best = first_subset(size);;) {
                if (!within(options, solution)) return {};
                ++solution.steps;
                if (auto x = vertex(payoffs, played, best))
                    found.try_emplace(*x, Strategy{*x, {}, {}});
                if (!advance(best, payoffs.rows())) break;
            }
            if (!advance(played, payoffs.columns())) break;
        }
    }
    std::vector<Strategy> list;
    for (auto& [x, strategy] : found) {
        const auto earned = earnings(payoffs, x);
        const Rational most = *std::ranges::max_element(earned);
        for (const Rational& probability : x) strategy.played.push_back(!probability.is_zero());
        for (const Rational& e : earned) strategy.best.push_back(e == most);
        list.push_back(std::move(strategy));
    }
    return list;
}

bool within_set(const std::vector<bool>& part, const std::vector<bool>& whole) {
    for (std::size_t k = 0; k < part.size(); ++k) {
        if (part[k] && !whole[k]) return false;
    }
    return true;
}

Solution solve(const Game& any, const SolveOptions& options) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    const Bimatrix sides = *as_bimatrix(game);
    Solution solution;
    const auto first = strategies(sides, 0, options, solution);
    const auto second = strategies(sides, 1, options, solution);
    if (solution.status != Status::complete) return solution;
    for (const Strategy& x : first) {
        for (const Strategy& y : second) {
            if (!within_set(x.played, y.best) || !within_set(y.played, x.best)) continue;
            if (!within(options, solution)) break;
            solution.equilibria.push_back({as_profile(game, sides, {x.x, y.x}), 0});
        }
    }
    canonicalise(solution.equilibria);
    return solution;
}

}  // namespace

constinit const Solver support_enumeration{
    .name = "support-enumeration",
    .summary = "all extreme equilibria of two players, one system of equations after the other",
    .accepts =
        "games in which at most two players have a choice, with few enough pairs of supports",
    .guarantee = "every extreme equilibrium, of degenerate games too",
    .cost = "time O(C(m+n, m) * min(m, n)^3), memory O(vertices), up to about 9 x 9 actions",
    .source = "O. Mangasarian, Equilibrium points of bimatrix games, J. SIAM 12 (1964), 778-780",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
