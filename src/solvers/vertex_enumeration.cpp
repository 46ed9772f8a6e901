/// @file vertex_enumeration.cpp
/// All extreme equilibria of a two-player game, from all vertices of both best-response polytopes.
///
/// With the payoffs U of the other player shifted so that they are positive, which changes nothing,
/// the strategies x of a player, scaled by the other's best payoff, are the points of
///
///     { x >= 0, U x <= 1 }.
///
/// A point has the label of each own action that is not played (x_a = 0) and of each action of the
/// other that is a best response (row b of U x equals 1). Extreme equilibria are the pairs of
/// vertices, other than the origin, that have all labels between them; this needs no assumption
/// of nondegeneracy.
///
/// Slow and plain on purpose: the tests hold the faster solvers against it.
/// Source: B. von Stengel, Computing equilibria for two-person games, Handbook of Game Theory 3
/// (2002), section 2.
#include "game/bimatrix.hpp"
#include "linear/double_description.hpp"
#include "solvers/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace entente {
namespace {

constexpr double most_vertices = 5000;  // seconds, not minutes: the cuts are cubic in them

/// McMullen's bound on the vertices of a polytope of that dimension with that many facets.
double vertex_bound(std::size_t dimension, std::size_t facets) {
    const auto binomial = [](std::size_t n, std::size_t k) {
        double product = 1;
        for (std::size_t i = 1; i <= k && product < 1e18; ++i) {
            product *= static_cast<double>(n - k + i) / static_cast<double>(i);
        }
        return product;
    };
    const std::size_t other = facets - dimension;
    return binomial(facets - (dimension + 1) / 2, other) +
           binomial(facets - (dimension + 2) / 2, other);
}

std::optional<std::string> refusal(const Game& any) {
    const auto sides = as_bimatrix(std::get<NormalForm<Rational>>(any));
    if (!sides) return "more than two players have a choice";
    const std::size_t labels = sides->actions(0) + sides->actions(1);
    const double bound =
        std::max(vertex_bound(sides->actions(0), labels), vertex_bound(sides->actions(1), labels));
    if (labels > most_facets || bound > most_vertices) {
        return fmt::format(
            "a game with {} x {} actions may have too many vertices (at most {} can be handled)",
            sides->actions(0), sides->actions(1), most_vertices);
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return has_two_sides(std::get<NormalForm<Rational>>(any));
}

/// The inequalities U x <= t as integers.
std::vector<Halfspace> inequalities(const RationalMatrix& payoffs) {
    std::vector<std::vector<Rational>> rows(payoffs.rows(), {Rational(1)});
    for (std::size_t a = 0; a < payoffs.columns(); ++a) {
        Rational least = payoffs(0, a);
        for (std::size_t b = 1; b < payoffs.rows(); ++b) least = std::min(least, payoffs(b, a));
        // A constant for each own action of this side makes no difference to the other's choice.
        for (std::size_t b = 0; b < payoffs.rows(); ++b) {
            rows[b].push_back(least - payoffs(b, a) - 1);
        }
    }
    std::vector<Halfspace> halfspaces;
    for (const auto& row : rows) halfspaces.push_back({primitive_integers(row), false});
    return halfspaces;
}

/// A vertex in terms of who may meet it. Bits: actions of side 0, then of side 1.
struct Vertex {
    std::vector<Rational> strategy;
    Facets labels;
};

std::vector<Rational> strategy(const Ray& ray) {
    Integer sum = 0;
    for (std::size_t k = 1; k < ray.point.size(); ++k) sum += ray.point[k];
    std::vector<Rational> probabilities;
    if (sum.is_zero()) return probabilities;
    for (std::size_t k = 1; k < ray.point.size(); ++k) {
        probabilities.emplace_back(ray.point[k], sum);
    }
    return probabilities;
}

/// The vertices of the polytope of this side, the origin left out; fewer if stopped.
std::vector<Vertex> vertices(const Bimatrix& sides, std::size_t side, const SolveOptions& options,
                             Solution& solution) {
    const std::size_t own = sides.actions(side);
    const std::size_t other = sides.actions(1 - side);
    const auto go_on = [&] { return within(options, solution) && ++solution.steps > 0; };
    std::vector<Vertex> list;
    for (const Ray& ray : extreme_rays(own, inequalities(sides.payoffs[1 - side]), go_on)) {
        Vertex vertex{strategy(ray), {}};
        if (vertex.strategy.empty()) continue;
        for (std::size_t k = 0; k < own + other; ++k) {
            vertex.labels.set(side == 0 ? k : (k + other) % (own + other), ray.tight[k]);
        }
        list.push_back(std::move(vertex));
    }
    return list;
}

Solution solve(const Game& any, const SolveOptions& options) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    const Bimatrix sides = *as_bimatrix(game);
    Solution solution;
    const auto first = vertices(sides, 0, options, solution);
    const auto second = vertices(sides, 1, options, solution);
    if (solution.status != Status::complete) return solution;  // rays of a half-cut cone

    const std::size_t all = sides.actions(0) + sides.actions(1);
    for (const Vertex& x : first) {
        if (!within(options, solution)) break;
        ++solution.steps;
        for (const Vertex& y : second) {
            if ((x.labels | y.labels).count() < all) continue;
            if (!within(options, solution)) break;
            solution.equilibria.push_back({as_profile(game, sides, {x.strategy, y.strategy}), 0});
        }
    }
    canonicalise(solution.equilibria);
    return solution;
}

}  // namespace

constinit const Solver vertex_enumeration{
    .name = "vertex-enumeration",
    .summary = "all extreme equilibria of two players, from the vertices of both polytopes",
    .accepts =
        "games in which at most two players have a choice, with few enough vertices of their "
        "polytopes",
    .guarantee = "every extreme equilibrium, of degenerate games too",
    .cost = "time O(V^3) and memory O(V) for V vertices, up to about 10 x 10 actions",
    .source =
        "B. von Stengel, Computing equilibria for two-person games, Handbook of Game Theory "
        "3 (2002), 1723-1759",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
