/// @file read_players.cpp
/// [players] and [relations].
#include "model/claims.hpp"
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t max_levels = 255;
constexpr std::size_t max_players = 64, max_relations = 64;  // sets of them are bits

NameList levels_of(const Node* node, const std::string& relation, const SourceSpan& where,
                   Faults& faults) {
    NameList levels;
    if (node == nullptr) {
        missing(where, relation, "levels", "a list of names, lowest first", faults);
        return levels;
    }
    if (!check_kind(*node, Node::Kind::array, "\"levels\"", faults)) return levels;
    if (node->items.empty() || node->items.size() > max_levels) {
        faults.add(node->where, fmt::format("a relation has 1 to {} levels, found {}", max_levels,
                                            node->items.size()));
        return levels;
    }
    for (const Node& item : node->items) {
        const std::string name = string_of(&item, "a level", faults);
        if (item.kind != Node::Kind::string) continue;
        if (name.empty())
            faults.add(item.where, "the name of a level is empty");
        else if (!levels.add(name))
            faults.add(item.where, fmt::format("level {} is listed twice", in_quotes(name)));
    }
    return levels;
}

std::size_t initial_level(const Node* node, const NameList& levels, Faults& faults) {
    if (node == nullptr || levels.size() == 0) return 0;
    if (node->kind == Node::Kind::number) {
        const auto number = parse_rational(node->text.text);
        if (number && denominator(*number) == 1 && *number >= 0 && *number < levels.size())
            return number->convert_to<std::size_t>();
        faults.add(node->where, fmt::format("levels count from 0 to {}", levels.size() - 1));
        return 0;
    }
    return name_of(*node, levels, "level", faults).value_or(0);
}

void read_relation(const Entry& entry, std::uint32_t index, Reading& reading) {
    Relation& made = reading.model.relations[index];
    const Node& node = entry.value;
    const std::string what = fmt::format("relation \"{}\"", entry.key);
    if (!check_keys(
            node, what,
            {"name", "between", "levels", "initial", "payoff", "up", "down", "source", "note"},
            reading.faults))
        return;
    made.initial = initial_level(node.find("initial"), reading.names.levels[index], reading.faults);
    made.source = string_of(node.find("source"), "a source", reading.faults);
    made.note = string_of(node.find("note"), "a note", reading.faults);

    const Node* between = node.find("between");
    if (between == nullptr) {
        missing(entry.where, what, "between", "the two players, like [\"north\", \"south\"]",
                reading.faults);
    } else {
        const auto pair = names_of(*between, reading.names.players, "player", reading.faults);
        if (between->kind == Node::Kind::array && between->items.size() != 2)
            reading.faults.add(between->where, fmt::format("a relation is between 2 players, "
                                                           "found {}",
                                                           between->items.size()));
        else if (pair.size() == 2)
            made.between = {pair[0], pair[1]};
    }
    const ExpressionPlace payoff{"the payoff of a relation", true, index};
    made.payoffs = terms_of(node.find("payoff"), made.between, payoff, reading);
    for (const PlayerTerm& term : made.payoffs) {
        if (std::ranges::find(made.between, term.player) != made.between.end()) continue;
        if (made.between[0] == made.between[1]) break;  // reported already
        reading.faults.add(term.amount.where,
                           fmt::format("{} is not one of the two players of {}",
                                       in_quotes(reading.model.players[term.player].key), what));
    }
    made.up = expression_of(node.find("up"), {"the probability \"up\"", true, index}, reading);
    made.down =
        expression_of(node.find("down"), {"the probability \"down\"", true, index}, reading);
    claim_probability(made.up, "\"up\"", reading);
    claim_probability(made.down, "\"down\"", reading);
}

}  // namespace

void read_players(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        if (!reading.names.players.find(entry.key)) continue;
        if (reading.model.players.size() == max_players)
            reading.faults.add(entry.where, fmt::format("more than {} players", max_players));
        Player& made = reading.model.players.emplace_back();
        made.key = made.name = entry.key;
        made.where = entry.where;
        const Node& node = entry.value;
        if (!check_keys(node, fmt::format("player \"{}\"", entry.key),
                        {"name", "discount", "source", "note"}, reading.faults))
            continue;
        if (node.find("name") != nullptr)
            made.name = string_of(node.find("name"), "a name", reading.faults);
        made.source = string_of(node.find("source"), "a source", reading.faults);
        made.note = string_of(node.find("note"), "a note", reading.faults);
        made.discount =
            expression_of(node.find("discount"), {"a discount factor", false, {}}, reading);
        claim_discount(made.discount, reading);
    }
}

void declare_relations(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        if (!reading.names.relations.find(entry.key)) continue;
        if (reading.model.relations.size() == max_relations)
            reading.faults.add(entry.where, fmt::format("more than {} relations", max_relations));
        const Node& node = entry.value;
        NameList levels;
        Relation made;
        made.key = made.name = entry.key;
        made.where = entry.where;
        if (node.kind == Node::Kind::table) {
            levels = levels_of(node.find("levels"), fmt::format("relation \"{}\"", entry.key),
                               entry.where, reading.faults);
            if (node.find("name") != nullptr)
                made.name = string_of(node.find("name"), "a name", reading.faults);
        }
        made.levels.assign(levels.all().begin(), levels.all().end());
        reading.names.levels.push_back(std::move(levels));
        reading.model.relations.push_back(std::move(made));
    }
}

void read_relations(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries)
        if (const auto index = reading.names.relations.find(entry.key))
            read_relation(entry, *index, reading);
}

}  // namespace entente
