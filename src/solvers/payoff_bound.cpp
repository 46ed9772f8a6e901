#include "solvers/payoff_bound.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double unit = 0x1p-51;  // relative error of a converted payoff, and of any step

/// The polytope's integers differ by so many times as much as the payoffs in the same column; 0 if
/// none differ.
double scale_of(const RationalMatrix& payoffs, const ResponsePolytope& polytope) {
    for (std::size_t j = 0; j < polytope.own_count(); ++j) {
        for (std::size_t b = 1; b < polytope.other_count(); ++b) {
            const Rational difference = payoffs(b, j) - payoffs(0, j);
            if (difference.is_zero()) continue;
            const Rational scaled = Rational(polytope.entry(b, j) - polytope.entry(0, j));
            return to_scalar<double>(Rational(scaled / difference));
        }
    }
    return 0;
}

}  // namespace

PayoffBound::PayoffBound(const RationalMatrix& payoffs, const ResponsePolytope& polytope)
    : polytope_(&polytope), scale_(scale_of(payoffs, polytope)) {
    for (std::size_t b = 0; b < polytope.other_count(); ++b) {
        for (std::size_t j = 0; j < polytope.own_count(); ++j) {
            payoffs_.push_back(to_scalar<double>(payoffs(b, j)));
        }
    }
}

/// What action b earns at most.
double PayoffBound::most_of(std::size_t b, LabelSet zeros) const {
    double most = -infinite;
    for (std::size_t j = 0; j < polytope_->own_count(); ++j) {
        if (is_zero(zeros, polytope_->own_label(j))) continue;
        most = std::max(most, at(b, j) + std::abs(at(b, j)) * unit);
    }
    return most;
}

/// Of the fixed best responses the one that earns least at most; none if none is fixed.
std::size_t PayoffBound::lowest_best(LabelSet zeros) const {
    std::size_t lowest = none;
    double least = 0;
    for (std::size_t b = 0; b < polytope_->other_count(); ++b) {
        if (!is_zero(zeros, polytope_->other_label(b))) continue;
        const double most = most_of(b, zeros);
        if (lowest == none || most < least) {
            lowest = b;
            least = most;
        }
    }
    return lowest;
}

double PayoffBound::rough(LabelSet zeros) const {
    const std::size_t lowest = lowest_best(zeros);
    if (lowest != none) return most_of(lowest, zeros);
    double most = -infinite;
    for (std::size_t b = 0; b < polytope_->other_count(); ++b) {
        most = std::max(most, most_of(b, zeros));
    }
    return most;
}

double PayoffBound::precise(LabelSet zeros, FloatFace face) const {
    const std::size_t n = polytope_->own_count();
    const std::size_t base = lowest_best(zeros);
    if (base == none) return rough(zeros);
    std::array<double, most_labels> memory;
    const std::span multipliers = std::span(memory).first(polytope_->other_count());
    face.maximise_mean(std::span(payoffs_).subspan(base * n, n), multipliers);

    double bound = -infinite;
    for (std::size_t j = 0; j < n; ++j) {
        if (is_zero(zeros, polytope_->own_label(j))) continue;
        double sum = at(base, j);
        double magnitude = std::abs(sum);
        for (std::size_t b = 0; b < polytope_->other_count(); ++b) {
            double w = multipliers[b] * scale_;
            if (w > 0 && !is_zero(zeros, polytope_->other_label(b))) w = 0;
            if (b == base || w == 0) continue;
            sum += w * (at(b, j) - at(base, j));
            magnitude += std::abs(w) * (std::abs(at(b, j)) + std::abs(at(base, j)));
        }
        const double error = magnitude * unit * static_cast<double>(polytope_->other_count() + 8);
        if (!(sum + error < infinite)) return rough(zeros);
        bound = std::max(bound, sum + error);
    }
    return std::min(bound, rough(zeros));
}

}  // namespace entente
