/// @file solve_json.cpp
/// Equilibria as JSON (docs/output.md) and as CSV.
#include "entente/selection.hpp"

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/solve_report.hpp"
#include "report/trees.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace entente {
namespace {

namespace json = boost::json;

json::object strategies_of(const NormalForm<Rational>& game, const Profile& profile) {
    json::object strategies;
    for (std::size_t i = 0; i < profile.size(); ++i) {
        const GamePlayer& player = game.players()[i];
        strategies[valid_utf8(player.name)] = strategy_tree(player, profile[i]);
    }
    return strategies;
}

json::object payoffs_of(const NormalForm<Rational>& game, const Profile& profile) {
    const auto values = payoffs(game, profile);
    json::object object;
    for (std::size_t i = 0; i < values.size(); ++i)
        object[valid_utf8(game.players()[i].name)] = to_text(values[i]);
    return object;
}

json::array strings(const std::vector<std::string>& texts) {
    json::array array;
    for (const std::string& text : texts) array.push_back(json_string(text));
    return array;
}

json::object tree_of(const SolvedInteraction& solved) {
    json::array players;
    json::object actions;
    for (const GamePlayer& player : solved.game.players()) {
        players.push_back(json_string(player.name));
        actions[valid_utf8(player.name)] = strings(player.actions);
    }
    json::array equilibria;
    for (const Equilibrium& equilibrium : solved.solution.equilibria) {
        equilibria.push_back(
            json::object{{"strategies", strategies_of(solved.game, equilibrium.profile)},
                         {"payoffs", payoffs_of(solved.game, equilibrium.profile)},
                         {"pure", is_pure(equilibrium.profile)},
                         {"regret", to_text(equilibrium.regret)}});
    }
    json::object tree{{"title", json_string(solved.title)},
                      {"players", std::move(players)},
                      {"actions", std::move(actions)},
                      {"equilibria", std::move(equilibria)},
                      {"complete", solved.complete},
                      {"method", json_string(solved.method)},
                      {"guarantee", json_string(solved.guarantee)}};
    if (!solved.baseline.empty()) {
        tree["baseline"] = json_string(solved.baseline);
        tree["selected"] =
            solved.selected ? json::value(*solved.selected + 1) : json::value(nullptr);
    }
    add_structure(solved, tree);
    add_optimum(solved, tree);
    add_reductions(solved, tree);
    tree["notes"] = strings(solved.notes);
    return tree;
}

/// One line for each player and action.
std::string equilibrium_lines(const SolvedInteraction& solved, std::size_t k) {
    const Profile& profile = solved.solution.equilibria[k].profile;
    const auto values = payoffs(solved.game, profile);
    std::string out;
    for (std::size_t i = 0; i < profile.size(); ++i) {
        const GamePlayer& player = solved.game.players()[i];
        for (std::size_t a = 0; a < profile[i].size(); ++a) {
            out += csv_line({solved.name, std::to_string(k + 1), player.name, player.actions[a],
                             to_text(profile[i][a]), to_text(values[i]), truth(is_pure(profile)),
                             truth(solved.selected == k), truth(solved.complete), solved.method});
        }
    }
    return out;
}

}  // namespace

json::object strategy_tree(const GamePlayer& player, const std::vector<Rational>& strategy) {
    json::object tree;
    for (std::size_t a = 0; a < strategy.size(); ++a)
        tree[valid_utf8(player.actions[a])] = to_text(strategy[a]);
    return tree;
}

json::value solve_tree(const std::string& title, const std::vector<SolvedInteraction>& solved,
                       const std::vector<SolvedRankings>& rankings) {
    json::object interactions;
    for (const SolvedInteraction& interaction : solved)
        interactions[valid_utf8(interaction.name)] = tree_of(interaction);
    for (const SolvedRankings& interaction : rankings)
        interactions[valid_utf8(interaction.name)] = rankings_tree(interaction);
    json::object tree;
    if (!title.empty()) tree["title"] = json_string(title);
    tree["interactions"] = std::move(interactions);
    return tree;
}

std::string solve_csv(const std::vector<SolvedInteraction>& solved) {
    std::string out = csv_line({"interaction", "equilibrium", "player", "action", "probability",
                                "payoff", "pure", "selected", "complete", "method"});
    for (const SolvedInteraction& interaction : solved) {
        for (std::size_t k = 0; k < interaction.solution.equilibria.size(); ++k)
            out += equilibrium_lines(interaction, k);
    }
    return out;
}

}  // namespace entente
