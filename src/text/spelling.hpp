/// @file spelling.hpp
/// What somebody probably meant by a misspelt name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entente {

/// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours
/// away from `name`, if those are few for its length; the first such one.
/// Time O(candidates * length^2), with long lists and long names left out.
std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates);

/// The hint for an unknown name: "did you mean "x"?", else what there is, if that is short.
std::string suggestion(std::string_view name, std::span<const std::string> candidates);

/// "x", in double quotes, shortened in the middle if very long, control characters left out.
std::string in_quotes(std::string_view name);

/// The text with blanks for control characters but ends of lines: names in a file must not move the
/// reader's cursor.
std::string printable(std::string text);

/// ""a", "b" and "c"".
std::string listed(std::span<const std::string> names, std::string_view last = "and");

}  // namespace entente
