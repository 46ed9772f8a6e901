#include "expression/combine.hpp"

#include "entente/contract.hpp"

#include <fmt/format.h>

#include <string_view>

namespace entente {
namespace {

std::string_view sign_of(Operator op) {
    switch (op) {
        case Operator::add:
            return "+";
        case Operator::subtract:
            return "-";
        case Operator::multiply:
            return "*";
        case Operator::divide:
            return "/";
        default:
            expects(false, "an arithmetic operator");
            return "";
    }
}

}  // namespace

Expression combined(Operator op, const Expression& left, const Expression& right) {
    Expression made = left;
    const auto shift = static_cast<std::uint32_t>(left.nodes.size());
    for (ExpressionNode node : right.nodes) {
        for (std::uint32_t& operand : node.operands) operand += shift;
        made.nodes.push_back(std::move(node));
    }
    ExpressionNode root;
    root.op = op;
    root.operands = {shift - 1, static_cast<std::uint32_t>(made.nodes.size() - 1)};
    root.where = left.where;
    made.nodes.push_back(std::move(root));
    if (left.text.empty() || right.text.empty()) {  // one of them was read with a fault
        made.text.clear();
        return made;
    }
    made.text = fmt::format("({}) {} ({})", left.text, sign_of(op), right.text);
    return made;
}

}  // namespace entente
