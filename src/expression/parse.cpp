/// @file parse.cpp
/// Recursive descent with operator precedence, emitting nodes as it goes.
#include "expression/parse.hpp"

#include "expression/builder.hpp"
#include "expression/lexer.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t max_tokens = 20000;
constexpr int max_nesting = 200;  // of parentheses, signs and functions: each takes stack

/// How tightly binary operators bind; comparisons do not chain, the rest associates to the left.
struct Binary {
    std::string_view text;
    Operator op;
    int binding;
};
constexpr int binding_or = 1, binding_and = 2, binding_not = 3, binding_comparison = 4,
              binding_sum = 5, binding_product = 6;
constexpr std::array<Binary, 12> binaries{{
    {"or", Operator::logical_or, binding_or},
    {"and", Operator::logical_and, binding_and},
    {"<", Operator::less, binding_comparison},
    {"<=", Operator::less_equal, binding_comparison},
    {">", Operator::greater, binding_comparison},
    {">=", Operator::greater_equal, binding_comparison},
    {"==", Operator::equal, binding_comparison},
    {"!=", Operator::not_equal, binding_comparison},
    {"+", Operator::add, binding_sum},
    {"-", Operator::subtract, binding_sum},
    {"*", Operator::multiply, binding_product},
    {"/", Operator::divide, binding_product},
}};

const Binary* binary(const Token& token) {
    for (const Binary& row : binaries)
        if (token.is(row.text)) return &row;
    return nullptr;
}

/// A fault was reported and the rest of this expression makes no sense.
struct GivenUp {};

class Parser {
public:
    Parser(const PlacedText& text, std::vector<Token> words, const Names& names,
           const ExpressionPlace& place, Faults& faults)
        : text_(text),
          words_(std::move(words)),
          builder_(text, names, place, faults),
          faults_(faults) {}

    std::optional<Expression> whole() {
        const std::size_t before = faults_.size();
        try {
            expression(binding_or);
            if (now().kind != Token::Kind::end) trailing();
            if (!builder_.finish() || faults_.size() != before) return std::nullopt;
            if (builder_.too_deep()) {
                faults_.add(text_.where, "this expression has too many operations in a row",
                            "give parts of it names, as parameters");
                return std::nullopt;
            }
            return builder_.take();
        } catch (const GivenUp&) {
            return std::nullopt;
        }
    }

private:
    const Token& now() const { return words_[at_]; }
    SourceSpan where(const Token& token) const { return text_.span(token.first, token.length); }

    [[noreturn]] void fail(const Token& token, std::string message, std::string hint = "") {
        faults_.add(where(token), std::move(message), std::move(hint));
        throw GivenUp();
    }

    static std::string shown(const Token& token) {
        return token.kind == Token::Kind::end ? "the end" : in_quotes(token.text);
    }

    [[noreturn]] void trailing() {
        if (now().is(")")) fail(now(), "\")\" closes nothing");
        if (now().is("not")) fail(now(), "\"not\" needs an \"and\" or an \"or\" before it");
        if (now().kind == Token::Kind::symbol)
            fail(now(), fmt::format("{} is not expected here", shown(now())));
        fail(now(), fmt::format("expected an operator before {}", shown(now())),
             "a product needs \"*\", and numbers have no units");
    }

    void take(std::string_view symbol, std::string_view to) {
        if (!now().is(symbol))
            fail(now(), fmt::format("expected \"{}\" {}, found {}", symbol, to, shown(now())));
        ++at_;
    }

    std::uint32_t expression(int least) {
        if (++nesting_ > max_nesting)
            fail(now(), "this expression is nested too deeply",
                 "give parts of it names, as parameters");
        std::uint32_t left = operand(least);
        for (const Binary* row = binary(now()); row != nullptr && row->binding >= least;
             row = binary(now())) {
            const Token sign = now();
            ++at_;
            const std::uint32_t right = expression(row->binding + 1);
            if (row->binding == binding_comparison) refuse_chain(sign);
            left = builder_.binary(row->op, left, right);
        }
        --nesting_;
        return left;
    }

    void refuse_chain(const Token& first) {
        const Binary* next = binary(now());
        if (next == nullptr || next->binding != binding_comparison) return;
        fail(now(), "comparisons cannot be chained",
             fmt::format("write \"a {} b and b {} c\"", first.text, now().text));
    }

