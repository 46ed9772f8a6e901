/// @file numbers.hpp
/// Numbers as people like to read them, and as programs do.
#pragma once

#include <string>
#include <utility>

namespace entente {

/// The shortest text that reads back as the same double; "" for what is not finite.
std::string exact_text(double x);

/// About four significant digits, without trailing zeros: "1.35", "0.0042", "12350".
std::string short_text(double x);

/// The same with a sign in any case: "+1.35", "0", "-2".
std::string signed_text(double x);

/// Two different numbers never look the same: as many digits as it takes, at least four.
std::pair<std::string, std::string> distinct_texts(double x, double y);

/// A probability: "100 %" and "0 %" only for 1 and 0 themselves, up to rounding errors.
std::string percent(double probability);

}  // namespace entente
