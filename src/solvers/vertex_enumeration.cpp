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
/// of nondegeneracy. Vertices come from the double description method on integers: start with an
/// orthant, cut with one inequality after the other, join adjacent rays across each cut.
///
/// Slow and plain on purpose: the tests hold the faster solvers against it.
/// Source: B. von Stengel, Computing equilibria for two-person games, Handbook of Game Theory 3
/// (2002), section 2; K. Fukuda and A. Prodon, Double description method revisited (1996).
#include "game/bimatrix.hpp"
#include "solvers/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t most_labels = 255;
constexpr double most_vertices = 5000;  // seconds, not minutes: the cuts are quadratic in them

/// Bit a for action a of side 0, then those of side 1; the last bit belongs to "at infinity".
using Labels = std::bitset<most_labels + 1>;

struct Ray {
    std::vector<Integer> point;  ///< (t, x): the vertex x / t, without a common factor
    Labels labels;               ///< of the inequalities that hold as equations
};

/// McMullen's bound on the vertices of a polytope of that dimension with that many facets.
double vertex_bound(std::size_t dimension, std::size_t facets) {
    const auto binomial = [](double n, double k) {
        double product = 1;
        for (double i = 1; i <= k && product < 1e18; ++i) product *= (n - k + i) / i;
        return product;
    };
    const auto d = static_cast<double>(dimension);
    const auto f = static_cast<double>(facets);
    const auto half = [](double x) { return static_cast<double>(static_cast<long>(x / 2)); };
    return binomial(f - half(d + 1), f - d) + binomial(f - half(d + 2), f - d);
}

