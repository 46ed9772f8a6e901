#include "expression/builder.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace entente {
namespace {

constexpr std::uint32_t max_depth = 1000;
constexpr std::size_t max_digits = 10000;

/// The span from the beginning of one to the end of the other, if they share a line.
SourceSpan joined(const SourceSpan& left, const SourceSpan& right) {
    SourceSpan all = left;
    if (left.line == right.line && right.column >= left.column)
        all.length = std::max(left.length, right.column + right.length - left.column);
    return all;
}

std::string unknown(std::string_view kind, const Token& token) {
    return fmt::format("no {} is called {}", kind, in_quotes(token.text));
}

}  // namespace

std::uint32_t ExpressionBuilder::node(Operator op, std::vector<std::uint32_t> operands,
                                      const SourceSpan& where) {
    std::uint32_t depth = 0;
    for (const auto k : operands) depth = std::max(depth, depths_[k]);
    depths_.push_back(depth + 1);
    ExpressionNode& made = made_.nodes.emplace_back();
    made.op = op;
    made.operands = std::move(operands);
    made.where = where;
    return static_cast<std::uint32_t>(made_.nodes.size() - 1);
}

std::uint32_t ExpressionBuilder::number(const Token& token) {
    std::string digits(token.text);
    bool well_placed = digits.front() != '_' && digits.back() != '_';
    for (std::size_t k = 1; k + 1 < digits.size(); ++k) {
        const auto digit = [&](std::size_t j) { return digits[j] >= '0' && digits[j] <= '9'; };
        if (digits[k] == '_' && (!digit(k - 1) || !digit(k + 1))) well_placed = false;
    }
    std::erase(digits, '_');
    const auto value = digits.size() <= max_digits && well_placed ? parse_rational(digits)
                                                                  : std::optional<Rational>();
    if (!value) {
        faults_.add(where(token), fmt::format("{} is not a number that can be represented",
                                              in_quotes(token.text)));
    }
    const auto made = node(Operator::number, {}, where(token));
    if (value) made_.nodes[made].number = *value;
    return made;
}

std::uint32_t ExpressionBuilder::name(const Token& token) {
    const auto made = node(Operator::number, {}, where(token));
    if (token.is("true")) {
        made_.nodes[made].number = 1;
    } else if (token.is("level") && place_.relation) {
        made_.nodes[made].op = Operator::level;
        made_.nodes[made].index[0] = *place_.relation;
    } else if (const auto parameter = names_.parameters.find(token.text)) {
        made_.nodes[made].op = Operator::parameter;
        made_.nodes[made].index[0] = *parameter;
    } else if (!token.is("false")) {
        open_.emplace_back(made, token);
    }
    return made;
}

std::uint32_t ExpressionBuilder::level_name(const Token& token) {
    const auto made = node(Operator::number, {}, where(token));
    open_.emplace_back(made, token);
    return made;
}

std::uint32_t ExpressionBuilder::unary(Operator op, std::uint32_t operand, const SourceSpan& sign) {
    return node(op, {operand}, joined(sign, made_.nodes[operand].where));
}

std::uint32_t ExpressionBuilder::binary(Operator op, std::uint32_t left, std::uint32_t right) {
    if (op >= Operator::less && op <= Operator::not_equal) {
        compare_levels(left, right);
        compare_levels(right, left);
    }
    return node(op, {left, right}, joined(made_.nodes[left].where, made_.nodes[right].where));
}

/// In level(r) >= stable, `stable` is the position of that level among those of r.
void ExpressionBuilder::compare_levels(std::uint32_t level, std::uint32_t name) {
    if (made_.nodes[level].op != Operator::level) return;
    const auto it = std::ranges::find(open_, name, &std::pair<std::uint32_t, Token>::first);
    if (it == open_.end()) return;
    const std::uint32_t relation = made_.nodes[level].index[0];
    const Token token = it->second;
    open_.erase(it);
    if (const auto position = names_.levels[relation].find(token.text)) {
        made_.nodes[name].number = *position;
        return;
    }
    faults_.add(where(token),
                fmt::format("no parameter, and no level of {}, is called {}",
                            in_quotes(names_.relations[relation]), in_quotes(token.text)),
                suggestion(token.text, names_.levels[relation].all()));
}

bool ExpressionBuilder::state_allowed(const Token& function) {
    if (place_.state) return true;
    faults_.add(where(function),
                fmt::format("{} cannot depend on the state of the world, so {}() is not available",
                            place_.what, function.text));
    return false;
}

