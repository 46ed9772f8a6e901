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
    /// What is said of a condition.
    struct Told {
        enum class Kind { always, never, words, none };
        Kind kind = Kind::none;
        std::string words{};
        std::optional<Operator> junction{};  ///< that joins the words at the top

        static Told constant(bool holds) { return {holds ? Kind::always : Kind::never}; }
    };

    Words(const Model& model, const Expression& expression, std::span<const Rational> parameters,
          const ProposalEvaluation* plan)
        : model_(model), expression_(expression), parameters_(parameters), plan_(plan) {}

    Told of(std::size_t position) const {
        const ExpressionNode& node = expression_.nodes[position];
        if (is_fixed(position)) return Told::constant(fixed_value(position) != 0);
        switch (node.op) {
            case Operator::in_force:
                if (is_there(node.index[0])) return Told::constant(true);
                return {Told::Kind::words, title_of(model_.measures[node.index[0]]) + " in force"};
            case Operator::logical_and:
            case Operator::logical_or:
                return joined(node);
            case Operator::greater_equal:
            case Operator::greater:
            case Operator::less_equal:
            case Operator::less:
            case Operator::equal:
                return compared(node);
            default:
                return {};
        }
    }

private:
    /// Of `and` what holds anyway is left out, of `or` what never holds.
    Told joined(const ExpressionNode& node) const {
        const bool is_and = node.op == Operator::logical_and;
        std::vector<Told> parts;
        for (const std::uint32_t operand : node.operands) {
            Told part = of(operand);
            if (part.kind == Told::Kind::none) return {};
            const bool is_constant = part.kind != Told::Kind::words;
            if (is_constant && (part.kind == Told::Kind::always) == is_and) continue;
            if (is_constant) return part;
            parts.push_back(std::move(part));
        }
        if (parts.empty()) return Told::constant(is_and);
        if (parts.size() == 1) return parts[0];
        std::vector<std::string> words;
        for (const Told& part : parts) {
            if (part.junction && *part.junction != node.op) return {};  // would need brackets
            words.push_back(part.words);
        }
        return {Told::Kind::words, enumeration(words, is_and ? "and" : "or"), node.op};
    }

    /// Whether nothing in it depends on the state of the world.
    bool is_fixed(std::size_t position) const {
        const ExpressionNode& node = expression_.nodes[position];
        if (node.op == Operator::level || node.op == Operator::in_force ||
            node.op == Operator::play)
            return false;
        return std::ranges::all_of(node.operands,
                                   [this](std::uint32_t operand) { return is_fixed(operand); });
    }

    /// @pre is_fixed(position).
    Rational fixed_value(std::size_t position) const {
        Expression part = expression_;
        part.nodes.resize(position + 1);
        return value(part, {parameters_, {}, 0, {}});
    }

    /// In force from the start, and for good, whatever the plan.
    bool is_there(std::size_t measure) const {
        const Measure& there = model_.measures[measure];
        return plan_ != nullptr && there.initial && there.prescriptions.empty() &&
               there.lapses == Expression();
    }

    /// level(r) op k: true wherever the plan can get, as far as is seen without going there, or in
    /// words where k is the number of one of its levels.
    Told compared(const ExpressionNode& node) const {
        const ExpressionNode& left = expression_.nodes[node.operands[0]];
        if (left.op != Operator::level || !is_fixed(node.operands[1])) return {};
        const Rational bound = fixed_value(node.operands[1]);
        const std::size_t relation = left.index[0];
        if (holds_at_all_levels(node.op, relation, bound)) return Told::constant(true);
        const Rational level = node.op == Operator::greater ? Rational(bound + 1)
                               : node.op == Operator::less  ? Rational(bound - 1)
                                                            : bound;
        const auto& levels = model_.relations[relation].levels;
        if (denominator(level) != 1 || level < 0 || level >= levels.size()) return {};
        const bool is_least = node.op == Operator::greater_equal || node.op == Operator::greater;
        const bool is_most = node.op == Operator::less_equal || node.op == Operator::less;
        return {Told::Kind::words,
                fmt::format("{} at \"{}\"{}", title_of(model_.relations[relation]),
                            levels[level.convert_to<std::size_t>()],
                            is_least  ? " or better"
                            : is_most ? " or worse"
                                      : "")};
    }

    bool holds_at_all_levels(Operator op, std::size_t relation, const Rational& bound) const {
        if (plan_ == nullptr) return false;
        const auto has = [relation](const std::vector<std::size_t>& relations) {
            return std::ranges::find(relations, relation) != relations.end();
        };
        const bool moves = has(plan_->joint) || has(plan_->apart);
        const Relation& its = model_.relations[relation];
        const std::size_t first = moves ? 0 : its.initial;
        const std::size_t last = moves ? its.levels.size() - 1 : its.initial;
        for (std::size_t level = first; level <= last; ++level)
            if (!is_true(op, level, bound)) return false;
        return true;
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

    const Model& model_;
    const Expression& expression_;
    std::span<const Rational> parameters_;
    const ProposalEvaluation* plan_;
};

}  // namespace

std::string requirement_text(const Model& model, const Expression& requirement,
                             const EvaluateOptions& asked, const ProposalEvaluation* plan) {
    const auto parameters = parameter_values(model, asked.set);
    try {
        const Words::Told told =
            Words(model, requirement, parameters, plan).of(requirement.nodes.size() - 1);
        if (told.kind == Words::Told::Kind::words) return told.words;
    } catch (const EvaluationError&) {
        // of a part that is never reached: as the file has it
    }
    return requirement.text;
}

}  // namespace entente
