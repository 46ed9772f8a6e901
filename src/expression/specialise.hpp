/// @file specialise.hpp
/// What is left of an expression once part of the world is known: partial evaluation.
#pragma once

#include "entente/expression.hpp"

#include <optional>
#include <set>
#include <vector>

namespace entente {

using ParameterSet = std::set<std::uint32_t>;

/// What is known before any state is looked at.
struct Known {
    std::span<const Rational> parameters;
    std::vector<ParameterSet> origins;  ///< per parameter: itself and what it is computed from
    MeasureSet possible = 0;            ///< measures outside are never in force
    std::vector<std::optional<std::uint8_t>> levels;  ///< of relations that do not move
};

struct Specialised {
    Expression expression;    ///< equal in every state that agrees with what is known
    ParameterSet parameters;  ///< with other values of these it might be another one
};

/// Whether it is the number 0 as it stands.
bool is_zero(const Expression& expression);

/// Folds what is known. A product with a known zero is zero, unless the other factor could
/// fail; the branch not taken is dropped. What fails to evaluate is left to fail when it is asked
/// for. Text and places stay. Linear in the expression.
Specialised specialised(const Expression& expression, const Known& known);

}  // namespace entente
