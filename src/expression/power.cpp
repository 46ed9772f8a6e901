#include "expression/power.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cmath>
#include <limits>
#include <optional>

namespace entente {
namespace {

std::size_t bit_length(const Integer& x) {
    return mpz_sizeinbase(x.backend().data(), 2);
}

std::variant<Rational, std::string> whole_power(const Rational& base, const Integer& exponent) {
    const Integer size = abs(exponent);
    const Integer grown = size * static_cast<unsigned long>(bits(base) - 2);  // 1 takes a bit
    if (grown > max_bits) return "the power is too large a number to be represented";
    if (size > std::numeric_limits<unsigned>::max()) {  // the base is 1 or -1
        return Rational(base < 0 && bit_test(size, 0) ? -1 : 1);
    }
    const auto n = size.convert_to<unsigned>();
    const Rational raised(pow(numerator(base), n), pow(denominator(base), n));
    return exponent < 0 ? Rational(1 / raised) : raised;
}

/// The n-th root of x > 0 if that is a whole number.
std::optional<Integer> exact_root(const Integer& x, unsigned long n) {
    Integer root;
    if (mpz_root(root.backend().data(), x.backend().data(), n) == 0) return std::nullopt;
    return root;
}

std::optional<Rational> exact_root(const Rational& x, const Integer& n) {
    if (n > max_bits) {  // only 1 has such roots
        return x == 1 ? std::optional(x) : std::nullopt;
    }
    const auto degree = n.convert_to<unsigned long>();
    const auto top = exact_root(numerator(x), degree);
    const auto bottom = exact_root(denominator(x), degree);
    if (!top || !bottom) return std::nullopt;
    return Rational(*top, *bottom);
}

std::variant<Rational, std::string> nearest_power(const Rational& base, const Rational& exponent) {
    using Long = boost::multiprecision::cpp_bin_float_100;
    const Long b = Long(numerator(base)) / Long(denominator(base));
    const Long e = Long(numerator(exponent)) / Long(denominator(exponent));
    const Long power = exp(e * log(b));
    const double nearest = power.convert_to<double>();
    if (!std::isfinite(nearest)) return "the power is too large a number to be represented";
    return Rational(nearest);
}

}  // namespace

std::size_t bits(const Rational& x) {
    return bit_length(numerator(x)) + bit_length(denominator(x));
}

std::variant<Rational, std::string> power(const Rational& base, const Rational& exponent) {
    if (exponent.is_zero()) return Rational(1);
    if (base.is_zero()) {
        if (exponent < 0) return "0 to a negative power is undefined";
        return Rational(0);
    }
    const Integer degree = denominator(exponent);
    if (degree == 1) return whole_power(base, numerator(exponent));
    if (base < 0) return "a fractional power of a negative number is undefined";
    if (const auto root = exact_root(base, degree)) return whole_power(*root, numerator(exponent));
    return nearest_power(base, exponent);
}

}  // namespace entente
