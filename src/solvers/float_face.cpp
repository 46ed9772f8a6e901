#include "solvers/float_face.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr std::uint8_t many = 64;  ///< ways to lower what is 0 already: branch on others first
constexpr std::size_t widest = most_labels + 8;

}  // namespace

FloatFace::FloatFace(const FloatPolytope& polytope, const DictionaryKernels& kernels,
                     Precision precision)
    : polytope_(&polytope),
      kernels_(&kernels),
      precision_(precision),
      rows_(polytope.exact().other_count()),
      stride_((polytope.exact().own_count() + 7) / 8 * 8),
      used_(polytope.exact().own_count()),
      active_(used_),
      cells_(rows_ * stride_ * (precision.wide ? 2 : 1)),
      values_(rows_ * (precision.wide ? 2 : 1)) {
    for (std::size_t b = 0; b < rows_; ++b) {
        std::copy_n(polytope.row_hi(b), used_, &cells_[b * stride_]);
        values_[b] = polytope.row_hi(b)[used_];
        if (precision.wide) {
            std::copy_n(polytope.row_lo(b), used_, &cells_[(rows_ + b) * stride_]);
        }
        const std::size_t label = polytope.exact().other_label(b);
        basic_[b] = static_cast<std::uint8_t>(label);
        place_[label] = static_cast<std::int16_t>(b);
    }
    for (std::size_t a = 0; a < used_; ++a) {
        const std::size_t label = polytope.exact().own_label(a);
        nonbasic_[a] = static_cast<std::uint8_t>(label);
        place_[label] = static_cast<std::int16_t>(-1 - static_cast<int>(a));
    }
}

DictionaryView FloatFace::view() {
    const bool wide = precision_.wide;
    return {{cells_.data(), wide ? cells_.data() + rows_ * stride_ : nullptr},
            {values_.data(), wide ? values_.data() + rows_ : nullptr},
            rows_,
            stride_,
            used_,
            active_};
}

Outlook FloatFace::outlook(std::size_t label) {
    using Kind = Outlook::Kind;
    const std::int16_t place = place_[label];
    if (place < 0) {
        const bool active = place != dropped && static_cast<std::size_t>(-1 - place) < active_;
        return active ? Outlook{Kind::possible, many} : Outlook{Kind::fixed, 0};
    }
    if (!scanned_) {
        kernels_->scan(view(), precision_.tolerance, below_.data(), nonzero_.data());
        scanned_ = true;
    }
    const auto row = static_cast<std::size_t>(place);
    if (values_[row] > precision_.tolerance) {
        return {below_[row] == 0 ? Kind::impossible : Kind::possible, below_[row]};
    }
    return {nonzero_[row] == 0 ? Kind::vanishes : Kind::possible, below_[row]};
}

/// With multipliers k >= 0 for the slacks s_b that are not fixed (any sign for those that are),
///
///     v - sum_b k_b s_b = z_m + sum_a z_a x_a
///
/// holds for every x, where z comes from the original rows. On the face the left side is at most v,
/// 0 <= x_a <= upper_a, and x_a = 0 for the own labels that are fixed, so v >= z_m + the sum of
/// the negative z_a * upper_a. The multipliers are those of the dictionary's row; they need not be
/// exact, because z is computed afresh with a bound on its rounding errors.
bool FloatFace::proves_positive(std::size_t label) {
    const ResponsePolytope& exact = polytope_->exact();
    const std::size_t m = exact.own_count();
    const auto row = static_cast<std::size_t>(place_[label]);

    std::array<std::uint32_t, widest> chosen;
    std::array<double, widest> factor_hi;
    std::array<double, widest> factor_lo;
    std::size_t count = 0;
    for (std::size_t c = 0; c < used_; ++c) {
        const double k = cell(row, c);
        if (is_own(nonbasic_[c]) || k == 0 || (c < active_ && k < 0)) continue;
        chosen[count] = static_cast<std::uint32_t>(nonbasic_[c] - exact.other_label(0));
        factor_hi[count] = -k;
        factor_lo[count++] = precision_.wide ? -cells_[(rows_ + row) * stride_ + c] : 0;
    }
    alignas(64) std::array<double, widest> z_hi{};
    alignas(64) std::array<double, widest> z_lo{};
    alignas(64) std::array<double, widest> magnitude{};
    if (is_own(label)) {
        z_hi[label - exact.own_label(0)] = 1;
    } else {
        const std::size_t b = label - exact.other_label(0);
        std::copy_n(polytope_->row_hi(b), m + 1, z_hi.begin());
        if (precision_.wide) std::copy_n(polytope_->row_lo(b), m + 1, z_lo.begin());
    }
    for (std::size_t a = 0; a <= m; ++a) magnitude[a] = std::abs(z_hi[a]);
    const Combination combination{polytope_->row_hi(0),
                                  polytope_->row_lo(0),
                                  polytope_->stride(),
                                  chosen.data(),
                                  {factor_hi.data(), factor_lo.data()},
                                  count};
    (precision_.wide ? kernels_->combine_wide : kernels_->combine)(
        combination, {z_hi.data(), z_lo.data()}, magnitude.data());

    // Each sum has at most `count` + 1 terms; the payoffs themselves carry one more error.
    const double error = static_cast<double>(count + 8) * precision_.unit;
    const auto least = [&](std::size_t a) {
        return z_hi[a] - std::abs(z_hi[a]) * 0x1p-50 - magnitude[a] * error;
    };
    double lost = 0;
    for (std::size_t a = 0; a < m; ++a) {
        if (place_[exact.own_label(a)] == dropped) continue;
        if (const double z = least(a); !(z >= 0)) lost -= z * polytope_->upper_bound(a);
    }
    constexpr double up = 1 + 0x1p-40;  // for the rounding of these last sums
    return least(m) > lost * up;
}

