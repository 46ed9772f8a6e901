/// @file power.hpp
/// Powers of rational numbers, exact wherever the answer is rational.
#pragma once

#include "entente/scalar.hpp"

#include <cstddef>
#include <string>
#include <variant>

namespace entente {

/// Bits of numerator and denominator together.
std::size_t bits(const Rational& x);

/// Numbers beyond this size are refused.
constexpr std::size_t max_bits = 1'000'000;

/// base ^ exponent, or the reason why there is no such number. 0^0 is 1. Where the root is
/// irrational, the nearest double.
std::variant<Rational, std::string> power(const Rational& base, const Rational& exponent);

}  // namespace entente
