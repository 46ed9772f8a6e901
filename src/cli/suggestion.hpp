/// @file suggestion.hpp
/// What the user may have meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::cli {

/// `no <kind> is called "<word>"`, the nearest of the known names if one is near, and all of them.
std::string unknown_name(std::string_view kind, std::string_view word,
                         std::span<const std::string> known);

/// "; did you mean "<name>"?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace entente::cli
