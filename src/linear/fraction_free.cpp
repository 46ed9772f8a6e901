#include "linear/fraction_free.hpp"

#include <algorithm>

namespace entente {

std::uint64_t inverse_modulo_prime(std::uint64_t x) {
    std::uint64_t result = 1;
    for (std::uint64_t exponent = prime - 2; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1) result = result * x % prime;
        x = x * x % prime;
    }
    return result;
}

Elimination solve_in_words(std::vector<std::int64_t>& m, std::size_t k,
                           std::vector<std::int64_t>& x) {
    const std::size_t width = k + 1;
    // a * b - c * d, divided by e without remainder.
    bool fits = true;
    const auto step_value = [&fits](std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d,
                                    std::int64_t e) {
        std::int64_t one = 0;
        std::int64_t other = 0;
        std::int64_t difference = 0;
        fits = !__builtin_mul_overflow(a, b, &one) && !__builtin_mul_overflow(c, d, &other) &&
               !__builtin_sub_overflow(one, other, &difference) && fits;
        return e == 1 ? difference : difference / e;
    };
    std::int64_t previous = 1;
    for (std::size_t step = 0; step < k; ++step) {
        std::size_t pivot = step;
        while (pivot < k && m[pivot * width + step] == 0) ++pivot;
        if (pivot == k) return Elimination::singular;
        if (pivot != step) {
            std::swap_ranges(&m[pivot * width], &m[pivot * width] + width, &m[step * width]);
        }
        const std::int64_t* const top = &m[step * width];
        for (std::size_t r = step + 1; r < k; ++r) {
            std::int64_t* const row = &m[r * width];
            const std::int64_t factor = row[step];
            if (factor == 0 && top[step] == previous) continue;
            for (std::size_t c = step + 1; c < width; ++c) {
                row[c] = step_value(top[step], row[c], factor, top[c], previous);
            }
        }
        if (!fits) return Elimination::too_large;
        previous = top[step];
    }
    x.assign(k + 1, 0);
    const std::int64_t determinant = previous;
    for (std::size_t r = k; r-- > 0;) {
        std::int64_t sum = 0;
        fits = !__builtin_mul_overflow(determinant, m[r * width + k], &sum) && fits;
        for (std::size_t c = r + 1; c < k; ++c) {
            std::int64_t term = 0;
            fits = !__builtin_mul_overflow(m[r * width + c], x[c], &term) &&
                   !__builtin_sub_overflow(sum, term, &sum) && fits;
        }
        x[r] = sum / m[r * width + r];
    }
    if (!fits) return Elimination::too_large;
    x[k] = determinant;
    if (determinant < 0) {
        for (std::int64_t& value : x) value = -value;
    }
    return Elimination::solved;
}

namespace {

auto raw(Integer& value) {
    return value.backend().data();
}

auto raw(const Integer& value) {
    return value.backend().data();
}

/// One step of Bareiss for one row, from the column after the pivot's on; that of the pivot is left
/// as it is.
void eliminate(Integer* row, const Integer* top, std::size_t column, std::size_t width,
               const Integer& previous) {
    for (std::size_t c = column + 1; c < width; ++c) {
        mpz_mul(raw(row[c]), raw(row[c]), raw(top[column]));
        mpz_submul(raw(row[c]), raw(row[column]), raw(top[c]));
        if (previous != 1) mpz_divexact(raw(row[c]), raw(row[c]), raw(previous));
    }
}

}  // namespace

Elimination solve_in_integers(std::vector<Integer>& m, std::size_t rows, std::size_t k,
                              std::vector<Integer>& x) {
    const std::size_t width = k + 1;
    Integer previous = 1;
    for (std::size_t step = 0; step < k; ++step) {
        std::size_t pivot = step;
        while (pivot < rows && m[pivot * width + step].is_zero()) ++pivot;
        if (pivot == rows) return Elimination::singular;
        for (std::size_t c = 0; pivot != step && c < width; ++c) {
            m[pivot * width + c].swap(m[step * width + c]);
        }
        for (std::size_t r = step + 1; r < rows; ++r) {
            eliminate(&m[r * width], &m[step * width], step, width, previous);
        }
        previous = m[step * width + step];
    }
    for (std::size_t r = k; r < rows; ++r) {
        if (!m[r * width + k].is_zero()) return Elimination::singular;
    }
    x.resize(k + 1);
    for (std::size_t r = k; r-- > 0;) {
        mpz_mul(raw(x[r]), raw(previous), raw(m[r * width + k]));
        for (std::size_t c = r + 1; c < k; ++c) {
            mpz_submul(raw(x[r]), raw(m[r * width + c]), raw(x[c]));
        }
        mpz_divexact(raw(x[r]), raw(x[r]), raw(m[r * width + r]));
    }
    mpz_set(raw(x[k]), raw(previous));
    if (previous < 0) {
        for (std::size_t c = 0; c <= k; ++c) mpz_neg(raw(x[c]), raw(x[c]));
    }
    return Elimination::solved;
}

std::size_t rank_modulo_prime(const std::vector<Integer>& matrix, std::size_t columns) {
    std::vector<std::uint64_t> m;
    m.reserve(matrix.size());
    for (const Integer& x : matrix) m.push_back(mpz_fdiv_ui(x.backend().data(), prime));
    const std::size_t rows = matrix.size() / columns;
    std::size_t rank = 0;
    for (std::size_t column = 0; column < columns && rank < rows; ++column) {
        std::size_t pivot = rank;
        while (pivot < rows && m[pivot * columns + column] == 0) ++pivot;
        if (pivot == rows) continue;
        std::uint64_t* const top = &m[rank * columns];
        if (pivot != rank) std::swap_ranges(top, top + columns, &m[pivot * columns]);
        const std::uint64_t inverse = inverse_modulo_prime(top[column]);
        for (std::size_t r = rank + 1; r < rows; ++r) {
            std::uint64_t* const row = &m[r * columns];
            const std::uint64_t factor = (prime - row[column]) * inverse % prime;
            if (factor == 0) continue;
            for (std::size_t c = column; c < columns; ++c) {
                row[c] = (row[c] + factor * top[c]) % prime;
            }
        }
        ++rank;
    }
    return rank;
}

bool last_row_depends(std::vector<Integer>& m, std::size_t columns) {
    const std::size_t last = m.size() / columns - 1;
    Integer previous = 1;
    std::size_t top = 0;
    for (std::size_t column = 0; column < columns; ++column) {
        std::size_t pivot = top;
        while (pivot < last && m[pivot * columns + column].is_zero()) ++pivot;
        if (pivot == last) {
            if (!m[last * columns + column].is_zero()) return false;
            continue;
        }
        if (pivot != top) {
            std::swap_ranges(&m[pivot * columns], &m[pivot * columns] + columns, &m[top * columns]);
        }
        for (std::size_t r = top + 1; r <= last; ++r) {
            eliminate(&m[r * columns], &m[top * columns], column, columns, previous);
        }
        previous = m[top * columns + column];
        ++top;
    }
    return true;
}

}  // namespace entente
