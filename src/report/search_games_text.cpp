/// @file search_games_text.cpp
/// Adaptive sequences and the game of agenda setting as text.
#include "report/numbers.hpp"
#include "report/search_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"
#include "search/objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>

namespace entente {
namespace {

constexpr auto right = Table::Align::right;
constexpr std::size_t most_rows = 60;

std::string keys_of_set(const Model& model, MeasureSet set) {
    std::vector<std::size_t> measures;
    for (; set != 0; set &= set - 1)
        measures.push_back(static_cast<std::size_t>(std::countr_zero(set)));
    return measures.empty() ? "nothing" : keys_of(model, measures);
}

std::string pending_text(const Model& model, const std::vector<std::size_t>& step) {
    return step.empty() ? "wait" : keys_of(model, step);
}

/// The levels at which so many rows of one set of measures agree: each relation with the levels it
/// takes among them, those that take all levels of the set left out.
template <class Row>
std::string levels_text(const Model& model, const std::vector<const Row*>& all,
                        const std::vector<const Row*>& those) {
    std::string text;
    for (std::size_t e = 0; e < model.relations.size(); ++e) {
        const auto taken = [&](const std::vector<const Row*>& rows) {
            std::vector<std::uint8_t> levels;
            for (const Row* row : rows) levels.push_back(row->levels[e]);
            std::ranges::sort(levels);
            levels.erase(std::ranges::unique(levels).begin(), levels.end());
            return levels;
        };
        const auto mine = taken(those);
        if (mine == taken(all)) continue;
        std::string names;
        for (const std::uint8_t level : mine)
            names += (names.empty() ? "" : " or ") + model.relations[e].levels[level];
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", model.relations[e].key, names);
    }
    return text.empty() ? "any" : text;
}

/// How many combinations of the levels that some rows take there are.
template <class Row>
std::size_t box_of(const std::vector<const Row*>& rows, std::size_t relations) {
    std::size_t size = 1;
    for (std::size_t e = 0; e < relations; ++e) {
        std::vector<std::uint8_t> levels;
        for (const Row* row : rows) levels.push_back(row->levels[e]);
        std::ranges::sort(levels);
        size *= static_cast<std::size_t>(std::ranges::unique(levels).begin() - levels.begin());
    }
    return size;
}

/// Rows of one set of measures that do the same, in one line where their levels make up a box.
template <class Row, class Action>
void add_lines(const Model& model, const std::vector<const Row*>& all, const Action& action,
               Table& table) {
    std::map<std::vector<std::string>, std::vector<const Row*>> by_action;
    std::vector<std::vector<std::string>> order;
    for (const Row* row : all) {
        auto& rows = by_action[action(*row)];
        if (rows.empty()) order.push_back(action(*row));
        rows.push_back(row);
    }
    for (const auto& what : order) {
        const auto& rows = by_action[what];
        const auto line = [&](const std::vector<const Row*>& those) {
            std::vector<std::string> cells{keys_of_set(model, those.front()->in_force),
                                           levels_text(model, all, those)};
            cells.insert(cells.end(), what.begin(), what.end());
            table.add(std::move(cells));
        };
        if (box_of(rows, model.relations.size()) == rows.size()) {
            line(rows);
        } else {
            for (const Row* row : rows) line({row});
        }
    }
}

template <class Row, class Action>
std::string rows_text(const Model& model, const std::vector<Row>& rows, const Action& action,
                      Table table) {
    for (std::size_t k = 0; k < std::min(rows.size(), most_rows);) {
        std::vector<const Row*> same;
        const MeasureSet set = rows[k].in_force;
        for (; k < rows.size() && rows[k].in_force == set; ++k) same.push_back(&rows[k]);
        add_lines(model, same, action, table);
    }
    std::string out = table.text(2);
    if (rows.size() > most_rows)
        out += paragraph(
            fmt::format("The first of {} states; all are in --format json.", rows.size()));
    return out;
}

/// What it is worth to let the next step depend on levels. A fixed order is an adaptive sequence
/// too: that is never less than nothing.
std::string flexibility_text(const AdaptiveResult& adaptive, double status_quo, bool proven) {
    if (!adaptive.fixed)
        return fmt::format("No fixed order holds to compare it with; the status quo is worth {}.",
                           short_text(status_quo));
    const std::string order = proven ? "the best fixed order" : "the best fixed order found";
    const std::string most =
        adaptive.proven
            ? ""
            : fmt::format(", and {} at most", short_text(adaptive.bound - *adaptive.fixed));
    if (adaptive.is_fixed)
        return fmt::format(
            "It is {}: no other sequence was found that is worth more. The value of "
            "flexibility is 0{}.",
            order, adaptive.proven ? "" : " as far as is known" + most);
    return fmt::format("The value of flexibility against {} ({}) is {}{}.", order,
                       short_text(*adaptive.fixed), short_text(adaptive.score - *adaptive.fixed),
                       most);
}

}  // namespace

std::string adaptive_text(const Model& model, const SearchResult& result,
                          const SearchOptions& asked) {
    if (!result.adaptive) return {};
    const AdaptiveResult& a = *result.adaptive;
    std::string out = "\n" + heading("The next step depends on the levels reached", '-') + "\n";
    if (!a.holds)
        return out +
               paragraph(fmt::format("No adaptive sequence was found that the players keep, not "
                                     "even waiting. None is worth more than {}.",
                                     short_text(a.bound)));
    out += paragraph(fmt::format(
        "The adaptive sequence below is worth {}{}. It may wait, and leave things out for good.",
        short_text(a.score),
        a.proven ? ", and none is worth more; proven"
                 : fmt::format("; it is proven that none is worth over {} more",
                               short_text(a.bound - a.score))));
    const auto weights = weights_of(asked.objective, result.status_quo.size());
    double status_quo = 0;
    for (std::size_t i = 0; weights && i < weights->size(); ++i)
        status_quo += (*weights)[i] * result.status_quo[i];
    out += paragraph(flexibility_text(a, status_quo, result.proven));
    Table table({{"in force"}, {"levels"}, {"next"}});
    return out + "\n" +
           rows_text(
               model, a.rows,
               [&](const AdaptiveRow& row) {
                   return std::vector<std::string>{pending_text(model, row.step)};
               },
               std::move(table));
}

namespace {

std::string favourites_table(const Model& model, const SearchResult& result) {
    Table table({{"if it set the agenda"},
                 {"best order for it"},
                 {"its value", right},
                 {"sum of values", right}});
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        const auto& best = result.agenda->favourites[i];
        double sum = 0;
        if (best)
            for (const double v : best->values) sum += v;
        table.add({title_of(model.players[i]),
                   best ? steps_text(model, best->steps) : "none enforces itself",
                   best ? short_text(best->values[i]) : "-", best ? short_text(sum) : "-"});
    }
    return table.text(2);
}

std::string outcomes_table(const Model& model, const AgendaResult& agenda) {
    std::vector<Table::Column> columns{{"who proposes"}};
    for (const Player& player : model.players) columns.push_back({title_of(player), right});
    columns.push_back({"sum", right});
    columns.push_back({"remarks"});
    Table table(std::move(columns));
    for (std::size_t k = 0; k < agenda.outcomes.size(); ++k) {
        const AgendaOutcome& outcome = agenda.outcomes[k];
        std::vector<std::string> row{k == 0 ? "as recognised"
                                            : "only " + title_of(model.players[k - 1])};
        double sum = 0;
        for (const double v : outcome.values) {
            row.push_back(short_text(v));
            sum += v;
        }
        row.push_back(short_text(sum));
        row.push_back(!outcome.is_equilibrium ? "went in circles: no equilibrium"
                      : !outcome.is_kept      ? "something in force would not be kept"
                                              : "");
        table.add(std::move(row));
    }
    return table.text(2);
}

}  // namespace

std::string agenda_text(const Model& model, const SearchResult& result) {
    if (!result.agenda) return {};
    std::string out = "\n" + heading("Who would order differently", '-') + "\n";
    out += favourites_table(model, result);
    out +=
        "\nProposers recognised at random, parties accept or decline: values in a stationary "
        "equilibrium\n";
    out += outcomes_table(model, *result.agenda);
    const AgendaOutcome& asked = result.agenda->outcomes.front();
    std::vector<Table::Column> columns{{"in force"}, {"levels"}};
    for (std::size_t i = 0; i < model.players.size(); ++i)
        columns.push_back(
            {fmt::format("{} ({}) proposes", model.players[i].key, percent(asked.recognition[i]))});
    return out + "\n" +
           rows_text(
               model, asked.rows,
               [&](const AgendaRow& row) {
                   std::vector<std::string> cells;
                   for (const auto& step : row.proposals)
                       cells.push_back(step.empty() ? "nothing" : keys_of(model, step));
                   return cells;
               },
               Table(std::move(columns)));
}

}  // namespace entente
