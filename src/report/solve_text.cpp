/// @file solve_text.cpp
/// Equilibria as text for people.
#include "entente/selection.hpp"

#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/solve_report.hpp"
#include "report/table.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace entente {
namespace {

/// The decimal that is exactly x, if it has at most six places; else nothing.
std::optional<std::string> decimal_text(const Rational& x) {
    constexpr int most_places = 6;
    const Rational scaled = x * 1'000'000;
    if (denominator(scaled) != 1) return std::nullopt;
    std::string text = fmt::format("{:.{}f}", to_scalar<double>(x), most_places);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text.size() <= 15 ? std::optional(text) : std::nullopt;
}

/// Whether a game was given in decimals: some payoffs are no integers, all are short decimals.
bool is_in_decimals(const NormalForm<Rational>& game) {
    bool all_whole = true;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        for (const Rational& x : game.payoffs(i)) {
            all_whole = all_whole && denominator(x) == 1;
            if (!decimal_text(x)) return false;
        }
    }
    return !all_whole;
}

/// In decimals where the game is given in them; what is no short decimal stays a fraction.
std::string payoffs_text(const std::vector<Rational>& values, bool in_decimals) {
    std::vector<std::string> parts;
    for (const Rational& x : values)
        parts.push_back((in_decimals ? decimal_text(x) : std::nullopt).value_or(number_text(x)));
    return fmt::format("{}", fmt::join(parts, ", "));
}

/// A note, line by line as its author wrote it.
std::string note_text(const std::string& note) {
    constexpr std::string_view first = "Note: ";
    std::string out;
    std::istringstream lines(note);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
        if (blanks == line.size()) continue;
        out += out.empty() ? paragraph(line, first, first.size())
                           : paragraph(line, std::string(first.size() + blanks, ' '),
                                       first.size() + blanks);
    }
    return out;
}

/// The matrix of a game of two players, if it is small enough to be looked at.
std::string matrix_text(const SolvedInteraction& solved) {
    constexpr std::size_t most_actions = 7;
    const auto players = solved.game.players();
    if (players.size() != 2 || players[0].actions.size() > most_actions ||
        players[1].actions.size() > most_actions)
        return {};
    std::vector<Table::Column> columns{{""}};
    for (const std::string& action : players[1].actions) columns.push_back({action});
    Table table(std::move(columns));
    const auto& rows = players[0].actions;
    const bool in_decimals = is_in_decimals(solved.game);
    for (std::size_t a = 0; a < rows.size(); ++a) {
        std::vector<std::string> cells{rows[a]};
        for (std::size_t b = 0; b < players[1].actions.size(); ++b) {
            const std::size_t profile = a * solved.game.stride(0) + b;
            cells.push_back(payoffs_text(
                {solved.game.payoffs(0)[profile], solved.game.payoffs(1)[profile]}, in_decimals));
        }
        table.add(std::move(cells));
    }
    return paragraph(fmt::format("Payoffs to {} (rows) and {} (columns):", solved.player_titles[0],
                                 solved.player_titles[1])) +
           table.text(2) + "\n";
}

std::string players_text(const SolvedInteraction& solved) {
    constexpr std::size_t most_actions = 40;
    std::string out;
    for (std::size_t i = 0; i < solved.game.players().size(); ++i) {
        const auto& actions = solved.game.players()[i].actions;
        const auto shown = std::span(actions).first(std::min(actions.size(), most_actions));
        std::string text =
            fmt::format("{} chooses among: {}", solved.player_titles[i], fmt::join(shown, ", "));
        if (shown.size() < actions.size())
            text += fmt::format(" and {} more", actions.size() - shown.size());
        out += paragraph(capitalised(std::move(text)));
    }
    return out + "\n";
}

std::string count_text(const SolvedInteraction& solved) {
    const std::size_t count = solved.solution.equilibria.size();
    const std::string found = count == 0   ? "No equilibrium"
                              : count == 1 ? "1 equilibrium"
                                           : fmt::format("{} equilibria", count);
    if (solved.complete) return fmt::format("{} (complete list, {})", found, solved.method);
    if (solved.only_best) {
        return fmt::format("{} (none but the best: the list of all is long, {})", found,
                           solved.method);
    }
    if (solved.solution.status == Status::limit_reached)
        return fmt::format("{} so far: a limit was reached, there may be more ({})", found,
                           solved.method);
    if (solved.solution.status == Status::cancelled)
        return fmt::format("{} so far: stopped early, there may be more ({})", found,
                           solved.method);
    return fmt::format("{} (no complete list: {} finds {})", found, solved.method,
                       solved.guarantee);
}

