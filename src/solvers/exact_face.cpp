#include "solvers/exact_face.hpp"

#include <limits>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr std::int16_t retired = -1000;
constexpr std::uint8_t many = 64;

std::int16_t column_place(std::size_t column) {
    return static_cast<std::int16_t>(-1 - static_cast<int>(column));
}

}  // namespace

ExactFace::ExactFace(const ResponsePolytope& polytope)
    : cells_(polytope.other_count(), polytope.own_count()), values_(polytope.other_count(), 1) {
    for (std::size_t b = 0; b < cells_.rows(); ++b) {
        for (std::size_t a = 0; a < cells_.columns(); ++a) cells_(b, a) = -polytope.entry(b, a);
        basic_.push_back(polytope.other_label(b));
        place_[basic_[b]] = static_cast<std::int16_t>(b);
    }
    for (std::size_t a = 0; a < cells_.columns(); ++a) {
        nonbasic_.push_back(polytope.own_label(a));
        place_[nonbasic_[a]] = column_place(a);
    }
}

Outlook ExactFace::outlook(std::size_t label) const {
    using Kind = Outlook::Kind;
    const std::int16_t place = place_[label];
    if (place == retired) return {Kind::fixed, 0};
    if (place < 0) return {Kind::possible, many};
    const auto row = static_cast<std::size_t>(place);
    std::uint8_t below = 0;
    bool all_zero = true;
    for (std::size_t c = 0; c < nonbasic_.size(); ++c) {
        if (cells_(row, c) < 0) ++below;
        all_zero = all_zero && cells_(row, c).is_zero();
    }
    if (values_[row] > 0) return {below == 0 ? Kind::impossible : Kind::possible, below};
    return {all_zero ? Kind::vanishes : Kind::possible, below};
}

void ExactFace::pivot(std::size_t row, std::size_t column) {
    const Rational inverse = 1 / cells_(row, column);
    for (std::size_t c = 0; c < nonbasic_.size(); ++c) {
        if (!cells_(row, c).is_zero()) cells_(row, c) *= -inverse;
    }
    cells_(row, column) = inverse;
    values_[row] *= -inverse;
    for (std::size_t r = 0; r < basic_.size(); ++r) {
        const Rational factor = cells_(r, column);
        if (r == row || factor.is_zero()) continue;
        cells_(r, column) = 0;
        for (std::size_t c = 0; c < nonbasic_.size(); ++c) {
            if (!cells_(row, c).is_zero()) cells_(r, c) += factor * cells_(row, c);
        }
        values_[r] += factor * values_[row];
    }
    std::swap(basic_[row], nonbasic_[column]);
    place_[basic_[row]] = static_cast<std::int16_t>(row);
    place_[nonbasic_[column]] = column_place(column);
}

void ExactFace::retire(std::size_t column) {
    const std::size_t last = nonbasic_.size() - 1;
    place_[nonbasic_[last]] = column_place(column);
    place_[nonbasic_[column]] = retired;
    nonbasic_[column] = nonbasic_[last];
    nonbasic_.pop_back();
    for (std::size_t r = 0; r < basic_.size(); ++r) cells_(r, column) = cells_(r, last);
}

/// Bland's rule, which cannot cycle (R. Bland, Mathematics of Operations Research 2, 1977): of the
/// columns and rows that qualify, the one of the smallest label; but the label itself leaves as
/// soon as it may.
Fixing ExactFace::fix_zero(std::size_t label) {
    for (;;) {
        const std::int16_t place = place_[label];
        if (place == retired) return Fixing::done;
        if (place < 0) {
            retire(static_cast<std::size_t>(-1 - place));
            return Fixing::done;
        }
        const auto row = static_cast<std::size_t>(place);
        const bool at_zero = values_[row].is_zero();
        std::size_t column = none;
        for (std::size_t c = 0; c < nonbasic_.size(); ++c) {
            const bool qualifies = at_zero ? !cells_(row, c).is_zero() : cells_(row, c) < 0;
            if (qualifies && (column == none || nonbasic_[c] < nonbasic_[column])) column = c;
        }
        if (column == none) return at_zero ? Fixing::done : Fixing::impossible;
        std::size_t leaver = row;
        if (!at_zero) {
            Rational least = -values_[row] / cells_(row, column);
            for (std::size_t r = 0; r < basic_.size(); ++r) {
                if (cells_(r, column) >= 0) continue;
                const Rational distance = -values_[r] / cells_(r, column);
                const bool tie = distance == least && leaver != row && basic_[r] < basic_[leaver];
                if (distance < least || tie) {
                    least = distance;
                    leaver = r;
                }
            }
        }
        pivot(leaver, column);
    }
}

}  // namespace entente
