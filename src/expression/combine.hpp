/// @file combine.hpp
/// Expressions made of expressions.
#pragma once

#include "entente/expression.hpp"

namespace entente {

/// The two under one binary operator, standing where the left one stands.
Expression combined(Operator op, const Expression& left, const Expression& right);

}  // namespace entente
