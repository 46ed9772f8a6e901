#include "linear/dictionary.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace entente {

template <Scalar S>
void Dictionary<S>::pivot(std::size_t row, std::size_t column) {
    const std::size_t width = nonbasic.size();
    S* const top = &cells[row * stride];
    const S inverse = 1 / top[column];
    const S negative = -inverse;
    for (std::size_t c = 0; c < width; ++c) top[c] *= negative;
    top[column] = inverse;
    const S value = values[row] * negative;
    for (std::size_t r = 0; r < values.size(); ++r) {
        S* const other = &cells[r * stride];
        const S factor = other[column];
        if (r == row || factor == 0) continue;
        other[column] = 0;
        for (std::size_t c = 0; c < width; ++c) {
            // A test for 0 saves more than it costs in rationals, and less in doubles.
            if constexpr (!std::is_same_v<S, double>) {
                if (top[c].is_zero()) continue;
            }
            other[c] += factor * top[c];
        }
        values[r] += factor * value;
    }
    values[row] = value;
    std::swap(basic[row], nonbasic[column]);
}

template <Scalar S>
std::vector<S> negative_cells(const RationalMatrix& payoffs) {
    Rational least = payoffs(0, 0);
    Rational most = least;
    for (std::size_t r = 0; r < payoffs.rows(); ++r) {
        for (std::size_t c = 0; c < payoffs.columns(); ++c) {
            least = std::min(least, payoffs(r, c));
            most = std::max(most, payoffs(r, c));
        }
    }
    const Rational range = most == least ? Rational(1) : Rational(most - least);
    std::vector<S> cells;
    cells.reserve(payoffs.rows() * payoffs.columns());
    for (std::size_t r = 0; r < payoffs.rows(); ++r) {
        for (std::size_t c = 0; c < payoffs.columns(); ++c) {
            cells.push_back(to_scalar<S>(Rational((least - payoffs(r, c)) / range - 1)));
        }
    }
    return cells;
}

void move_apart(std::vector<double>& values, std::size_t count, double most, std::uint64_t seed) {
    std::uint64_t state = seed;
    for (std::size_t r = 0; r < count; ++r) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        values[r] += most * static_cast<double>(state >> 11) * 0x1p-53;
    }
}

template struct Dictionary<double>;
template struct Dictionary<Rational>;
template std::vector<double> negative_cells<double>(const RationalMatrix&);
template std::vector<Rational> negative_cells<Rational>(const RationalMatrix&);

}  // namespace entente
