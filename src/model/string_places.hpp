/// @file string_places.hpp
/// Where the characters of a TOML string stand in its file, through escapes and line ends.
#pragma once

#include "text/placed_text.hpp"

#include <string>
#include <string_view>

namespace entente {

/// @param raw the string in the file, with its quotes, starting at `where`.
/// @param content what it means.
PlacedText placed_string(std::string_view raw, std::string content, const SourceSpan& where);

}  // namespace entente
