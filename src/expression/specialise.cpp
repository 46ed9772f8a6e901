#include "expression/specialise.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace entente {
namespace {

/// What a node comes to: a number, another node, or itself.
struct Part {
    std::optional<Rational> number;
    std::optional<std::size_t> same_as;
    bool can_fail = false;
    ParameterSet origins;
};

class Specialiser {
public:
    Specialiser(const Expression& expression, const Known& known)
        : expression_(expression), known_(known) {
        for (std::size_t k = 0; k < expression.nodes.size(); ++k) parts_.push_back(part(k));
    }

    Specialised result() {
        Specialised made{{{}, expression_.text, expression_.where}, parts_.back().origins};
        emit(parts_.size() - 1, made.expression.nodes);
        return made;
    }

private:
    Part part(std::size_t k) const {
        const ExpressionNode& node = expression_.nodes[k];
        Part made;
        switch (node.op) {
            case Operator::number:
                made.number = node.number;
                return made;
            case Operator::parameter:
                made.number = known_.parameters[node.index[0]];
                made.origins = known_.origins[node.index[0]];
                return made;
            case Operator::level:
                if (const auto level = known_.levels[node.index[0]]) made.number = *level;
                return made;
            case Operator::in_force:
                if ((known_.possible >> node.index[0] & 1U) == 0) made.number = 0;
                return made;
            case Operator::play:
                return made;
            default:
                return compound(node);
        }
    }

    Part compound(const ExpressionNode& node) const {
        if (auto decided = decided_early(node)) return *std::move(decided);
        Part made;
        bool all_known = true;
        made.can_fail = node.op == Operator::divide || node.op == Operator::power;
        for (const std::uint32_t k : node.operands) {
            all_known = all_known && parts_[k].number.has_value();
            made.can_fail = made.can_fail || parts_[k].can_fail;
            made.origins.insert(parts_[k].origins.begin(), parts_[k].origins.end());
        }
        if (all_known) {
            made.number = evaluated(node);
            made.can_fail = !made.number;
        }
        return made;
    }

    /// Where some operands settle the matter.
    std::optional<Part> decided_early(const ExpressionNode& node) const {
        const auto& of = node.operands;
        const auto is = [&](std::size_t k, int number) {
            return parts_[of[k]].number && *parts_[of[k]].number == number;
        };
        const auto settled_by = [&](std::size_t k, int number) {
            return Part{Rational(number), {}, false, parts_[of[k]].origins};
        };
        switch (node.op) {
            case Operator::multiply:
                for (const std::size_t k : {0U, 1U}) {
                    if (is(k, 0) && !parts_[of[1 - k]].can_fail) return settled_by(k, 0);
                    if (is(k, 1)) return alias(of[1 - k], of[k]);
                }
                return std::nullopt;
            case Operator::add:
                if (is(0, 0)) return alias(of[1], of[0]);
                if (is(1, 0)) return alias(of[0], of[1]);
                return std::nullopt;
            case Operator::subtract:
                if (is(1, 0)) return alias(of[0], of[1]);
                return std::nullopt;
            case Operator::logical_and:
                if (is(0, 0)) return settled_by(0, 0);
                return std::nullopt;
            case Operator::logical_or:
                if (parts_[of[0]].number && !is(0, 0)) return settled_by(0, 1);
                return std::nullopt;
            case Operator::conditional:
                if (parts_[of[0]].number) return alias(of[is(0, 0) ? 2 : 1], of[0]);
                return std::nullopt;
            default:
                return std::nullopt;
        }
    }

    /// The same as `node`, for reasons that `because` gives.
    Part alias(std::size_t node, std::size_t because) const {
        Part made = parts_[node];
        made.origins.insert(parts_[because].origins.begin(), parts_[because].origins.end());
        if (!made.number && !made.same_as) made.same_as = node;
        return made;
    }

    /// The value of a node whose operands are known; none if it has no value.
    std::optional<Rational> evaluated(const ExpressionNode& node) const {
        Expression small;
        small.nodes.clear();
        ExpressionNode root = node;
        for (std::uint32_t& operand : root.operands) {
            ExpressionNode number;
            number.number = *parts_[operand].number;
            operand = static_cast<std::uint32_t>(small.nodes.size());
            small.nodes.push_back(std::move(number));
        }
        small.nodes.push_back(std::move(root));
        try {
            return value(small, {});
        } catch (const EvaluationError&) {
            return std::nullopt;
        }
    }

    /// Appends what the node comes to and all it needs. @return its new position.
    std::uint32_t emit(std::size_t k, std::vector<ExpressionNode>& nodes) {
        if (parts_[k].same_as) return emit(*parts_[k].same_as, nodes);
        if (const auto it = emitted_.find(k); it != emitted_.end()) return it->second;
        ExpressionNode made = expression_.nodes[k];
        if (parts_[k].number) {
            made.op = Operator::number;
            made.number = *parts_[k].number;
            made.operands.clear();
        }
        for (std::uint32_t& operand : made.operands) operand = emit(operand, nodes);
        nodes.push_back(std::move(made));
        return emitted_[k] = static_cast<std::uint32_t>(nodes.size() - 1);
    }

    const Expression& expression_;
    const Known& known_;
    std::vector<Part> parts_;
    std::map<std::size_t, std::uint32_t> emitted_;
};

}  // namespace

bool is_zero(const Expression& expression) {
    const ExpressionNode& root = expression.nodes.back();
    return root.op == Operator::number && root.number.is_zero();
}

Specialised specialised(const Expression& expression, const Known& known) {
    return Specialiser(expression, known).result();
}

}  // namespace entente
