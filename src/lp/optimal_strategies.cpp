/// @file optimal_strategies.cpp
/// All optimal strategies of a zero-sum game, as the vertices of two polytopes.
#include "entente/contract.hpp"
#include "entente/zero_sum.hpp"

#include "game/bimatrix.hpp"
#include "linear/double_description.hpp"
#include "linear/fraction_free.hpp"
#include "lp/matrix_game.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace entente {
namespace {

/// One side of a solved game: its strategies x earn x U >= value against every action of the other.
struct Side {
    const RationalMatrix& payoffs;  ///< own actions in rows
    const Rational& value;
    const std::vector<Rational>& own;    ///< one optimal strategy
    const std::vector<Rational>& other;  ///< one of the other side
};

/// The optimal strategies are those that play only best responses to `other` and earn exactly the
/// value where `other` is played (complementary slackness), and no less elsewhere. The equations
/// leave a few own probabilities free, on which the rest depends linearly:
///
///     x[played[k]] = sum over f of dependence(k, f) * x[played[free[f]]]
struct OptimalFace {
    std::vector<std::size_t> played;  ///< own actions that may be played
    std::vector<std::size_t> free;    ///< positions in `played`
    RationalMatrix dependence;        ///< played x free
};

std::vector<std::size_t> best_responses(const Side& side) {
    std::vector<std::size_t> best;
    for (std::size_t a = 0; a < side.payoffs.rows(); ++a) {
        Rational earned = 0;
        for (std::size_t b = 0; b < side.other.size(); ++b) {
            if (!side.other[b].is_zero()) earned += side.payoffs(a, b) * side.other[b];
        }
        if (earned == side.value) best.push_back(a);
    }
    return best;
}

/// A row for each action that the other side plays, a column for each own action that may be.
RationalMatrix equations_of(const Side& side, const std::vector<std::size_t>& played) {
    std::vector<std::size_t> met;
    for (std::size_t b = 0; b < side.other.size(); ++b) {
        if (!side.other[b].is_zero()) met.push_back(b);
    }
    RationalMatrix equations(met.size(), played.size());
    for (std::size_t r = 0; r < met.size(); ++r) {
        for (std::size_t k = 0; k < played.size(); ++k) {
            equations(r, k) = side.payoffs(played[k], met[r]) - side.value;
        }
    }
    return equations;
}

/// Proves, in most games in which it is so, that only multiples of one strategy solve the
/// equations: their rank is at least that modulo a prime.
bool is_unique(const RationalMatrix& equations) {
    std::vector<Integer> integers;
    std::vector<Rational> row(equations.columns());
    for (std::size_t r = 0; r < equations.rows(); ++r) {
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = equations(r, k);
        std::ranges::move(primitive_integers(row), std::back_inserter(integers));
    }
    return rank_modulo_prime(integers, equations.columns()) + 1 == equations.columns();
}

OptimalFace optimal_face(RationalMatrix equations, std::vector<std::size_t> played) {
    const auto pivots = reduce(equations);
    std::vector<std::size_t> free;
    for (std::size_t k = 0; k < played.size(); ++k) {
        if (std::ranges::find(pivots, k) == pivots.end()) free.push_back(k);
    }
    RationalMatrix dependence(played.size(), free.size());
    for (std::size_t f = 0; f < free.size(); ++f) {
        dependence(free[f], f) = 1;
        for (std::size_t r = 0; r < pivots.size(); ++r) {
            dependence(pivots[r], f) = -equations(r, free[f]);
        }
    }
    return {std::move(played), std::move(free), std::move(dependence)};
}

/// The inequalities on the free probabilities: x >= 0 where it depends on them, then what is
/// earned against each action of the other, less the value.
std::vector<Halfspace> inequalities(const Side& side, const OptimalFace& face) {
    std::vector<Halfspace> halfspaces;
    const std::size_t count = face.free.size();
    std::vector<Rational> row(count);
    for (std::size_t k = 0; k < face.played.size(); ++k) {
        if (std::ranges::find(face.free, k) != face.free.end()) continue;
        for (std::size_t f = 0; f < count; ++f) row[f] = face.dependence(k, f);
        halfspaces.push_back({primitive_integers(row), false});
    }
    for (std::size_t b = 0; b < side.other.size(); ++b) {
        if (!side.other[b].is_zero()) continue;
        for (std::size_t f = 0; f < count; ++f) {
            row[f] = 0;
            for (std::size_t k = 0; k < face.played.size(); ++k) {
                row[f] += face.dependence(k, f) * (side.payoffs(face.played[k], b) - side.value);
            }
        }
        halfspaces.push_back({primitive_integers(row), false});
    }
    return halfspaces;
}

bool holds(const Halfspace& half, const std::vector<Integer>& point) {
    return std::inner_product(point.begin(), point.end(), half.row.begin(), Integer(0)) >= 0;
}

std::vector<Rational> strategy(const Side& side, const OptimalFace& face,
                               const std::vector<Integer>& point) {
    std::vector<Rational> x(side.payoffs.rows());
    Rational sum = 0;
    for (std::size_t k = 0; k < face.played.size(); ++k) {
        Rational& probability = x[face.played[k]];
        for (std::size_t f = 0; f < point.size(); ++f) {
            probability += face.dependence(k, f) * point[f];
        }
        sum += probability;
    }
    for (Rational& probability : x) probability /= sum;
    return x;
}

/// The vertices of a side's optimal strategies in the canonical order. Most inequalities follow
/// from others, so only those are used that some point found without them violates.
/// @return false if it was stopped, or there are too many inequalities.
bool find_vertices(const Side& side, std::vector<std::vector<Rational>>& vertices,
                   const std::function<bool()>& go_on) {
    vertices = {side.own};
    std::vector<std::size_t> played = best_responses(side);
    RationalMatrix equations = equations_of(side, played);
    if (is_unique(equations)) return true;
    const OptimalFace face = optimal_face(std::move(equations), std::move(played));
    const std::vector<Halfspace> all = inequalities(side, face);
    std::vector<Halfspace> used;
    std::vector<Ray> rays;
    for (bool violated = true; violated;) {
        if (face.free.size() + used.size() > most_facets || !go_on()) return false;
        rays = extreme_rays(face.free.size() - 1, used, go_on);
        violated = false;
        for (const Ray& ray : rays) {
            const auto broken = std::ranges::find_if(
                all, [&](const Halfspace& half) { return !holds(half, ray.point); });
            if (broken == all.end()) continue;
            used.push_back(*broken);
            violated = true;
            break;
        }
    }
    if (!go_on()) return false;
    vertices.clear();
    for (const Ray& ray : rays) vertices.push_back(strategy(side, face, ray.point));
    std::ranges::sort(
        vertices, [](const auto& one, const auto& other) { return comes_before({one}, {other}); });
    return true;
}

}  // namespace

