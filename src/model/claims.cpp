#include "model/claims.hpp"

#include "model/expressions.hpp"
#include "model/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// Values of parameters where there are any, and what can be said with them.
class Checker {
public:
    explicit Checker(Reading& reading)
        : reading_(reading),
          values_(reading.model.parameters.size()),
          known_(reading.model.parameters.size()) {}

    void evaluate_parameters() {
        const auto& parameters = reading_.model.parameters;
        const ParameterOrder found = parameter_order(parameters);
        for (const auto& circle : found.circles) report(circle);
        for (const std::size_t k : found.order) {
            if (const auto number = nominal(parameters[k].value)) {
                values_[k] = *number;
                known_[k] = true;
            }
        }
    }

    /// nullopt where it depends on the state or on something with a fault, or has no value.
    std::optional<Rational> nominal(const Expression& expression) {
        if (!intact(expression)) return std::nullopt;
        for (const ExpressionNode& node : expression.nodes) {
            if (node.op == Operator::level || node.op == Operator::in_force ||
                node.op == Operator::play)
                return std::nullopt;
            if (node.op == Operator::parameter && !known_[node.index[0]]) return std::nullopt;
        }
        try {
            return value(expression, {values_, {}, 0, {}});
        } catch (const EvaluationError& error) {
            reading_.faults.add(error.diagnostic());
            return std::nullopt;
        }
    }

    void check(const Claim& claim) {
        const auto left = nominal(claim.left);
        const auto right = nominal(claim.right);
        if (!left || !right || holds(claim.op, *left, *right)) return;
        std::string message = claim.message;
        if (claim.show) message += fmt::format(", found {}", shown(*left));
        reading_.faults.add(claim.where, std::move(message));
    }

    void check_whole(const Expression& number, std::string_view what) {
        const auto found = nominal(number);
        if (!found || (denominator(*found) == 1 && *found > 0)) return;
        reading_.faults.add(number.where, fmt::format("{} must be a whole number from 1, found {}",
                                                      what, shown(*found)));
    }

private:
    static bool holds(Operator op, const Rational& left, const Rational& right) {
        switch (op) {
            case Operator::less:
                return left < right;
            case Operator::less_equal:
                return left <= right;
            case Operator::greater:
                return left > right;
            default:
                return left >= right;
        }
    }

    static std::string shown(const Rational& number) {
        std::string text = to_text(number);
        return text.size() <= 40 ? text : fmt::format("{}", to_scalar<double>(number));
    }

    void report(const ParameterOrder::Circle& circle) {
        const auto& parameters = reading_.model.parameters;
        std::string way;
        constexpr std::size_t most = 8;
        for (std::size_t k = 0; k < std::min(circle.parameters.size(), most); ++k)
            way += parameters[circle.parameters[k]].key + " -> ";
        if (circle.parameters.size() > most) way += "... -> ";
        const std::string& first = parameters[circle.parameters.front()].key;
        reading_.faults.add(
            circle.where, fmt::format("parameter \"{}\" is defined by itself", first), way + first);
    }

    Reading& reading_;
    std::vector<Rational> values_;
    std::vector<bool> known_;
};

namespace {

bool is_reversed(const Distribution& d) {
    const auto number = [](const Expression& e) -> const Rational* {
        const ExpressionNode& root = e.nodes.back();
        return root.op == Operator::number ? &root.number : nullptr;
    };
    const Rational *low = number(d.low), *high = number(d.high);
    return low != nullptr && high != nullptr && *low > *high;
}

}  // namespace

