/// @file json.hpp
/// JSON text that people can read too.
#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace entente {

/// A number, or null for what JSON cannot say: NaN and the infinities.
boost::json::value json_number(double x);
boost::json::value json_number(const std::optional<double>& x);

/// The text, with U+FFFD for each byte that is no UTF-8.
std::string valid_utf8(std::string_view text);

boost::json::value json_string(std::string_view text);

/// Two blanks a level; what fits a line stays on it. Doubles in the shortest form that reads
/// back as the same number. Ends with a newline.
std::string json_text(const boost::json::value& value);

}  // namespace entente
