#include "solvers/float_face.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

}  // namespace

/// The sum of weight_a x_a over basic own actions, at the current vertex.
double FloatFace::at_vertex(std::span<const double> weights) const {
    const ResponsePolytope& exact = polytope_->exact();
    double sum = 0;
    for (std::size_t r = 0; r < rows_; ++r) {
        if (is_own(basic_[r])) sum += weights[basic_[r] - exact.own_label(0)] * values_[r];
    }
    return sum;
}

/// What each column adds to the sum of weight_a x_a.
void FloatFace::slopes(std::span<const double> weights, std::span<double> slope) const {
    const ResponsePolytope& exact = polytope_->exact();
    for (std::size_t c = 0; c < used_; ++c) {
        slope[c] = is_own(nonbasic_[c]) ? weights[nonbasic_[c] - exact.own_label(0)] : 0;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
        if (!is_own(basic_[r])) continue;
        const double weight = weights[basic_[r] - exact.own_label(0)];
        for (std::size_t c = 0; c < used_; ++c) slope[c] += weight * cell(r, c);
    }
}

/// The simplex method for a quotient of linear functions: where T is its value at a vertex, the
/// mean can grow if and only if the sum of (gain_a - T) x_a can (B. Martos, Hyperbolic
/// programming, Naval Research Logistics Quarterly 11, 1964).
void FloatFace::maximise_mean(std::span<const double> gain, std::span<double> multipliers) {
    constexpr int most_pivots = 60;
    const ResponsePolytope& exact = polytope_->exact();
    std::array<double, most_labels> ones{};
    std::array<double, most_labels> weights{};
    std::array<double, most_labels> slope{};
    for (std::size_t a = 0; a < gain.size(); ++a) ones[a] = polytope_->unit(a);
    for (int pivots = 0;; ++pivots) {
        for (std::size_t a = 0; a < gain.size(); ++a) weights[a] = gain[a] * ones[a];
        const double mean = at_vertex(weights) / at_vertex(ones);
        double largest = 0;
        for (std::size_t a = 0; a < gain.size(); ++a) {
            weights[a] -= mean * ones[a];
            largest = std::max(largest, std::abs(weights[a]));
        }
        slopes(weights, slope);
        std::size_t column = 0;
        for (std::size_t c = 1; c < active_; ++c) {
            if (slope[c] > slope[column]) column = c;
        }
        const bool better = active_ > 0 && slope[column] > 1e-9 * largest;
        if (!better || pivots == most_pivots) break;
        const std::size_t row = leaving(column, none, false);
        if (row == none) break;
        pivot(row, column);
    }
    std::ranges::fill(multipliers, 0.0);
    for (std::size_t c = 0; c < used_; ++c) {
        if (is_own(nonbasic_[c]) || (c < active_ && slope[c] > 0)) continue;
        const std::size_t b = nonbasic_[c] - exact.other_label(0);
        multipliers[b] = slope[c] * polytope_->row_hi(b)[exact.own_count()];
    }
}

}  // namespace entente
