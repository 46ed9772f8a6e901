/// @file optimum_report.cpp
/// The best equilibria for an objective; value and optimal strategies of constant-sum games.
#include "report/json.hpp"
#include "report/solve_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace entente {
namespace {

namespace json = boost::json;

std::string objective_name(const EquilibriumObjective& objective) {
    switch (objective.kind) {
        case EquilibriumObjective::Kind::welfare:
            return "welfare";
        case EquilibriumObjective::Kind::egalitarian:
            return "egalitarian";
        case EquilibriumObjective::Kind::player:
            break;
    }
    return "player:" + objective.player;
}

/// "the sum of payoffs", as words.
std::string objective_text(const SolvedInteraction& solved) {
    const EquilibriumObjective& objective = *solved.wishes.best;
    switch (objective.kind) {
        case EquilibriumObjective::Kind::welfare:
            return "the sum of payoffs";
        case EquilibriumObjective::Kind::egalitarian:
            return "the smallest payoff";
        case EquilibriumObjective::Kind::player:
            break;
    }
    const auto players = solved.game.players();
    const auto it = std::ranges::find(players, objective.player, &GamePlayer::name);
    if (it == players.end()) return "the payoff of " + objective.player;
    return "the payoff of " + solved.player_titles[static_cast<std::size_t>(it - players.begin())];
}

/// Whether no equilibrium at all, listed or not, is better.
bool is_proved(const SolvedInteraction& solved) {
    return (solved.complete || solved.only_best) &&
           extremes_suffice(solved.game, *solved.wishes.best);
}

std::string best_text(const SolvedInteraction& solved) {
    if (!solved.wishes.best) return {};
    const std::string what = objective_text(solved);
    if (!solved.best)
        return "\n" + paragraph((solved.solution.status == Status::complete
                                     ? "There is no equilibrium here to judge by "
                                     : "No equilibrium was found so far to judge by ") +
                                what + ".");
    std::vector<std::string> numbers;
    for (const std::size_t k : solved.best->positions) numbers.push_back(std::to_string(k + 1));
    std::string which = numbers.size() == 1 ? "number " : "numbers ";
    which += enumeration(numbers);
    if (solved.only_best && numbers.size() > 1) which = "all of these";
    return "\n" +
           paragraph(fmt::format(
               "Best for {}: {}, with {}. {}", what, which, number_text(solved.best->value),
               is_proved(solved) ? "Proved: no equilibrium has more."
                                 : "Not proved: others than the listed ones may have more."));
}

/// The two sides, without nobody.
std::vector<std::size_t> sides_of(const SolvedInteraction& solved) {
    std::vector<std::size_t> sides;
    for (std::size_t s = 0; s < 2; ++s) {
        if (solved.optimal->players[s] < solved.game.players().size()) sides.push_back(s);
    }
    return sides;
}

std::string optimal_text(const SolvedInteraction& solved) {
    if (!solved.wishes.optimal) return {};
    if (!solved.optimal)
        return "\n" + paragraph(solved.solution.status == Status::cancelled
                                    ? "Stopped before a value was found, if there is one."
                                    : "No value: this is no constant-sum game of two players.");
    const OptimalStrategies& optimal = *solved.optimal;
    Table table({{"player"}, {"value"}, {"optimal strategies"}});
    for (const std::size_t s : sides_of(solved)) {
        const std::size_t i = optimal.players[s];
        std::vector<std::string> vertices;
        for (const auto& strategy : optimal.vertices[s])
            vertices.push_back(strategy_text(solved.game.players()[i], strategy));
        table.add({solved.player_titles[i], number_text(optimal.values[s]),
                   fmt::format("{}", fmt::join(vertices, " | "))});
    }
    return "\n" +
           paragraph(fmt::format(
               "Constant-sum: the payoffs add up to {}. Each player can be sure of its value, by "
               "any mixture of the strategies between bars{}:",
               number_text(Rational(optimal.values[0] + optimal.values[1])),
               optimal.complete ? " and by no other" : " (stopped early: there may be more)")) +
           table.text(2);
}

json::value optimal_tree(const SolvedInteraction& solved) {
    if (!solved.optimal) return nullptr;
    const OptimalStrategies& optimal = *solved.optimal;
    json::object values;
    json::object vertices;
    for (const std::size_t s : sides_of(solved)) {
        const GamePlayer& player = solved.game.players()[optimal.players[s]];
        values[valid_utf8(player.name)] = to_text(optimal.values[s]);
        json::array list;
        for (const auto& strategy : optimal.vertices[s])
            list.push_back(strategy_tree(player, strategy));
        vertices[valid_utf8(player.name)] = std::move(list);
    }
    return json::object{{"sum", to_text(Rational(optimal.values[0] + optimal.values[1]))},
                        {"values", std::move(values)},
                        {"vertices", std::move(vertices)},
                        {"complete", optimal.complete}};
}

}  // namespace

std::string optimum_text(const SolvedInteraction& solved) {
    return best_text(solved) + optimal_text(solved);
}

void add_optimum(const SolvedInteraction& solved, json::object& tree) {
    if (solved.wishes.optimal) tree["optimal_strategies"] = optimal_tree(solved);
    if (!solved.wishes.best) return;
    if (!solved.best) {
        tree["best"] = nullptr;
        return;
    }
    json::array positions;
    for (const std::size_t k : solved.best->positions) positions.push_back(json::value(k + 1));
    tree["best"] = json::object{{"objective", json_string(objective_name(*solved.wishes.best))},
                                {"value", to_text(solved.best->value)},
                                {"equilibria", std::move(positions)},
                                {"proved", is_proved(solved)}};
}

}  // namespace entente