void claim_distribution(const Parameter& parameter, bool nominal_too, Reading& reading) {
    const Distribution& d = parameter.distribution;
    const std::string name = fmt::format("\"{}\"", parameter.key);
    using Kind = Distribution::Kind;
    if (d.kind == Kind::uniform || d.kind == Kind::triangular || d.kind == Kind::beta) {
        claim(d.low, Operator::less_equal, d.high,
              fmt::format("the low end of the range of {} is above its high end", name), reading);
        if (is_reversed(d)) return;  // nothing is within it
        const auto within = [&](const Expression& number, std::string_view what) {
            claim(number, Operator::greater_equal, d.low,
                  fmt::format("{} of {} is below its range", what, name), reading);
            claim(number, Operator::less_equal, d.high,
                  fmt::format("{} of {} is above its range", what, name), reading);
        };
        if (d.kind == Kind::triangular) within(d.mode, "the mode");
        if (nominal_too && parameter.value.where != parameter.where)  // given, not derived
            within(parameter.value, "the value");
    }
    if (d.kind == Kind::normal)
        claim_at_least(d.deviation, 0, fmt::format("the standard deviation of {}", name), reading);
    if (d.kind == Kind::beta) {
        for (const Expression* shape : {&d.alpha, &d.beta})
            claim(*shape, Operator::greater, constant(0),
                  fmt::format("alpha and beta of {} must be above 0", name), reading);
    }
}

void check_discrete(const Parameter& parameter, bool nominal_too, Checker& checker,
                    Faults& faults) {
    const Distribution& d = parameter.distribution;
    if (d.kind != Distribution::Kind::discrete) return;
    bool complete = true;
    Rational total = d.weights.empty() ? 1 : 0;
    for (const Expression& weight : d.weights) {
        const auto number = checker.nominal(weight);
        complete = complete && number.has_value();
        if (!number) continue;
        total += *number;
        if (*number >= 0) continue;
        faults.add(weight.where, fmt::format("a weight of \"{}\" is negative", parameter.key));
        complete = false;
    }
    if (complete && total.is_zero())
        faults.add(parameter.where, fmt::format("all weights of \"{}\" are 0", parameter.key));
    std::optional<Rational> low, high;
    for (const Expression& value : d.values) {
        const auto number = checker.nominal(value);
        if (!number) return;
        if (!low || *number < *low) low = number;
        if (!high || *number > *high) high = number;
    }
    const auto nominal = checker.nominal(parameter.value);
    if (nominal_too && nominal && low && high && (*nominal < *low || *nominal > *high))
        faults.add(parameter.value.where,
                   fmt::format("the value of \"{}\" lies outside its values", parameter.key));
}

}  // namespace

void claim(const Expression& left, Operator op, const Expression& right, std::string message,
           Reading& reading) {
    if (intact(left) && intact(right))
        reading.claims.push_back({left, op, right, std::move(message), left.where});
}

void claim_at_least(const Expression& number, const Rational& least, std::string_view what,
                    Reading& reading) {
    claim(number, Operator::greater_equal, constant(least),
          fmt::format("{} must be at least {}", what, to_text(least)), reading);
    if (intact(number)) reading.claims.back().show = true;
}

void claim_probability(const Expression& number, std::string_view what, Reading& reading) {
    for (const Operator op : {Operator::greater_equal, Operator::less_equal}) {
        claim(number, op, constant(op == Operator::less_equal ? 1 : 0),
              fmt::format("{} must be a probability, from 0 to 1", what), reading);
        if (intact(number)) reading.claims.back().show = true;
    }
}

void claim_discount(const Expression& number, Reading& reading) {
    for (const Operator op : {Operator::greater_equal, Operator::less}) {
        claim(number, op, constant(op == Operator::less ? 1 : 0),
              "a discount factor must be at least 0 and below 1", reading);
        if (intact(number)) reading.claims.back().show = true;
    }
}

void claim_positive_whole(const Expression& number, std::string_view what, Reading& reading) {
    if (intact(number)) reading.whole.emplace_back(number, std::string(what));
}

void check_numbers(Reading& reading, std::span<const std::size_t> replaced) {
    Checker checker(reading);
    checker.evaluate_parameters();
    for (std::size_t k = 0; k < reading.model.parameters.size(); ++k) {
        const Parameter& parameter = reading.model.parameters[k];
        const bool nominal_too = std::ranges::find(replaced, k) == replaced.end();
        claim_distribution(parameter, nominal_too, reading);
        check_discrete(parameter, nominal_too, checker, reading.faults);
    }
    for (const Claim& made : reading.claims) checker.check(made);
    for (const auto& [number, what] : reading.whole) checker.check_whole(number, what);
    for_each_expression(reading.model, [&](const Expression& e) { checker.nominal(e); });
}

}  // namespace entente