std::uint32_t ExpressionBuilder::state(const Token& function, const std::vector<Token>& arguments,
                                       const SourceSpan& all) {
    if (!state_allowed(function)) return node(Operator::number, {}, all);
    const std::size_t wanted = function.is("play") ? 3 : 1;
    if (arguments.size() != wanted) {
        faults_.add(all,
                    fmt::format("{} takes {} name{}, found {}", function.text, wanted,
                                wanted == 1 ? "" : "s", arguments.size()),
                    function.is("play")    ? "write \"play(interaction, player, action)\""
                    : function.is("level") ? "write \"level(relation)\""
                                           : "write \"in_force(measure)\"");
        return node(Operator::number, {}, all);
    }
    if (function.is("play")) return play(arguments, all);
    return function.is("level") ? level(arguments, all) : in_force(arguments, all);
}

std::uint32_t ExpressionBuilder::level(const std::vector<Token>& arguments, const SourceSpan& all) {
    const auto made = node(Operator::level, {}, all);
    if (const auto relation = names_.relations.find(arguments[0].text)) {
        made_.nodes[made].index[0] = *relation;
        return made;
    }
    made_.nodes[made].op = Operator::number;
    faults_.add(where(arguments[0]), unknown("relation", arguments[0]),
                suggestion(arguments[0].text, names_.relations.all()));
    return made;
}

std::uint32_t ExpressionBuilder::in_force(const std::vector<Token>& arguments,
                                          const SourceSpan& all) {
    const auto made = node(Operator::in_force, {}, all);
    if (const auto measure = names_.measures.find(arguments[0].text)) {
        made_.nodes[made].index[0] = *measure;
        return made;
    }
    made_.nodes[made].op = Operator::number;
    faults_.add(where(arguments[0]), unknown("measure", arguments[0]),
                suggestion(arguments[0].text, names_.measures.all()));
    return made;
}

std::uint32_t ExpressionBuilder::play(const std::vector<Token>& arguments, const SourceSpan& all) {
    const auto made = node(Operator::number, {}, all);
    const auto game = names_.interactions.find(arguments[0].text);
    if (!game) {
        faults_.add(where(arguments[0]), unknown("interaction", arguments[0]),
                    suggestion(arguments[0].text, names_.interactions.all()));
        return made;
    }
    // A broken interaction was reported where it stands.
    if (*game >= names_.actions.size() || names_.actions[*game].empty()) return made;
    const NameList& players = names_.interaction_players[*game];
    const auto player = players.find(arguments[1].text);
    if (!player) {
        faults_.add(where(arguments[1]),
                    fmt::format("no player of {} is called {}", in_quotes(arguments[0].text),
                                in_quotes(arguments[1].text)),
                    suggestion(arguments[1].text, players.all()));
        return made;
    }
    const NameList& actions = names_.actions[*game][*player];
    const auto action = actions.find(arguments[2].text);
    if (!action) {
        if (actions.size() > 0)
            faults_.add(
                where(arguments[2]),
                fmt::format("{} has no action called {} in {}", in_quotes(arguments[1].text),
                            in_quotes(arguments[2].text), in_quotes(arguments[0].text)),
                suggestion(arguments[2].text, actions.all()));
        return made;
    }
    made_.nodes[made].op = Operator::play;
    made_.nodes[made].index = {*game, *player, *action};
    return made;
}

void ExpressionBuilder::report(const Token& token) const {
    if (token.kind == Token::Kind::quoted) {
        faults_.add(where(token),
                    fmt::format("{} is text where a number is needed", in_quotes(token.text)),
                    "text is for names of levels compared with level(), and inside play()");
    } else if (token.is("level")) {
        faults_.add(where(token), "\"level\" alone has a meaning only inside a relation",
                    "write \"level(relation)\"");
    } else if (is_reserved(token.text)) {
        faults_.add(where(token), fmt::format("\"{}\" needs parentheses after it", token.text));
    } else if (names_.measures.find(token.text)) {
        faults_.add(where(token),
                    fmt::format("{} is a measure, not a number", in_quotes(token.text)),
                    fmt::format("write \"in_force({})\"", token.text));
    } else if (names_.relations.find(token.text)) {
        faults_.add(where(token),
                    fmt::format("{} is a relation, not a number", in_quotes(token.text)),
                    fmt::format("write \"level({})\"", token.text));
    } else {
        faults_.add(where(token), unknown("parameter", token),
                    suggestion(token.text, names_.parameters.all()));
    }
}

bool ExpressionBuilder::finish() {
    for (const auto& [position, token] : open_) report(token);
    return open_.empty();
}

bool ExpressionBuilder::too_deep() const {
    return !depths_.empty() && *std::ranges::max_element(depths_) > max_depth;
}

Expression ExpressionBuilder::take() {
    made_.text = text_.text;
    made_.where = text_.where;
    return std::move(made_);
}

}  // namespace entente