Table equilibria_table(const SolvedInteraction& solved) {
    std::vector<Table::Column> columns{{"#", Table::Align::right}, {"kind"}};
    for (const std::string& title : solved.player_titles) columns.push_back({title});
    columns.push_back({"payoffs"});
    const bool has_baseline = !solved.baseline.empty();
    if (has_baseline) columns.push_back({"played"});
    Table table(std::move(columns));
    const auto& equilibria = solved.solution.equilibria;
    const bool in_decimals = is_in_decimals(solved.game);
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        const Profile& profile = equilibria[k].profile;
        std::vector<std::string> row{std::to_string(k + 1), is_pure(profile) ? "pure" : "mixed"};
        for (std::size_t i = 0; i < profile.size(); ++i)
            row.push_back(strategy_text(solved.game.players()[i], profile[i]));
        row.push_back(payoffs_text(payoffs(solved.game, profile), in_decimals));
        if (has_baseline) row.emplace_back(solved.selected == k ? "yes" : "");
        table.add(std::move(row));
    }
    return table;
}

std::string interaction_text(const SolvedInteraction& solved) {
    const std::string name = solved.title == solved.name
                                 ? solved.name
                                 : fmt::format("{} ({})", solved.title, solved.name);
    std::string out = heading(name, '-') + "\n";
    const std::string matrix = matrix_text(solved);
    out += matrix.empty() ? players_text(solved) : matrix;
    out += paragraph(count_text(solved) + (solved.solution.equilibria.empty() ? "." : ":"));
    if (!solved.solution.equilibria.empty()) out += equilibria_table(solved).text(2);
    out += structure_text(solved) + optimum_text(solved) + reductions_text(solved);
    if (solved.selected) {
        out += paragraph(fmt::format("Without an agreement number {} is played, by the rule: {}.",
                                     *solved.selected + 1, solved.baseline));
    }
    for (const std::string& note : solved.notes) out += note_text(note);
    return out;
}

}  // namespace

std::string number_text(const Rational& x) {
    constexpr std::size_t longest = 15;
    std::string exact = to_text(x);
    return exact.size() <= longest ? exact : "~" + rounded_text(x, 4);
}

std::string strategy_text(const GamePlayer& player, const std::vector<Rational>& strategy) {
    // "20 1/2" would read as twenty and a half.
    const auto is_number = [](const std::string& action) {
        return action.find_first_not_of("0123456789+-./ ") == action.npos;
    };
    std::vector<std::string> parts;
    for (std::size_t a = 0; a < strategy.size(); ++a) {
        if (strategy[a] == 1) return player.actions[a];
        if (strategy[a] != 0)
            parts.push_back(fmt::format("{}{} {}", player.actions[a],
                                        is_number(player.actions[a]) ? ":" : "",
                                        number_text(strategy[a])));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

bool is_pure(const Profile& profile) {
    return std::ranges::all_of(profile, [](const std::vector<Rational>& strategy) {
        return std::ranges::find(strategy, Rational(1)) != strategy.end();
    });
}

std::string solve_text(const std::string& title, const std::vector<SolvedInteraction>& solved) {
    std::string out = title.empty() ? "" : heading(title, '=') + "\n";
    const bool is_model = std::ranges::any_of(
        solved, [](const SolvedInteraction& one) { return !one.baseline.empty(); });
    if (is_model) {
        out += paragraph(
            "Each interaction by itself, as it is at the start: relations at their initial levels, "
            "no measure in force but the initial ones.");
        out += "\n";
    }
    for (const SolvedInteraction& interaction : solved) {
        if (&interaction != solved.data()) out += "\n";
        out += interaction_text(interaction);
    }
    return out;
}

std::string solve_report(const std::string& title, const std::vector<SolvedInteraction>& solved,
                         const std::vector<SolvedRankings>& rankings, Format format) {
    if (format == Format::json) return json_text(solve_tree(title, solved, rankings));
    if (format == Format::csv) {
        const bool only_rankings = solved.empty() && !rankings.empty();
        return (only_rankings ? "" : solve_csv(solved)) +
               (only_rankings || rankings.empty() ? "" : "\n") +
               (rankings.empty() ? "" : rankings_csv(rankings));
    }
    std::string out = solve_text(title, solved);
    for (const SolvedRankings& interaction : rankings) {
        if (&interaction != rankings.data() || !solved.empty()) out += "\n";
        out += rankings_text(interaction);
    }
    if (solved.empty() && rankings.empty()) out += "There is no interaction to solve.\n";
    return out;
}

}  // namespace entente
