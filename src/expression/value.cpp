/// @file value.cpp
/// The exact value of an expression. The reader bounds how deep expressions are.
#include "entente/contract.hpp"
#include "entente/expression.hpp"

#include "expression/power.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

class Evaluator {
public:
    Evaluator(const Expression& expression, const Valuation& valuation)
        : nodes_(expression.nodes), valuation_(valuation) {}

    Rational at(std::size_t k) const {
        const ExpressionNode& node = nodes_[k];
        switch (node.op) {
            case Operator::number:
                return node.number;
            case Operator::parameter:
                expects(node.index[0] < valuation_.parameters.size(), "a value per parameter");
                return valuation_.parameters[node.index[0]];
            case Operator::level:
                expects(node.index[0] < valuation_.levels.size(), "a level per relation");
                return Rational(valuation_.levels[node.index[0]]);
            case Operator::in_force:
                return truth((valuation_.in_force >> node.index[0] & 1U) != 0);
            case Operator::play:
                expects(valuation_.play != nullptr, "a way to ask for play()");
                return valuation_.play(node.index[0], node.index[1], node.index[2]);
            case Operator::negate:
                return -operand(node, 0);
            case Operator::logical_not:
                return truth(operand(node, 0).is_zero());
            case Operator::logical_and:
                return truth(!operand(node, 0).is_zero() && !operand(node, 1).is_zero());
            case Operator::logical_or:
                return truth(!operand(node, 0).is_zero() || !operand(node, 1).is_zero());
            case Operator::conditional:
                return operand(node, operand(node, 0).is_zero() ? 2 : 1);
            case Operator::minimum:
            case Operator::maximum:
                return extreme(node);
            default:
                return binary(node, operand(node, 0), operand(node, 1));
        }
    }

private:
    static Rational truth(bool holds) { return Rational(holds ? 1 : 0); }
    Rational operand(const ExpressionNode& node, std::size_t k) const {
        return at(node.operands[k]);
    }

    [[noreturn]] static void fail(const ExpressionNode& node, std::string message) {
        throw EvaluationError({node.where, std::move(message), ""});
    }

    Rational extreme(const ExpressionNode& node) const {
        Rational best = operand(node, 0);
        for (std::size_t k = 1; k < node.operands.size(); ++k) {
            Rational next = operand(node, k);
            if (node.op == Operator::minimum ? next < best : next > best) best = std::move(next);
        }
        return best;
    }

    static Rational binary(const ExpressionNode& node, const Rational& a, const Rational& b) {
        switch (node.op) {
            case Operator::less:
                return truth(a < b);
            case Operator::less_equal:
                return truth(a <= b);
            case Operator::greater:
                return truth(a > b);
            case Operator::greater_equal:
                return truth(a >= b);
            case Operator::equal:
                return truth(a == b);
            case Operator::not_equal:
                return truth(a != b);
            default:
                return arithmetic(node, a, b);
        }
    }

    static Rational arithmetic(const ExpressionNode& node, const Rational& a, const Rational& b) {
        if (node.op == Operator::power) {
            auto raised = power(a, b);
            if (auto* reason = std::get_if<std::string>(&raised)) fail(node, std::move(*reason));
            return std::get<Rational>(std::move(raised));
        }
        if (bits(a) + bits(b) > max_bits)
            fail(node, "the numbers here are too large to be represented");
        if (node.op == Operator::add) return a + b;
        if (node.op == Operator::subtract) return a - b;
        if (node.op == Operator::multiply) return a * b;
        expects(node.op == Operator::divide, "a known operator");
        if (b.is_zero()) fail(node, "division by zero");
        return a / b;
    }

    std::span<const ExpressionNode> nodes_;
    const Valuation& valuation_;
};

}  // namespace

Rational value(const Expression& expression, const Valuation& valuation) {
    return Evaluator(expression, valuation).at(expression.nodes.size() - 1);
}

}  // namespace entente
