/// @file claims.hpp
/// What must hold of the numbers of a model, checked once all parameters are known.
#pragma once

#include "model/reading.hpp"

#include <span>

namespace entente {

/// "what must be at least 1": held against the nominal value, unless that depends on the state.
void claim_at_least(const Expression& number, const Rational& least, std::string_view what,
                    Reading& reading);
void claim_probability(const Expression& number, std::string_view what, Reading& reading);
void claim_discount(const Expression& number, Reading& reading);
void claim_positive_whole(const Expression& number, std::string_view what, Reading& reading);

/// `left` op `right`, else `message` at the place of `left`.
void claim(const Expression& left, Operator op, const Expression& right, std::string message,
           Reading& reading);

/// Evaluates everything that does not depend on the state: parameters, their distributions and
/// whatever else, and reports what has no value or breaks a claim. Parameters in `replaced`
/// may leave their range.
void check_numbers(Reading& reading, std::span<const std::size_t> replaced);

}  // namespace entente
