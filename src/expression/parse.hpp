/// @file parse.hpp
/// From the text of an expression to an Expression with every name resolved.
#pragma once

#include "entente/expression.hpp"

#include "expression/names.hpp"
#include "text/faults.hpp"
#include "text/placed_text.hpp"

#include <optional>
#include <string>

namespace entente {

/// Where an expression stands, which decides what it may mention.
struct ExpressionPlace {
    std::string what;                       ///< "the discount factor", for messages
    bool state = false;                     ///< level(), in_force() and play() are allowed
    std::optional<std::uint32_t> relation;  ///< whose level a bare `level` is
};

/// nullopt after a fault, which goes to `faults`.
///
///     or         = and { "or" and }             comparison = sum [ "<" sum ]   (no chains)
///     and        = not { "and" not }            sum        = product { "+" product }
///     not        = "not" not | comparison       product    = sign { "*" sign }
///     sign       = "-" sign | power             power      = primary [ "^" sign ]
///     primary    = number | name | function "(" or, ... ")" | "(" or ")"
std::optional<Expression> parse_expression(const PlacedText& text, const Names& names,
                                           const ExpressionPlace& place, Faults& faults);

}  // namespace entente
