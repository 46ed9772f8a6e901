#include "model/claims.hpp"
#include "model/payoff_rows.hpp"
#include "model/rankings.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

/// Names of the profiles: those of the table "outcomes", for the rest the actions with "/" between.
NameList outcomes_of(const Node& interaction, std::uint32_t index, Reading& reading) {
    const auto& actions = reading.names.actions[index];
    const NameList& players = reading.names.interaction_players[index];
    std::vector<std::string> names{""};
    for (std::size_t i = 0; i < actions.size(); ++i) {
        std::vector<std::string> longer;
        for (const std::string& start : names)
            for (const std::string& action : actions[i].all())
                longer.push_back(start + (i == 0 ? "" : "/") + action);
        names = std::move(longer);
    }
    const Node* outcomes = interaction.find("outcomes");
    std::vector<SourceSpan> places(names.size(), interaction.find("rankings")->where);
    if (outcomes != nullptr &&
        check_kind(*outcomes, Node::Kind::table, "\"outcomes\"", reading.faults)) {
        for (const Entry& entry : outcomes->entries) {
            std::size_t position = 0;
            const auto profile = profile_of(entry.value, actions, players, reading.faults);
            if (!profile) continue;
            for (std::size_t i = 0; i < profile->size(); ++i)
                position = position * actions[i].size() + (*profile)[i];
            names[position] = entry.key;
            places[position] = entry.where;
        }
    }
    NameList list;
    for (std::size_t p = 0; p < names.size(); ++p)
        if (!list.add(names[p]))
            reading.faults.add(places[p],
                               fmt::format("two outcomes are called {}", in_quotes(names[p])),
                               "give them names with \"outcomes\"");
    return list;
}

void read_scale(const Node* node, Rankings& made, Reading& reading) {
    made.low = constant(0);
    made.high = constant(1);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::array || node->items.size() != 2) {
        reading.faults.add(node->where, "expected a scale [low, high]");
        return;
    }
    const ExpressionPlace place{"an end of a scale", false, {}};
    made.low = expression_of(&node->items[0], place, reading);
    made.high = expression_of(&node->items[1], place, reading);
    claim(made.low, Operator::less, made.high, "the low end of a scale must be below its high end",
          reading);
}

}  // namespace

std::optional<std::vector<std::size_t>> profile_of(const Node& node,
                                                   const std::vector<NameList>& actions,
                                                   const NameList& players, Faults& faults) {
    const std::size_t before = faults.size();
    std::vector<const Node*> named(players.size());
    if (node.kind == Node::Kind::table) {
        for (const Entry& entry : node.entries) {
            if (const auto player = players.find(entry.key))
                named[*player] = &entry.value;
            else
                faults.add(
                    entry.where,
                    fmt::format("no player of this interaction is called {}", in_quotes(entry.key)),
                    suggestion(entry.key, players.all()));
        }
    } else {
        if (!check_kind(node, Node::Kind::array, "a profile", faults)) return std::nullopt;
        if (node.items.size() != players.size()) {
            faults.add(node.where, fmt::format("a profile has {} actions here, found {}",
                                               players.size(), node.items.size()));
            return std::nullopt;
        }
        for (std::size_t i = 0; i < named.size(); ++i) named[i] = &node.items[i];
    }
    std::vector<std::size_t> profile(players.size());
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (named[i] == nullptr)
            faults.add(node.where, fmt::format("the action of \"{}\" is missing", players[i]));
        else
            profile[i] = name_of(*named[i], actions[i], "action", faults).value_or(0);
    }
    if (faults.size() != before) return std::nullopt;
    return profile;
}

void read_interaction_rankings(const Node& node, std::uint32_t index, Reading& reading) {
    const std::size_t before = reading.faults.size();
    Rankings made;
    const NameList outcomes = outcomes_of(node, index, reading);
    const Node& rankings = *node.find("rankings");
    if (rankings.kind == Node::Kind::array)
        made.ranks = rank_rows(rankings, index, reading);
    else if (reading.faults.size() == before)
        made.ranks = rankings_of(rankings, reading.names.interaction_players[index], outcomes,
                                 "outcome", reading.faults);
    for (auto& ranks : made.ranks) close_gaps(ranks);
    read_scale(node.find("scale"), made, reading);
    made.outcomes.assign(outcomes.all().begin(), outcomes.all().end());
    Interaction& interaction = reading.model.interactions[index];
    interaction.payoffs.assign(interaction.players.size() * outcomes.size(), Expression{});
    for (Expression& zero : interaction.payoffs)
        zero.where = zero.nodes.front().where = rankings.where;
    interaction.rankings = std::move(made);
}

}  // namespace entente