std::optional<Rational> constant_sum(const NormalForm<Rational>& game) {
    std::optional<Rational> sum;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        Rational together = 0;
        for (std::size_t i = 0; i < game.players().size(); ++i) together += game.payoffs(i)[p];
        if (sum && *sum != together) return std::nullopt;
        sum = std::move(together);
    }
    return sum;
}

std::optional<OptimalStrategies> optimal_strategies(const NormalForm<Rational>& game,
                                                    const std::stop_token& stop) {
    const auto sides = as_bimatrix(game);
    if (!sides) return std::nullopt;
    const auto sum = sum_of_sides(*sides);
    if (!sum) return std::nullopt;
    const std::function<bool()> go_on = [&stop] { return !stop.stop_requested(); };
    const auto solved = solve_matrix_game(sides->payoffs[0], go_on);
    if (!solved) return std::nullopt;
    OptimalStrategies optimal{
        sides->players, {solved->value, Rational(*sum - solved->value)}, {}, solved->pivots, true};
    const Side first{sides->payoffs[0], optimal.values[0], solved->row, solved->column};
    const Side second{sides->payoffs[1], optimal.values[1], solved->column, solved->row};
    optimal.complete = find_vertices(first, optimal.vertices[0], go_on);
    if (optimal.complete) {
        optimal.complete = find_vertices(second, optimal.vertices[1], go_on);
    } else {
        optimal.vertices[1] = {solved->column};
    }
    return optimal;
}

}  // namespace entente
