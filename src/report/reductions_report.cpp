/// @file reductions_report.cpp
/// Which actions do not matter, and why.
#include "report/json.hpp"
#include "report/solve_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entente {
namespace {

namespace json = boost::json;

std::vector<std::string> names_of(const SolvedInteraction& solved, std::size_t player,
                                  const std::vector<std::size_t>& actions) {
    std::vector<std::string> names;
    for (const std::size_t a : actions) names.push_back(solved.game.players()[player].actions[a]);
    return names;
}

std::string dominated_text(const SolvedInteraction& solved) {
    const Reductions& reductions = *solved.reductions;
    if (reductions.dominated.empty()) {
        return paragraph(reductions.complete ? "No action is strictly dominated."
                                             : "Stopped before a dominated action was found.");
    }
    Table table({{"round", Table::Align::right},
                 {"player"},
                 {"left out"},
                 {"because this is better"},
                 {"by at least", Table::Align::right}});
    for (const DominatedAction& each : reductions.dominated) {
        const GamePlayer& player = solved.game.players()[each.player];
        table.add({std::to_string(each.round), solved.player_titles[each.player],
                   player.actions[each.action], strategy_text(player, each.better),
                   number_text(each.margin)});
    }
    std::string out =
        paragraph("Strictly dominated actions, which no equilibrium plays, round by round:") +
        table.text(2);
    if (!reductions.complete) out += paragraph("Stopped early: more may be dominated.");
    return out;
}

std::string remaining_text(const SolvedInteraction& solved) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < solved.player_titles.size(); ++i) {
        parts.push_back(
            fmt::format("{}: {}", solved.player_titles[i],
                        fmt::join(names_of(solved, i, solved.reductions->remaining[i]), ", ")));
    }
    const bool correlated = solved.player_titles.size() > 2;
    if (!solved.reductions->complete)
        return paragraph(fmt::format("Not left out so far: {}.", fmt::join(parts, "; ")));
    return paragraph(fmt::format("Rationalizable actions{}: {}.",
                                 correlated ? " (beliefs about the others may be correlated)" : "",
                                 fmt::join(parts, "; ")));
}

std::string duplicates_text(const SolvedInteraction& solved) {
    std::string out;
    for (const DuplicateActions& each : solved.reductions->duplicates) {
        out += paragraph(fmt::format("Duplicates: {} of {} are the same to everybody.",
                                     enumeration(names_of(solved, each.player, each.actions)),
                                     solved.player_titles[each.player]));
    }
    return out;
}

std::string sum_text(const SolvedInteraction& solved) {
    const auto& sum = solved.reductions->sum;
    if (!sum) return {};
    if (sum->is_zero()) return paragraph("The game is zero-sum.");
    return paragraph(
        fmt::format("The game is constant-sum: the payoffs add up to {}.", number_text(*sum)));
}

json::array names_tree(const std::vector<std::string>& names) {
    json::array array;
    for (const std::string& name : names) array.push_back(json_string(name));
    return array;
}

json::array dominated_tree(const SolvedInteraction& solved) {
    json::array dominated;
    for (const DominatedAction& each : solved.reductions->dominated) {
        const GamePlayer& player = solved.game.players()[each.player];
        dominated.push_back(json::object{{"round", each.round},
                                         {"player", json_string(player.name)},
                                         {"action", json_string(player.actions[each.action])},
                                         {"better", strategy_tree(player, each.better)},
                                         {"margin", to_text(each.margin)}});
    }
    return dominated;
}

}  // namespace

std::string reductions_text(const SolvedInteraction& solved) {
    if (!solved.reductions) return {};
    return "\n" + dominated_text(solved) + remaining_text(solved) + duplicates_text(solved) +
           sum_text(solved);
}

void add_reductions(const SolvedInteraction& solved, json::object& tree) {
    if (!solved.reductions) return;
    const auto players = solved.game.players();
    json::object rationalizable;
    for (std::size_t i = 0; i < players.size(); ++i) {
        rationalizable[valid_utf8(players[i].name)] =
            names_tree(names_of(solved, i, solved.reductions->remaining[i]));
    }
    json::array duplicates;
    for (const DuplicateActions& each : solved.reductions->duplicates) {
        duplicates.push_back(
            json::object{{"player", json_string(players[each.player].name)},
                         {"actions", names_tree(names_of(solved, each.player, each.actions))}});
    }
    const auto& sum = solved.reductions->sum;
    tree["reductions"] =
        json::object{{"dominated", dominated_tree(solved)},
                     {"rationalizable", std::move(rationalizable)},
                     {"duplicates", std::move(duplicates)},
                     {"constant_sum", sum ? json::value(to_text(*sum)) : json::value(nullptr)},
                     {"complete", solved.reductions->complete}};
}

}  // namespace entente
