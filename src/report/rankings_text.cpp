/// @file rankings_text.cpp
/// Rankings and graph models as text for people.
#include "entente/scalar.hpp"

#include "report/numbers.hpp"
#include "report/solve_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace entente {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t most_rows = 60;  ///< of states; JSON has them all

Names chosen(const Names& all, const std::vector<std::size_t>& positions) {
    Names names;
    for (const std::size_t k : positions) names.push_back(all[k]);
    return names;
}

std::string list_or_none(const Names& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::string upper(std::string_view name) {
    std::string text(name);
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// The ranks of a game of two players as a matrix, if it is small enough to be looked at.
std::string matrix_text(const SolvedRankings& solved) {
    constexpr std::size_t most_actions = 7;
    const auto& actions = solved.game->actions;
    if (actions.size() != 2 || actions[0].size() > most_actions || actions[1].size() > most_actions)
        return {};
    std::vector<Table::Column> columns{{""}};
    for (const std::string& action : actions[1]) columns.push_back({action});
    Table table(std::move(columns));
    for (std::size_t a = 0; a < actions[0].size(); ++a) {
        Names cells{actions[0][a]};
        for (std::size_t b = 0; b < actions[1].size(); ++b)
            cells.push_back(ranks_text(solved.analysis.graph, a * actions[1].size() + b));
        table.add(std::move(cells));
    }
    return paragraph(fmt::format("Ranks of the outcomes for {} (rows) and {} (columns), 1 is best:",
                                 solved.player_titles[0], solved.player_titles[1])) +
           table.text(2) + "\n";
}

std::string reasons_text(const SolvedRankings& solved) {
    std::string out;
    const auto& actions = solved.game->actions;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        Names never, depends;
        for (std::size_t a = 0; a < actions[i].size(); ++a) {
            const Reason reason = solved.solution.rationalizable[i][a];
            if (reason == Reason::depends) depends.push_back(actions[i][a]);
            if (reason != Reason::never) continue;
            const auto& all = solved.solution.dominated;
            const auto it = std::ranges::find_if(
                all, [&](const Dominated& d) { return d.player == i && d.action == a; });
            never.push_back(it == all.end() ? actions[i][a]
                                            : fmt::format("{} ({} is always better)", actions[i][a],
                                                          actions[i][it->by]));
        }
        if (never.empty() && depends.empty()) continue;
        std::string line = solved.player_titles[i] + ":";
        if (!never.empty()) line += " never rationalizable: " + list_or_none(never) + ".";
        if (!depends.empty())
            line +=
                " Rationalizable or not, depending on the numbers: " + list_or_none(depends) + ".";
        out += paragraph(line, "  ", 4);
    }
    return out.empty() ? paragraph("Every action of every player is rationalizable.", "  ", 2)
                       : out;
}

std::string game_text(const SolvedRankings& solved) {
    const auto& outcomes = solved.analysis.graph.states;
    const auto& solution = solved.solution;
    std::string out =
        matrix_text(solved) + paragraph("Whatever numbers stand behind these rankings:");
    const std::size_t count = solution.equilibria.size();
    const std::string found =
        count == 0   ? "No pure equilibrium."
        : count == 1 ? fmt::format("1 pure equilibrium: {}.", outcomes[solution.equilibria[0]])
                     : fmt::format("{} pure equilibria: {}.", count,
                                   list_or_none(chosen(outcomes, solution.equilibria)));
    out += paragraph(found + " " + solution.mixed, "  ", 2);
    out += reasons_text(solved);
    out += paragraph(solved.played
                         ? fmt::format("Without an agreement {} is played, by the rule: {}.",
                                       outcomes[*solved.played], solved.baseline)
                         : fmt::format("What is played without an agreement, by the rule {}, "
                                       "depends on the numbers.",
                                       solved.baseline),
                     "  ", 2);
    return out + "\n";
}

/// For whom a state is stable.
std::string stable_for(const GraphAnalysis& analysis, std::size_t what, std::size_t state) {
    Names names;
    const std::size_t players = analysis.graph.players.size();
    for (std::size_t i = 0; i < players; ++i)
        if (analysis.coalitions[i].stable[what][state] != 0)
            names.push_back(analysis.graph.players[i]);
    if (names.size() == players) return "all";
    return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

std::string stability_table(const SolvedRankings& solved) {
    const GraphAnalysis& analysis = solved.analysis;
    std::vector<Table::Column> columns{{"state"}, {"ranks"}};
    for (const std::string_view name : concept_names) columns.push_back({upper(name)});
    Table table(std::move(columns));
    const std::size_t rows = std::min(analysis.graph.states.size(), most_rows);
    for (std::size_t s = 0; s < rows; ++s) {
        const std::string& name = analysis.graph.states[s];
        const std::string& title = solved.state_titles[s];
        Names cells{title == name ? name : fmt::format("{}: {}", name, title),
                    ranks_text(analysis.graph, s)};
        for (std::size_t c = 0; c < concept_names.size(); ++c)
            cells.push_back(stable_for(analysis, c, s));
        table.add(std::move(cells));
    }
    std::string out = table.text(2);
    if (rows < analysis.graph.states.size())
        out += paragraph(fmt::format("and {} more", analysis.graph.states.size() - rows), "  ", 2);
    return out;
}

/// Equilibria that a coalition of two or more leaves, and for what.
std::string coalition_moves(const GraphAnalysis& analysis) {
    const GraphModel& graph = analysis.graph;
    constexpr std::size_t most_lines = 12, most_targets = 6;
    std::size_t lines = 0;
    std::string out;
    for (std::size_t s = 0; s < graph.states.size(); ++s) {
        const bool equilibrium = std::ranges::any_of(analysis.equilibria, [&](const auto& all) {
            return std::ranges::binary_search(all, s);
        });
        for (const CoalitionStability& coalition : analysis.coalitions) {
            const auto& targets = coalition.improvements[s];
            if (!equilibrium || coalition.members.size() < 2 || targets.empty()) continue;
            if (++lines > most_lines) continue;
            Names names = chosen(graph.states, targets);
            const std::size_t more = names.size() - std::min(names.size(), most_targets);
            names.resize(names.size() - more);
            out += paragraph(fmt::format("{}: {} can move together to {}{}", graph.states[s],
                                         enumeration(chosen(graph.players, coalition.members)),
                                         fmt::join(names, ", "),
                                         more == 0 ? "" : fmt::format(" and {} more", more)),
                             "  ", 4);
        }
    }
    if (lines > most_lines)
        out +=
            paragraph(fmt::format("and {} more coalitions and states", lines - most_lines), "  ");
    return out;
}

std::string coalitions_text(const GraphAnalysis& analysis) {
    if (analysis.graph.players.size() < 2 || !analysis.all_coalitions) return {};
    std::string out = "\nStable for every coalition as well:\n";
    for (std::size_t c = 0; c < concept_names.size(); ++c)
        out += paragraph(
            fmt::format("{}: {}", upper(concept_names[c]),
                        list_or_none(chosen(analysis.graph.states, analysis.coalitional[c]))),
            "  ", 4);
    const std::string moves = coalition_moves(analysis);
    if (!moves.empty()) out += "Equilibria that a coalition would leave:\n" + moves;
    return out;
}

std::string stability_text(const SolvedRankings& solved) {
    const GraphAnalysis& analysis = solved.analysis;
    if (!analysis.complete)
        return paragraph("Stability: stopped before every verdict was found and checked.");
    std::string out = paragraph(
        "Who has reason to stay (\"all\": an equilibrium). NASH: no move of one's own improves; "
        "GMR: "
        "every improvement can be answered with harm; SMR: and that harm cannot be escaped; SEQ: "
        "others answer so by improving their own lot.");
    return out + stability_table(solved) + coalitions_text(analysis);
}

/// "3 or (1 and 2); 5".
std::string clauses_text(const GraphModel& graph, const StabilityCondition& condition) {
    constexpr std::size_t longest = 400;
    std::string out;
    for (const auto& clause : condition.clauses) {
        Names alternatives;
        for (const auto& alternative : clause) {
            const std::string all =
                fmt::format("{}", fmt::join(chosen(graph.states, alternative), " and "));
            alternatives.push_back(
                alternative.size() > 1 && clause.size() > 1 ? fmt::format("({})", all) : all);
        }
        out += fmt::format("{}{}", out.empty() ? "" : "; ", fmt::join(alternatives, " or "));
        if (out.size() > longest) return "(long; --format json has it)";
    }
    return out.empty() ? "(nothing: always stable)" : out;
}

std::string share_text(const StabilityCondition& condition, std::size_t states) {
    if (!condition.share) return "not counted";
    const Rational share = parse_rational(*condition.share).value();
    constexpr std::size_t most_written_out = 8;
    if (states > most_written_out) return percent(share.convert_to<double>());
    Rational all = 1;
    for (std::size_t k = 2; k <= states; ++k) all *= k;
    return fmt::format("{} of {}", to_text(share * all), to_text(all));
}

std::string desired_text(const SolvedRankings& solved) {
    const GraphModel& graph = solved.analysis.graph;
    Table table({{"player"}, {"concept"}, {"no worse than"}, {"strict rankings"}, {"is so"}});
    for (std::size_t i = 0; i < graph.players.size(); ++i) {
        for (std::size_t c = 0; c < concept_names.size(); ++c) {
            const StabilityCondition& condition = solved.desired->conditions[i][c];
            table.add({c == 0 ? solved.player_titles[i] : "", upper(concept_names[c]),
                       clauses_text(graph, condition), share_text(condition, graph.states.size()),
                       condition.met ? "yes" : "no"});
        }
    }
    return "\n" +
           paragraph(fmt::format("For {} to be stable, a player must find it no worse than (\";\" "
                                 "stands for \"and\"; "
                                 "for SEQ the others keep their rankings):",
                                 graph.states[solved.desired->state])) +
           table.text(2);
}

}  // namespace

std::string ranks_text(const GraphModel& graph, std::size_t outcome) {
    Names ranks;
    for (const auto& of_player : graph.ranks)
        ranks.push_back(std::to_string(of_player[outcome] + 1));
    return fmt::format("{}", fmt::join(ranks, ", "));
}

std::string rankings_text(const SolvedRankings& solved) {
    std::string out =
        heading(solved.title == solved.name ? solved.name
                                            : fmt::format("{} ({})", solved.title, solved.name),
                '-') +
        "\n";
    if (solved.game)
        out += game_text(solved);
    else
        out += paragraph(
            "Players, in the order of the ranks: " + enumeration(solved.player_titles) + ".");
    if (!solved.analysis.graph.moves.empty()) out += stability_text(solved);
    if (solved.desired) out += desired_text(solved);
    for (const std::string& note : solved.notes) out += paragraph(note, "Note: ", 6);
    return out;
}

}  // namespace entente
