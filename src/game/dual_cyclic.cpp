#include "game/dual_cyclic.hpp"

#include "entente/contract.hpp"

#include <utility>
#include <vector>

namespace entente {
namespace {

/// The polytope { z : mu_k . z <= 1, k = 1 ... 2d }, with the mu_k on the moment curve at
/// t = 1 - 2d, 3 - 2d, ..., 2d - 1 and moved so that their mean is 0.
RationalMatrix curve_points(std::size_t d) {
    const std::size_t count = 2 * d;
    RationalMatrix points(count, d);
    for (std::size_t k = 0; k < count; ++k) {
        const Rational t = static_cast<long>(2 * k + 1) - static_cast<long>(count);
        Rational power = 1;
        for (std::size_t c = 0; c < d; ++c) points(k, c) = power *= t;
    }
    for (std::size_t c = 0; c < d; ++c) {
        Rational mean = 0;
        for (std::size_t k = 0; k < count; ++k) mean += points(k, c);
        mean /= count;
        for (std::size_t k = 0; k < count; ++k) points(k, c) -= mean;
    }
    return points;
}

/// The rows C of { x >= 0, C x <= 1 }, the same polytope in coordinates in which the facets of
/// `origin` are x_1 = 0, ..., x_d = 0; row j of C is facet others[j].
///
/// With M the rows mu_k of the origin's facets, x = 1 - M z, so z = M^-1 (1 - x), and the slack of
/// another facet mu is 1 - mu M^-1 1 + mu M^-1 x. With w solving w M = mu, that is
/// (1 - sum w) + w x; the constant is positive because the origin's vertex is simple.
RationalMatrix rows_at(const RationalMatrix& points, const std::vector<std::size_t>& origin,
                       const std::vector<std::size_t>& others) {
    const std::size_t d = points.columns();
    RationalMatrix rows(d, d);
    for (std::size_t j = 0; j < d; ++j) {
        RationalMatrix system(d, d + 1);
        for (std::size_t r = 0; r < d; ++r) {
            for (std::size_t k = 0; k < d; ++k) system(r, k) = points(origin[k], r);
            system(r, d) = points(others[j], r);
        }
        const auto w = unique_solution(system);
        expects(w.has_value(), "points of the moment curve are in general position");
        Rational constant = 1;
        for (const Rational& x : *w) constant -= x;
        for (std::size_t k = 0; k < d; ++k) rows(j, k) = -(*w)[k] / constant;
    }
    return rows;
}

/// Exchanges neighbours from `first` on: (first, first + 1), (first + 2, first + 3), ...
void exchange_pairs(std::vector<std::size_t>& facets, std::size_t first, std::size_t last) {
    for (std::size_t k = first; k + 1 < last; k += 2) std::swap(facets[k], facets[k + 1]);
}

}  // namespace

std::array<RationalMatrix, 2> dual_cyclic_payoffs(std::size_t size, CyclicLabels labels) {
    expects(size > 0 && size % 2 == 0, "dual cyclic games have an even number of actions");
    const RationalMatrix points = curve_points(size);
    std::vector<std::size_t> low(size);
    std::vector<std::size_t> high(size);
    for (std::size_t k = 0; k < size; ++k) {
        low[k] = k;
        high[k] = size + k;
    }
    // Player 0's own action k is facet low[k] of its polytope, and the other's action k is facet
    // high[k]. In player 1's polytope both are permuted.
    std::vector<std::size_t> other_low = low;
    std::vector<std::size_t> other_high = high;
    exchange_pairs(other_high, 0, size);
    exchange_pairs(other_low, labels == CyclicLabels::many_equilibria ? 0 : 1, size);
    // Rows of a side's polytope are the payoffs of the other side.
    return {rows_at(points, other_high, other_low), rows_at(points, low, high)};
}

}  // namespace entente
