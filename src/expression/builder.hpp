/// @file builder.hpp
/// The growing list of nodes of one expression, and what its names stand for.
#pragma once

#include "expression/lexer.hpp"
#include "expression/parse.hpp"

#include <utility>
#include <vector>

namespace entente {

/// Each function adds one node and returns its position. A name that means nothing is reported
/// and stands as the number 0, so that the rest of the expression is still checked.
class ExpressionBuilder {
public:
    ExpressionBuilder(const PlacedText& text, const Names& names, const ExpressionPlace& place,
                      Faults& faults)
        : text_(text), names_(names), place_(place), faults_(faults) {
        made_.nodes.clear();
    }

    std::uint32_t number(const Token& token);
    std::uint32_t name(const Token& token);
    std::uint32_t level_name(const Token& token);
    std::uint32_t unary(Operator op, std::uint32_t operand, const SourceSpan& sign);
    std::uint32_t binary(Operator op, std::uint32_t left, std::uint32_t right);
    std::uint32_t node(Operator op, std::vector<std::uint32_t> operands, const SourceSpan& where);

    /// level(r), in_force(m) or play(g, p, a), with the whole call's place.
    std::uint32_t state(const Token& function, const std::vector<Token>& arguments,
                        const SourceSpan& where);

    /// Reports the names that stayed without meaning; false if there were any.
    bool finish();

    /// Whether evaluation would nest further than the stack is good for.
    bool too_deep() const;

    /// The expression, whose root is the node added last.
    Expression take();

private:
    SourceSpan where(const Token& token) const { return text_.span(token.first, token.length); }
    bool state_allowed(const Token& function);
    void compare_levels(std::uint32_t left, std::uint32_t right);
    std::uint32_t level(const std::vector<Token>& arguments, const SourceSpan& where);
    std::uint32_t in_force(const std::vector<Token>& arguments, const SourceSpan& where);
    std::uint32_t play(const std::vector<Token>& arguments, const SourceSpan& where);
    void report(const Token& token) const;

    const PlacedText& text_;
    const Names& names_;
    const ExpressionPlace& place_;
    Faults& faults_;
    Expression made_;
    std::vector<std::uint32_t> depths_;
    /// Names that may be those of levels, until a comparison with level() says so.
    std::vector<std::pair<std::uint32_t, Token>> open_;
};

}  // namespace entente
