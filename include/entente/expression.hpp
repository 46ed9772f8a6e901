/// @file expression.hpp
/// Arithmetic over the names of a model, resolved and ready to be evaluated.
#pragma once

#include "entente/diagnostic.hpp"
#include "entente/scalar.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace entente {

/// A set of measures: bit m stands for measure m of the model. Models have at most 64 measures.
using MeasureSet = std::uint64_t;

enum class Operator : std::uint8_t {
    number,     ///< a literal
    parameter,  ///< index[0]: parameter
    level,      ///< index[0]: relation; its level, counted from 0
    in_force,   ///< index[0]: measure; 1 or 0
    play,       ///< index: interaction, player (among those of the interaction), action
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    logical_and,
    logical_or,
    logical_not,  // the first two stop at the first decisive operand
    minimum,
    maximum,      // one operand or more
    conditional,  // if(condition, then, else): evaluates one branch
};

/// Truth values are the numbers 1 and 0; any number but 0 counts as true.
struct ExpressionNode {
    Operator op = Operator::number;
    Rational number;                       ///< of Operator::number
    std::array<std::uint32_t, 3> index{};  ///< what a name refers to
    std::vector<std::uint32_t> operands;   ///< earlier positions in Expression::nodes
    SourceSpan where;

    bool operator==(const ExpressionNode&) const = default;
};

/// Nodes in an order in which operands come first; the last one is the whole.
/// Never empty: a default-constructed Expression is the number 0.
struct Expression {
    std::vector<ExpressionNode> nodes = {ExpressionNode{}};
    std::string text = "0";  ///< as its author wrote it
    SourceSpan where;

    bool operator==(const Expression&) const = default;
};

/// The expression that is this number.
Expression constant(const Rational& value);

/// What the names stand for. Spans must outlive the evaluation.
struct Valuation {
    std::span<const Rational> parameters;
    std::span<const std::uint8_t> levels;  ///< one per relation
    MeasureSet in_force = 0;
    /// Probability with which a player plays an action in the outcome of an interaction:
    /// (interaction, player among its players, action). Called only for Operator::play.
    std::function<Rational(std::uint32_t, std::uint32_t, std::uint32_t)> play;
};

/// Thrown by value(): the place inside the expression and what cannot be evaluated there.
class EvaluationError : public std::runtime_error {
public:
    explicit EvaluationError(Diagnostic diagnostic);
    const Diagnostic& diagnostic() const noexcept { return diagnostic_; }

private:
    Diagnostic diagnostic_;
};

/// The number. Exact, but for a power with a fractional exponent whose root is irrational:
/// that one is the nearest double.
/// @throws EvaluationError on division by zero, an undefined power, or numbers that grow
///         beyond what can be represented in about a million bits.
Rational value(const Expression& expression, const Valuation& valuation);

/// Everything the value can depend on, each list sorted and without repetition.
struct Dependencies {
    std::vector<std::uint32_t> parameters;
    std::vector<std::uint32_t> relations;
    MeasureSet measures = 0;
    std::vector<std::uint32_t> interactions;  ///< through play(); their own needs not included
};
Dependencies dependencies(const Expression& expression);

}  // namespace entente
