/// @file rankings_json.cpp
/// Rankings and graph models as JSON (docs/output.md) and as CSV.
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/solve_report.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace entente {
namespace {

namespace json = boost::json;

json::array names(const std::vector<std::string>& all, const std::vector<std::size_t>& chosen) {
    json::array array;
    for (const std::size_t k : chosen) array.push_back(json_string(all[k]));
    return array;
}

json::array texts(const std::vector<std::string>& all) {
    json::array array;
    for (const std::string& text : all) array.push_back(json_string(text));
    return array;
}

std::string key(std::string_view concept_name) {
    return std::string(concept_name);
}

json::object per_concept(const GraphModel& graph, const PerConcept<std::vector<std::size_t>>& all) {
    json::object object;
    for (std::size_t c = 0; c < concept_names.size(); ++c)
        object[key(concept_names[c])] = names(graph.states, all[c]);
    return object;
}

json::object ranks_of(const GraphModel& graph) {
    json::object object;
    for (std::size_t i = 0; i < graph.players.size(); ++i) {
        json::object ranks;
        for (std::size_t s = 0; s < graph.states.size(); ++s)
            ranks[valid_utf8(graph.states[s])] = graph.ranks[i][s] + 1;
        object[valid_utf8(graph.players[i])] = std::move(ranks);
    }
    return object;
}

json::object coalition_tree(const GraphModel& graph, const CoalitionStability& coalition) {
    PerConcept<std::vector<std::size_t>> stable;
    for (std::size_t c = 0; c < concept_names.size(); ++c)
        for (std::size_t s = 0; s < graph.states.size(); ++s)
            if (coalition.stable[c][s] != 0) stable[c].push_back(s);
    json::object improvements;
    for (std::size_t s = 0; s < graph.states.size(); ++s)
        if (!coalition.improvements[s].empty())
            improvements[valid_utf8(graph.states[s])] =
                names(graph.states, coalition.improvements[s]);
    return {{"members", names(graph.players, coalition.members)},
            {"improvements", std::move(improvements)},
            {"stable", per_concept(graph, stable)}};
}

void add_game(const SolvedRankings& solved, json::object& tree) {
    const OrdinalGame& game = *solved.game;
    const auto& keys = solved.analysis.graph.players;
    const auto& outcomes = solved.analysis.graph.states;
    json::object actions, reasons;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        actions[valid_utf8(keys[i])] = texts(game.actions[i]);
        json::object of_player;
        for (std::size_t a = 0; a < game.actions[i].size(); ++a) {
            constexpr std::array<std::string_view, 3> words{"always", "depends", "never"};
            of_player[valid_utf8(game.actions[i][a])] =
                json_string(words[static_cast<std::size_t>(solved.solution.rationalizable[i][a])]);
        }
        reasons[valid_utf8(keys[i])] = std::move(of_player);
    }
    json::array dominated;
    for (const Dominated& d : solved.solution.dominated)
        dominated.push_back(json::object{{"player", json_string(keys[d.player])},
                                         {"action", json_string(game.actions[d.player][d.action])},
                                         {"by", json_string(game.actions[d.player][d.by])}});
    tree["actions"] = std::move(actions);
    tree["pure_equilibria"] = names(outcomes, solved.solution.equilibria);
    tree["only_equilibrium"] = solved.solution.only;
    tree["mixed_equilibria"] = json_string(solved.solution.mixed);
    tree["dominated"] = std::move(dominated);
    tree["rationalizable"] = std::move(reasons);
    tree["baseline"] = json_string(solved.baseline);
    tree["played"] = solved.played ? json_string(outcomes[*solved.played]) : json::value(nullptr);
}

json::object condition_tree(const GraphModel& graph, const StabilityCondition& condition) {
    json::array clauses;
    for (const auto& clause : condition.clauses) {
        json::array alternatives;
        for (const auto& alternative : clause)
            alternatives.push_back(names(graph.states, alternative));
        clauses.push_back(std::move(alternatives));
    }
    return {{"no_worse_than", std::move(clauses)},
            {"share", condition.share ? json_string(*condition.share) : json::value(nullptr)},
            {"met", condition.met}};
}

json::object desired_tree(const GraphModel& graph, const DesiredState& desired) {
    json::object players;
    for (std::size_t i = 0; i < graph.players.size(); ++i) {
        json::object conditions;
        for (std::size_t c = 0; c < concept_names.size(); ++c)
            conditions[key(concept_names[c])] = condition_tree(graph, desired.conditions[i][c]);
        players[valid_utf8(graph.players[i])] = std::move(conditions);
    }
    return {{"state", json_string(graph.states[desired.state])}, {"players", std::move(players)}};
}

}  // namespace

json::value rankings_tree(const SolvedRankings& solved) {
    const GraphAnalysis& analysis = solved.analysis;
    const GraphModel& graph = analysis.graph;
    json::object tree{{"title", json_string(solved.title)},
                      {"players", texts(graph.players)},
                      {"states", texts(graph.states)},
                      {"ranks", ranks_of(graph)}};
    if (solved.game) add_game(solved, tree);
    if (!graph.moves.empty()) {
        json::array coalitions;
        for (const CoalitionStability& coalition : analysis.coalitions)
            coalitions.push_back(coalition_tree(graph, coalition));
        tree["efficient"] = names(graph.states, solved.efficient);
        tree["stable"] = per_concept(graph, analysis.equilibria);
        tree["coalition_stable"] = analysis.all_coalitions && analysis.complete
                                       ? json::value(per_concept(graph, analysis.coalitional))
                                       : json::value(nullptr);
        tree["coalitions"] = std::move(coalitions);
    }
    if (solved.desired) tree["desired"] = desired_tree(graph, *solved.desired);
    tree["complete"] = solved.complete;
    tree["notes"] = texts(solved.notes);
    return tree;
}

std::string rankings_csv(const std::vector<SolvedRankings>& solved) {
    std::string out = csv_line({"interaction", "state", "player", "rank", "nash", "gmr", "smr",
                                "seq", "equilibrium", "complete"});
    for (const SolvedRankings& one : solved) {
        const GraphModel& graph = one.analysis.graph;
        const auto& coalitions = one.analysis.coalitions;
        for (std::size_t s = 0; s < graph.states.size(); ++s) {
            for (std::size_t i = 0; i < graph.players.size(); ++i) {
                std::vector<std::string> cells{one.name, graph.states[s], graph.players[i],
                                               std::to_string(graph.ranks[i][s] + 1)};
                for (std::size_t c = 0; c < concept_names.size(); ++c)
                    cells.push_back(i < coalitions.size() ? truth(coalitions[i].stable[c][s] != 0)
                                                          : "");
                std::string of;
                for (std::size_t c = 0; c < concept_names.size(); ++c)
                    if (std::ranges::binary_search(one.analysis.equilibria[c], s))
                        of += (of.empty() ? "" : " ") + key(concept_names[c]);
                cells.push_back(std::move(of));
                cells.push_back(truth(one.complete));
                out += csv_line(cells);
            }
        }
    }
    return out;
}

}  // namespace entente