    std::uint32_t operand(int least) {
        const Token sign = now();
        if (sign.is("not") && least <= binding_not) {
            ++at_;
            const std::uint32_t inner = expression(binding_not);
            return builder_.unary(Operator::logical_not, inner, where(sign));
        }
        if (sign.is("-") || sign.is("+")) {
            ++at_;
            const std::uint32_t inner = expression(binding_product + 1);
            return sign.is("-") ? builder_.unary(Operator::negate, inner, where(sign)) : inner;
        }
        const std::uint32_t base = primary();
        if (!now().is("^")) return base;
        ++at_;
        const std::uint32_t exponent = expression(binding_product + 1);
        return builder_.binary(Operator::power, base, exponent);
    }

    std::uint32_t primary() {
        const Token token = now();
        ++at_;
        if (token.kind == Token::Kind::number) return builder_.number(token);
        if (token.kind == Token::Kind::quoted) return builder_.level_name(token);
        if (token.is("(")) {
            const std::uint32_t inner = expression(binding_or);
            take(")", "to close the parenthesis");
            return inner;
        }
        if (token.kind == Token::Kind::name && !binary(token) && !token.is("not"))
            return now().is("(") ? call(token) : builder_.name(token);
        --at_;
        if (token.is("not")) fail(token, "\"not\" needs parentheses here", "write \"(not ...)\"");
        fail(token, fmt::format("expected a number or a name, found {}", shown(token)));
    }

    std::uint32_t call(const Token& function) {
        if (function.is("min")) return numeric_call(function, Operator::minimum);
        if (function.is("max")) return numeric_call(function, Operator::maximum);
        if (function.is("if")) return numeric_call(function, Operator::conditional);
        if (function.is("level") || function.is("in_force") || function.is("play"))
            return state_call(function);
        static const std::vector<std::string> functions{"min",   "max",      "if",
                                                        "level", "in_force", "play"};
        fail(function, fmt::format("no function is called {}", in_quotes(function.text)),
             suggestion(function.text, functions));
    }

    std::uint32_t numeric_call(const Token& function, Operator op) {
        std::vector<std::uint32_t> operands;
        take("(", "after the function");
        do {
            operands.push_back(expression(binding_or));
        } while (now().is(",") && ++at_ != 0);
        const Token last = now();
        take(")", fmt::format("to close {}(", function.text));
        if (op == Operator::conditional && operands.size() != 3)
            fail(function, fmt::format("\"if\" takes 3 operands, found {}", operands.size()),
                 "write \"if(condition, value, otherwise)\"");
        SourceSpan all = text_.span(function.first, last.first + last.length - function.first);
        return builder_.node(op, std::move(operands), all);
    }

    std::uint32_t state_call(const Token& function) {
        std::vector<Token> arguments;
        take("(", "after the function");
        do {
            if (now().kind != Token::Kind::name && now().kind != Token::Kind::quoted)
                fail(now(),
                     fmt::format("expected a name in {}(), found {}", function.text, shown(now())));
            arguments.push_back(now());
            ++at_;
        } while (now().is(",") && ++at_ != 0);
        const Token last = now();
        take(")", fmt::format("to close {}(", function.text));
        const SourceSpan all =
            text_.span(function.first, last.first + last.length - function.first);
        return builder_.state(function, arguments, all);
    }

    const PlacedText& text_;
    std::vector<Token> words_;
    ExpressionBuilder builder_;
    Faults& faults_;
    std::size_t at_ = 0;
    int nesting_ = 0;
};

}  // namespace

std::optional<Expression> parse_expression(const PlacedText& text, const Names& names,
                                           const ExpressionPlace& place, Faults& faults) {
    std::vector<Token> words = tokens(text, faults);
    if (words.empty()) return std::nullopt;
    if (words.size() == 1) {
        faults.add(text.where, fmt::format("{} is empty", place.what),
                   "expected a number or an expression");
        return std::nullopt;
    }
    if (words.size() > max_tokens) {
        faults.add(text.where, "this expression is too long",
                   "give parts of it names, as parameters");
        return std::nullopt;
    }
    return Parser(text, std::move(words), names, place, faults).whole();
}

}  // namespace entente
