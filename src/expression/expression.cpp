#include "entente/expression.hpp"

#include <algorithm>
#include <utility>

namespace entente {

Expression constant(const Rational& value) {
    Expression made;
    made.nodes.front().number = value;
    made.text = to_text(value);
    return made;
}

EvaluationError::EvaluationError(Diagnostic diagnostic)
    : std::runtime_error(diagnostic.message), diagnostic_(std::move(diagnostic)) {}

Dependencies dependencies(const Expression& expression) {
    Dependencies found;
    for (const ExpressionNode& node : expression.nodes) {
        if (node.op == Operator::parameter) found.parameters.push_back(node.index[0]);
        if (node.op == Operator::level) found.relations.push_back(node.index[0]);
        if (node.op == Operator::in_force) found.measures |= MeasureSet{1} << node.index[0];
        if (node.op == Operator::play) found.interactions.push_back(node.index[0]);
    }
    for (auto* list : {&found.parameters, &found.relations, &found.interactions}) {
        std::ranges::sort(*list);
        const auto repeated = std::ranges::unique(*list);
        list->erase(repeated.begin(), repeated.end());
    }
    return found;
}

}  // namespace entente
