/// @file numbers.hpp
/// Numbers as people like to read them, and as programs do.
#pragma once

#include "entente/scalar.hpp"

#include <string>
#include <utility>

namespace entente {

/// The shortest text that reads back as the same double; "" for what is not finite.
std::string exact_text(double x);

/// As many significant digits, three unless told, without trailing zeros: "1.35", "0.0042",
/// "1235". The inputs are judgements: more digits would pretend to know more than is known.
std::string short_text(double x, int digits = 3);

/// So many digits of an exact number of any size, which is shown as 0 only if it is 0: "0.3333",
/// "1.235e-310", "1e+400".
std::string rounded_text(const Rational& x, int digits);

/// The same as short_text with a sign in any case: "+1.35", "0", "-2".
std::string signed_text(double x);

/// Two different numbers never look the same: as many digits as it takes, at least three. What
/// differs by less than 1e-9 of its size is taken for the same.
std::pair<std::string, std::string> distinct_texts(double x, double y);

/// A number and one across a threshold from it, where rounding must not bring the second back over
/// the threshold: it is rounded away from the first, unless it is as good as round.
std::pair<std::string, std::string> crossing_texts(double from, double to);

/// Four decimals without idle zeros, or as many as tell it from 1: "0.62", "0.9999906".
std::string discount_text(double factor);

/// "1 year", "2.5 years".
std::string count_text(double count, const std::string& unit);

/// A probability: "100 %" and "0 %" only for 1 and 0 themselves, up to rounding errors.
std::string percent(double probability);

}  // namespace entente
