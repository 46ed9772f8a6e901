#include "entente/contract.hpp"

#include "solvers/float_face.hpp"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

constexpr std::size_t lanes = 8;

/// Both parts of x * 2^exponent: |x * 2^exponent - hi - lo| is below 2^-105 of it.
struct Parts {
    double hi = 0;
    double lo = 0;
};

double two_to(double factor, long exponent) {
    return std::ldexp(factor, static_cast<int>(std::clamp(exponent, -5000L, 5000L)));
}

double scaled(const Integer& x, long exponent) {
    long own = 0;
    const double mantissa = mpz_get_d_2exp(&own, x.backend().data());
    return two_to(mantissa, own + exponent);
}

Parts parts(const Integer& x, long exponent) {
    Parts result{scaled(x, exponent), 0};
    // mpz_get_d_2exp truncates to 53 bits, so that the rest is what the lower bits are worth.
    const auto bits = static_cast<long>(msb(x)) + 1;
    if (bits > 53) {
        const Integer top = x >> static_cast<unsigned>(bits - 53);
        result.lo = scaled(x - (top << static_cast<unsigned>(bits - 53)), exponent);
    }
    return result;
}

}  // namespace

/// Exponents that bring the geometric mean of each row and column near 1, by turns.
void FloatPolytope::balance(std::vector<long>& row_exponents,
                            std::vector<long>& column_exponents) const {
    const std::size_t m = exact_->own_count();
    const std::size_t n = exact_->other_count();
    std::vector<long> size(n * m);
    for (std::size_t b = 0; b < n; ++b) {
        for (std::size_t a = 0; a < m; ++a) {
            size[b * m + a] = static_cast<long>(msb(exact_->entry(b, a)));
        }
    }
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t b = 0; b < n; ++b) {
            long sum = 0;
            for (std::size_t a = 0; a < m; ++a) sum += size[b * m + a] + column_exponents[a];
            row_exponents[b] = -sum / static_cast<long>(m);
        }
        for (std::size_t a = 0; a < m; ++a) {
            long sum = 0;
            for (std::size_t b = 0; b < n; ++b) sum += size[b * m + a] + row_exponents[b];
            column_exponents[a] = -sum / static_cast<long>(n);
        }
    }
}

FloatPolytope::FloatPolytope(const ResponsePolytope& exact)
    : exact_(&exact),
      stride_((exact.own_count() + 1 + lanes - 1) / lanes * lanes),
      hi_(exact.other_count() * stride_),
      lo_(exact.other_count() * stride_),
      upper_(exact.own_count(), HUGE_VAL) {
    const std::size_t m = exact.own_count();
    std::vector<long> row_exponents(exact.other_count());
    std::vector<long> column_exponents(m);
    balance(row_exponents, column_exponents);
    // A common factor of all columns puts the bounds near 1.
    long mean = 0;
    for (const long e : row_exponents) mean += e;
    mean /= static_cast<long>(row_exponents.size());

    for (const long e : column_exponents) units_.push_back(two_to(1, e + mean));
    constexpr double smallest = 1e-250;
    constexpr double largest = 1e250;
    for (std::size_t b = 0; b < exact.other_count(); ++b) {
        for (std::size_t a = 0; a < m; ++a) {
            const auto [hi, lo] = parts(exact.entry(b, a), row_exponents[b] + column_exponents[a]);
            hi_[b * stride_ + a] = -hi;
            lo_[b * stride_ + a] = -lo;
            representable_ = representable_ && hi > smallest && hi < largest;
        }
        const double bound = two_to(1, row_exponents[b] - mean);
        hi_[b * stride_ + m] = bound;
        representable_ = representable_ && bound > smallest && bound < largest;
        for (std::size_t a = 0; a < m; ++a) {
            constexpr double up = 1 + 0x1p-50;
            upper_[a] = std::min(upper_[a], bound / -hi_[b * stride_ + a] * up);
        }
    }
}

}  // namespace entente