void FloatFace::pivot(std::size_t row, std::size_t column) {
    (precision_.wide ? kernels_->pivot_wide : kernels_->pivot)(view(), row, column);
    std::swap(basic_[row], nonbasic_[column]);
    place_[basic_[row]] = static_cast<std::int16_t>(row);
    place_[nonbasic_[column]] = static_cast<std::int16_t>(-1 - static_cast<int>(column));
    scanned_ = false;
}

void FloatFace::swap_columns(std::size_t one, std::size_t other) {
    if (one == other) return;
    for (std::size_t part = 0; part < (precision_.wide ? 2U : 1U); ++part) {
        double* cells = &cells_[part * rows_ * stride_];
        for (std::size_t r = 0; r < rows_; ++r, cells += stride_) {
            std::swap(cells[one], cells[other]);
        }
    }
    std::swap(nonbasic_[one], nonbasic_[other]);
    for (const std::size_t c : {one, other}) {
        if (place_[nonbasic_[c]] != dropped) {
            place_[nonbasic_[c]] = static_cast<std::int16_t>(-1 - static_cast<int>(c));
        }
    }
}

/// The nonbasic variable of this active column stays 0 from now on. The column of a slack is kept,
/// for it is needed in certificates; that of an own action is not.
void FloatFace::retire(std::size_t column) {
    const std::size_t label = nonbasic_[column];
    --active_;
    swap_columns(column, active_);
    if (is_own(label)) {
        place_[label] = dropped;
        --used_;
        swap_columns(active_, used_);
    }
    scanned_ = false;
}

/// A column that lowers the row's variable: the steepest, or the one of the smallest label.
std::size_t FloatFace::entering(std::size_t row, bool first) const {
    std::size_t best = none;
    for (std::size_t c = 0; c < active_; ++c) {
        if (!(cell(row, c) < -precision_.tolerance)) continue;
        if (best == none ||
            (first ? nonbasic_[c] < nonbasic_[best] : cell(row, c) < cell(row, best))) {
            best = c;
        }
    }
    return best;
}

/// The row that is the first to reach 0 when the column's variable grows. Of several, the
/// preferred one; otherwise that of the largest pivot, or of the smallest label.
std::size_t FloatFace::leaving(std::size_t column, std::size_t preferred, bool first) const {
    std::size_t best = none;
    double least = 0;
    for (std::size_t r = 0; r < rows_; ++r) {
        const double slope = cell(r, column);
        if (!(slope < -precision_.tolerance)) continue;
        const double distance = std::max(values_[r], 0.0) / -slope;
        const double slack = precision_.tolerance * 1e-3;
        bool better = best == none || distance < least - slack;
        if (!better && distance <= least + slack && best != preferred) {
            better =
                r == preferred || (first ? basic_[r] < basic_[best] : slope < cell(best, column));
        }
        if (better) {
            best = r;
            least = distance;
        }
    }
    return best;
}

std::size_t FloatFace::largest(std::size_t row) const {
    std::size_t best = none;
    for (std::size_t c = 0; c < active_; ++c) {
        const double size = std::abs(cell(row, c));
        if (size > precision_.tolerance && (best == none || size > std::abs(cell(row, best)))) {
            best = c;
        }
    }
    return best;
}

Fixing FloatFace::fix_zero(std::size_t label) {
    constexpr std::size_t steepest = 40;  // steps by the steepest column, then Bland's rule
    constexpr std::size_t longest = 400;
    for (std::size_t step = 0; step < longest; ++step) {
        const std::int16_t place = place_[label];
        if (place < 0) {
            const auto column = static_cast<std::size_t>(-1 - place);
            if (place != dropped && column < active_) retire(column);
            return Fixing::done;
        }
        const auto row = static_cast<std::size_t>(place);
        if (values_[row] <= precision_.tolerance) {
            const std::size_t column = largest(row);
            if (column == none) return Fixing::done;  // 0 on the whole face
            pivot(row, column);
            continue;
        }
        const std::size_t column = entering(row, step >= steepest);
        if (column == none) return proves_positive(label) ? Fixing::impossible : Fixing::unclear;
        const std::size_t leaver = leaving(column, row, step >= steepest);
        if (leaver == none) return Fixing::unclear;  // the polytope is bounded
        pivot(leaver, column);
    }
    return Fixing::unclear;
}

}  // namespace entente
