/// @file requirement_text.cpp
/// What a measure requires, by the names of relations, levels and measures.
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

/// Requirements as they are usually written: levels compared with numbers or parameters, measures
/// in force, and both joined by `and` and `or`. Everything else has no words.
class Words {
public:
    Words(const Model& model, const Expression& expression, std::span<const Rational> parameters,
          const ProposalEvaluation* plan)
        : model_(model), expression_(expression), parameters_(parameters), plan_(plan) {}

    std::optional<std::string> of(std::size_t position) const {
        const ExpressionNode& node = expression_.nodes[position];
        switch (node.op) {
            case Operator::in_force:
                return title_of(model_.measures[node.index[0]]) + " in force";
            case Operator::logical_and:
                return joined(node, "and");
            case Operator::logical_or:
                return joined(node, "or");
            case Operator::greater_equal:
            case Operator::greater:
            case Operator::less_equal:
            case Operator::less:
            case Operator::equal:
                return compared(node);
            default:
                return std::nullopt;
        }
    }

private:
    std::optional<std::string> joined(const ExpressionNode& node, std::string_view word) const {
        std::vector<std::string> parts;
        for (const std::uint32_t operand : node.operands) {
            const ExpressionNode& inner = expression_.nodes[operand];
            const bool is_mixed = inner.op != node.op && (inner.op == Operator::logical_and ||
                                                          inner.op == Operator::logical_or);
            const auto part = of(operand);
            if (is_mixed || !part) return std::nullopt;  // would need brackets
            if (node.op == Operator::logical_and && holds_anyway(inner)) continue;
            parts.push_back(*part);
        }
        if (parts.empty()) return std::nullopt;
        return enumeration(parts, word);
    }

    /// Whether this holds wherever the plan can get, as far as is seen without going there.
    bool holds_anyway(const ExpressionNode& node) const {
        if (plan_ == nullptr) return false;
        if (node.op == Operator::logical_and || node.op == Operator::logical_or) return false;
        return node.op == Operator::in_force ? is_there(node.index[0]) : holds_at_all_levels(node);
    }

    /// In force from the start, and for good.
    bool is_there(std::size_t measure) const {
        const Measure& there = model_.measures[measure];
        return there.initial && there.prescriptions.empty() && there.lapses == Expression();
    }

    /// Of a comparison that has words: whether it holds at every level the relation can have.
    bool holds_at_all_levels(const ExpressionNode& node) const {
        const std::uint32_t e = expression_.nodes[node.operands[0]].index[0];
        const auto has = [e](const std::vector<std::size_t>& relations) {
            return std::ranges::find(relations, e) != relations.end();
        };
        const Relation& relation = model_.relations[e];
        const bool moves = has(plan_->joint) || has(plan_->apart);
        const std::size_t last = moves ? relation.levels.size() - 1 : relation.initial;
        for (std::size_t level = moves ? 0 : relation.initial; level <= last; ++level)
            if (!is_true(node.op, level, bound_of(node))) return false;
        return true;
    }

    /// The right side of a comparison: a number or a parameter.
    Rational bound_of(const ExpressionNode& comparison) const {
        const ExpressionNode& right = expression_.nodes[comparison.operands[1]];
        return right.op == Operator::number ? right.number : parameters_[right.index[0]];
    }

    static bool is_true(Operator op, const Rational& level, const Rational& bound) {
        switch (op) {
            case Operator::greater_equal:
                return level >= bound;
            case Operator::greater:
                return level > bound;
            case Operator::less_equal:
                return level <= bound;
            case Operator::less:
                return level < bound;
            default:
                return level == bound;
        }
    }

    /// level(r) op k, where k is the number of one of its levels.
    std::optional<std::string> compared(const ExpressionNode& node) const {
        const ExpressionNode& left = expression_.nodes[node.operands[0]];
        const ExpressionNode& right = expression_.nodes[node.operands[1]];
        if (left.op != Operator::level) return std::nullopt;
        if (right.op != Operator::number && right.op != Operator::parameter) return std::nullopt;
        const Rational bound = bound_of(node);
        const Relation& relation = model_.relations[left.index[0]];
        const Rational level = node.op == Operator::greater ? Rational(bound + 1)
                               : node.op == Operator::less  ? Rational(bound - 1)
                                                            : bound;
        if (denominator(level) != 1 || level < 0 || level >= relation.levels.size())
            return std::nullopt;
        const bool is_least = node.op == Operator::greater_equal || node.op == Operator::greater;
        const bool is_most = node.op == Operator::less_equal || node.op == Operator::less;
        return fmt::format("{} at \"{}\"{}", title_of(relation),
                           relation.levels[level.convert_to<std::size_t>()],
                           is_least  ? " or better"
                           : is_most ? " or worse"
                                     : "");
    }

    const Model& model_;
    const Expression& expression_;
    std::span<const Rational> parameters_;
    const ProposalEvaluation* plan_;
};

}  // namespace

std::string requirement_text(const Model& model, const Expression& requirement,
                             const EvaluateOptions& asked, const ProposalEvaluation* plan) {
    const auto parameters = parameter_values(model, asked.set);
    return Words(model, requirement, parameters, plan)
        .of(requirement.nodes.size() - 1)
        .value_or(requirement.text);
}

}  // namespace entente
