/// @file scalar.hpp
/// The two number types of the project and how text becomes an exact number.
#pragma once

#include <boost/multiprecision/gmp.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

/// Exact integers and exact numbers. Expression templates are off, so `auto x = a + b;` is a
/// number and not a reference to two temporaries.
using Integer =
    boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::number<boost::multiprecision::gmp_rational,
                                               boost::multiprecision::et_off>;

/// What a game may be solved over. Two types and no third: each template is
/// compiled once for each, at the foot of its .cpp file.
template <class S>
concept Scalar = std::same_as<S, double> || std::same_as<S, Rational>;

/// x as an S: itself, or the nearest double (infinite beyond the range of double).
template <Scalar S>
S to_scalar(const Rational& x) {
    return x.convert_to<S>();
}

/// The number that the whole text spells: "3", "-2/7", "0.1" (one tenth, exactly), "1.5e-3".
/// Signs and scientific notation are accepted, white space is not.
/// nullopt for anything else, for a zero denominator, and for an exponent beyond +-10000,
/// which would need memory out of proportion to the text.
std::optional<Rational> parse_rational(std::string_view text);

/// "p/q" in lowest terms, or "p" for a whole number.
std::string to_text(const Rational& x);

}  // namespace entente