std::optional<std::string> refusal(const Game& any) {
    const auto sides = as_bimatrix(std::get<NormalForm<Rational>>(any));
    if (!sides) return "more than two players have a choice";
    const std::size_t labels = sides->actions(0) + sides->actions(1);
    const double bound =
        std::max(vertex_bound(sides->actions(0), labels), vertex_bound(sides->actions(1), labels));
    if (labels > most_labels || bound > most_vertices) {
        return fmt::format(
            "a game with {} x {} actions may have too many vertices (at most {} can be handled)",
            sides->actions(0), sides->actions(1), most_vertices);
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return has_two_sides(std::get<NormalForm<Rational>>(any));
}

/// Row b of (1, -U) as integers: not negative at (t, x) if and only if action b of the other
/// side earns at most t against x.
std::vector<std::vector<Integer>> inequalities(const RationalMatrix& payoffs) {
    std::vector<std::vector<Rational>> rows(payoffs.rows(), {Rational(1)});
    for (std::size_t a = 0; a < payoffs.columns(); ++a) {
        Rational least = payoffs(0, a);
        for (std::size_t b = 1; b < payoffs.rows(); ++b) least = std::min(least, payoffs(b, a));
        // A constant for each own action of this side makes no difference to the other's choice.
        for (std::size_t b = 0; b < payoffs.rows(); ++b) {
            rows[b].push_back(least - payoffs(b, a) - 1);
        }
    }
    std::vector<std::vector<Integer>> integers;
    for (const auto& row : rows) integers.push_back(primitive_integers(row));
    return integers;
}

Integer value(const std::vector<Integer>& row, const std::vector<Integer>& point) {
    Integer sum = 0;
    for (std::size_t k = 0; k < row.size(); ++k) sum += row[k] * point[k];
    return sum;
}

/// Where the segment between a ray inside and one outside meets the cut.
Ray between(const Ray& inside, const Integer& above, const Ray& outside, const Integer& below) {
    Ray ray{inside.point, inside.labels & outside.labels};
    Integer divisor = 0;
    for (std::size_t k = 0; k < ray.point.size(); ++k) {
        ray.point[k] = above * outside.point[k] - below * inside.point[k];
        divisor = gcd(divisor, ray.point[k]);
    }
    for (Integer& x : ray.point) x /= divisor;
    return ray;
}

/// Two rays span an edge if and only if no third one lies on all the facets that they share.
bool adjacent(const std::vector<Ray>& rays, std::size_t one, std::size_t other,
              std::size_t dimension) {
    const Labels common = rays[one].labels & rays[other].labels;
    if (common.count() + 1 < dimension) return false;
    for (std::size_t k = 0; k < rays.size(); ++k) {
        if (k != one && k != other && (common & ~rays[k].labels).none()) return false;
    }
    return true;
}

std::vector<Ray> cut(const std::vector<Ray>& rays, const std::vector<Integer>& row,
                     std::size_t label, std::size_t dimension) {
    std::vector<Integer> values;
    for (const Ray& ray : rays) values.push_back(value(row, ray.point));
    std::vector<Ray> kept;
    for (std::size_t k = 0; k < rays.size(); ++k) {
        if (values[k] < 0) continue;
        kept.push_back(rays[k]);
        if (values[k].is_zero()) kept.back().labels.set(label);
    }
    for (std::size_t in = 0; in < rays.size(); ++in) {
        if (values[in] <= 0) continue;
        for (std::size_t out = 0; out < rays.size(); ++out) {
            if (values[out] >= 0 || !adjacent(rays, in, out, dimension)) continue;
            kept.push_back(between(rays[in], values[in], rays[out], values[out]));
            kept.back().labels.set(label);
        }
    }
    return kept;
}

/// The vertices of the polytope of this side, the origin left out; fewer if stopped.
std::vector<Ray> vertices(const Bimatrix& sides, std::size_t side, const SolveOptions& options,
                          Solution& solution) {
    const std::size_t dimension = sides.actions(side);
    const std::size_t own = side == 0 ? 0 : sides.actions(0);
    const std::size_t other = side == 0 ? sides.actions(0) : 0;
    std::vector<Ray> rays(dimension + 1);
    for (std::size_t k = 0; k <= dimension; ++k) {
        rays[k].point.resize(dimension + 1);
        rays[k].point[k] = 1;
        for (std::size_t a = 0; a < dimension; ++a) rays[k].labels.set(own + a, a + 1 != k);
        rays[k].labels.set(most_labels, k != 0);
    }
    const auto rows = inequalities(sides.payoffs[1 - side]);
    for (std::size_t b = 0; b < rows.size() && within(options, solution); ++b) {
        ++solution.steps;
        rays = cut(rays, rows[b], other + b, dimension);
    }
    std::erase_if(rays, [](const Ray& ray) {
        return std::all_of(ray.point.begin() + 1, ray.point.end(),
                           [](const Integer& x) { return x.is_zero(); });
    });
    return rays;
}

std::vector<Rational> strategy(const Ray& vertex) {
    Integer sum = 0;
    for (std::size_t k = 1; k < vertex.point.size(); ++k) sum += vertex.point[k];
    std::vector<Rational> probabilities;
    for (std::size_t k = 1; k < vertex.point.size(); ++k) {
        probabilities.emplace_back(vertex.point[k], sum);
    }
    return probabilities;
}

Solution solve(const Game& any, const SolveOptions& options) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    const Bimatrix sides = *as_bimatrix(game);
    Solution solution;
    const auto first = vertices(sides, 0, options, solution);
    const auto second = vertices(sides, 1, options, solution);
    if (solution.status != Status::complete) return solution;  // rays of a half-cut cone

    const std::size_t all = sides.actions(0) + sides.actions(1);
    for (const Ray& x : first) {
        if (!within(options, solution)) break;
        ++solution.steps;
        for (const Ray& y : second) {
            Labels labels = x.labels | y.labels;
            labels.reset(most_labels);
            if (labels.count() < all) continue;
            if (!within(options, solution)) break;
            solution.equilibria.push_back({as_profile(game, sides, {strategy(x), strategy(y)}), 0});
        }
    }
    canonicalise(solution.equilibria);
    return solution;
}

}  // namespace

constinit const Solver vertex_enumeration{
    .name = "vertex-enumeration",
    .summary = "all extreme equilibria of two players, from the vertices of both polytopes",
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
