/// @file amounts.hpp
/// Large numbers as a person would say them.
#pragma once

#include <string>

namespace entente {

/// Bytes in the largest unit of which there is one, with three digits: "64 KiB", "954 MiB",
/// "8.3 GiB". @pre bytes >= 0
std::string bytes_text(double bytes);

/// A count with all its digits below ten million, then "16.8 million", "4.29 billion", "1.2
/// trillion", "2.63 x 10^35". @pre count >= 0
std::string large_count_text(double count);

/// "5 s", "3 min", "2.5 hours", "12 days", "40 years". @pre seconds >= 0
std::string seconds_text(double seconds);

}  // namespace entente
