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

ExactFace::ExactFace(const ResponsePolytope& polytope) {
    at_.stride = polytope.own_count();
    at_.values.resize(polytope.other_count(), 1);
    for (std::size_t b = 0; b < polytope.other_count(); ++b) {
        for (std::size_t a = 0; a < at_.stride; ++a) at_.cells.emplace_back(-polytope.entry(b, a));
        at_.basic.push_back(polytope.other_label(b));
        place_[at_.basic[b]] = static_cast<std::int16_t>(b);
    }
    for (std::size_t a = 0; a < at_.stride; ++a) {
        at_.nonbasic.push_back(polytope.own_label(a));
        place_[at_.nonbasic[a]] = column_place(a);
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
    for (std::size_t c = 0; c < at_.nonbasic.size(); ++c) {
        if (at_.cell(row, c) < 0) ++below;
        all_zero = all_zero && at_.cell(row, c).is_zero();
    }
    if (at_.values[row] > 0) return {below == 0 ? Kind::impossible : Kind::possible, below};
    return {all_zero ? Kind::vanishes : Kind::possible, below};
}

void ExactFace::pivot(std::size_t row, std::size_t column) {
    at_.pivot(row, column);
    place_[at_.basic[row]] = static_cast<std::int16_t>(row);
    place_[at_.nonbasic[column]] = column_place(column);
}

void ExactFace::retire(std::size_t column) {
    const std::size_t last = at_.nonbasic.size() - 1;
    place_[at_.nonbasic[last]] = column_place(column);
    place_[at_.nonbasic[column]] = retired;
    at_.nonbasic[column] = at_.nonbasic[last];
    at_.nonbasic.pop_back();
    for (std::size_t r = 0; r < at_.basic.size(); ++r) at_.cell(r, column) = at_.cell(r, last);
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
        const bool at_zero = at_.values[row].is_zero();
        std::size_t column = none;
        for (std::size_t c = 0; c < at_.nonbasic.size(); ++c) {
            const bool qualifies = at_zero ? !at_.cell(row, c).is_zero() : at_.cell(row, c) < 0;
            if (qualifies && (column == none || at_.nonbasic[c] < at_.nonbasic[column])) column = c;
        }
        if (column == none) return at_zero ? Fixing::done : Fixing::impossible;
        std::size_t leaver = row;
        if (!at_zero) {
            Rational least = -at_.values[row] / at_.cell(row, column);
            for (std::size_t r = 0; r < at_.basic.size(); ++r) {
                if (at_.cell(r, column) >= 0) continue;
                const Rational distance = -at_.values[r] / at_.cell(r, column);
                const bool tie =
                    distance == least && leaver != row && at_.basic[r] < at_.basic[leaver];
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
