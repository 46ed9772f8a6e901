/// @file search_text.cpp
/// The best order as text.
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/search_report.hpp"
#include "report/table.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"
#include "text/amounts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

using Kind = Objective::Kind;
constexpr auto right = Table::Align::right;

/// What is sought, as words.
std::string sought(const Model& model, const Objective& objective) {
    switch (objective.kind) {
        case Kind::utilitarian:
            return "the largest sum of values";
        case Kind::weighted:
            return "the largest weighted sum of values";
        case Kind::nash:
            return "the largest product of gains over the status quo";
        case Kind::egalitarian:
            return "the largest gain over the status quo for the player who gains least";
        case Kind::player:
            return "the largest value for " + title_of(model.players[objective.player]);
        case Kind::fastest:
            return "the fewest periods until everything is in force";
        case Kind::patience:
            return "the least patience that players must have in common";
        case Kind::pareto:
            break;
    }
    return "every value vector that no other one beats";
}

std::string amount(double count, bool exact) {
    return (exact ? "" : "more than ") + large_count_text(count);
}

std::string introduction(const Model& model, const SearchResult& result,
                         const SearchOptions& asked) {
    const SearchPlan& plan = result.plan;
    std::string out = paragraph(
        "What follows from the model's assumptions, not a forecast. Only completions that enforce "
        "themselves and are carried out for certain are compared.");
    const std::string what =
        asked.proposal ? model.proposals[*asked.proposal].key : "all measures of the model";
    out += paragraph(
        fmt::format("Sought: {}, among {} completions of {} through {} sets of "
                    "measures.",
                    sought(model, asked.objective), amount(plan.completions, plan.sets_exact), what,
                    amount(plan.sets, plan.sets_exact)));
    return out + "\n";
}

/// What is known of a search that did not come to its end.
std::string not_proven(const Model& model, const SearchResult& result, const SearchOptions& asked) {
    const Kind kind = asked.objective.kind;
    const auto amount = [&](double score) {
        return kind == Kind::fastest ? count_text(score, model.period)
                                     : score_text(score, asked.objective);
    };
    std::string text = result.incomplete.empty()
                           ? std::string("STOPPED EARLY, so the list is incomplete. ")
                           : fmt::format("INCOMPLETE: {}. ", result.incomplete);
    if (result.best.empty())
        text += std::string(
                    "No completion that enforces itself was found by then; entente evaluate "
                    "says where each fixed proposal stalls.") +
                (asked.all_optional ? "" : " With --optional measures may be left out.");
    else if (kind == Kind::pareto)
        text +=
            fmt::format("{} value vectors were found; others may beat them or stand beside them.",
                        result.best.size());
    else if (kind == Kind::patience)
        text += fmt::format("The best found holds from the common discount factor {} on.",
                            discount_text(result.best.front().score));
    else if (kind == Kind::fastest)
        text += fmt::format("The best found takes {}.", amount(result.best.front().score));
    else
        text += fmt::format("The best found is worth {}.", amount(result.best.front().score));
    if (!result.bound) {
        if (kind != Kind::pareto) text += " How much better others may be is not known.";
    } else if (kind == Kind::patience) {
        text += fmt::format(" None holds at the discount factors that were tried up to {}.",
                            discount_text(*result.bound));
    } else {
        text += kind == Kind::fastest ? " Proven: none takes less than "
                                      : " Proven: none is worth more than ";
        text += amount(*result.bound);
        if (!result.best.empty())
            text += fmt::format(", so at most {} is missed",
                                amount(std::abs(*result.bound - result.best.front().score)));
        text += ".";
    }
    return paragraph(text);
}

/// What the score is, before its number.
const char* worth_word(const Objective& objective) {
    switch (objective.kind) {
        case Kind::nash:
            return "the product of gains is ";
        case Kind::egalitarian:
            return "the least gain is ";
        default:
            return "worth ";
    }
}

std::string verdict(const Model& model, const SearchResult& result, const SearchOptions& asked) {
    if (result.best.empty()) {
        if (result.complete)
            return paragraph(
                asked.objective.kind == Kind::patience
                    ? "No completion enforces itself at any common discount factor."
                : asked.objective.kind == Kind::nash
                    ? "No completion that enforces itself and is carried out gives every player at "
                      "least as much as the status quo."
                    : "No completion enforces itself and is carried out.");
        return not_proven(model, result, asked);
    }
    const double score = result.best.front().score;
    std::string text;
    if (!result.proven) return not_proven(model, result, asked);
    if (asked.objective.kind == Kind::pareto)
        return paragraph(result.best.size() == 1
                             ? std::string("One value vector is beaten by no other; proven.")
                             : fmt::format("{} value vectors are beaten by no other; proven.",
                                           result.best.size()));
    const std::string count = (result.ties_complete ? "" : "at least ") + result.ties;
    text = result.ties == "1" ? "This is the best completion, proven"
                              : fmt::format("{} completions are equally good, proven", count);
    if (asked.objective.kind == Kind::patience)
        text += fmt::format(": discount factor {}", discount_text(score));
    else if (asked.objective.kind == Kind::fastest)
        text += ": " + count_text(score, model.period);
    else
        text += fmt::format(": {}{}", worth_word(asked.objective), short_text(score));
    return paragraph(text + ". Each order shown was checked as entente evaluate does it.");
}

std::string best_table(const Model& model, const SearchResult& result, std::size_t most) {
    const std::size_t listed = std::min(result.best.size(), most);
    Table table({{"#", right}, {"steps"}, {fmt::format("{}s", model.period), right}});
    for (std::size_t k = 0; k < listed; ++k)
        table.add({std::to_string(k + 1), steps_text(model, result.best[k].steps),
                   short_text(result.best[k].periods)});
    std::string out = table.text(2);
    if (result.ties != std::to_string(listed))
        out += paragraph(fmt::format("Listed: {} of {}{}; --ties N lists more.", listed,
                                     result.ties_complete ? "" : "at least ", result.ties));
    return out;
}

std::string values_table(const Model& model, const SearchResult& result, bool front) {
    std::vector<Table::Column> columns{{"player"}, {"status quo", right}};
    const std::size_t shown = front ? std::min<std::size_t>(result.best.size(), 8) : 1;
    for (std::size_t k = 0; k < shown; ++k)
        columns.push_back({front           ? "#" + std::to_string(k + 1)
                           : result.proven ? "best order"
                                           : "best found",
                           right});
    if (!front) columns.push_back({"gain", right});
    const bool limits = !result.proven && !result.most.empty();
    if (limits) columns.push_back({"none gives more than", right});
    Table table(std::move(columns));
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        std::vector<std::string> row{title_of(model.players[i]), short_text(result.status_quo[i])};
        for (std::size_t k = 0; k < shown; ++k) row.push_back(short_text(result.best[k].values[i]));
        if (!front) row.push_back(signed_text(result.best[0].values[i] - result.status_quo[i]));
        if (limits) row.push_back(result.most[i] ? short_text(*result.most[i]) : "-");
        table.add(std::move(row));
    }
    return fmt::format("\nWhat it is worth (per {}):\n", model.period) + table.text(2);
}

/// How it was found, and how much work that was.
std::string work_text(const SearchResult& result) {
    const auto count = [](std::uint64_t number, std::string_view unit) {
        return fmt::format("{} {}{}", number, unit, number == 1 ? "" : "s");
    };
    std::string text = fmt::format("Method: {}; ", result.plan.method);
    if (result.states > 0) text += count(result.states, "state") + ", ";
    if (result.labels > 0)
        text += fmt::format("{} kept (at most {} a state) and {} dropped, ",
                            count(result.labels, "value vector"), result.widest, result.dominated);
    return paragraph(text + count(result.judged, "completion") + " judged.");
}

}  // namespace

std::string score_text(double score, const Objective& objective) {
    return objective.kind == Kind::patience ? discount_text(score) : short_text(score);
}

std::string steps_text(const Model& model, const std::vector<std::vector<std::size_t>>& steps) {
    std::vector<std::string> texts;
    for (const auto& step : steps) {
        std::vector<std::string> keys;
        for (const std::size_t m : step) keys.push_back(model.measures[m].key);
        texts.push_back(fmt::format("{}", fmt::join(keys, " + ")));
    }
    return texts.empty() ? "nothing" : fmt::format("{}", fmt::join(texts, ", then "));
}

std::string search_text(const Model& model, const SearchResult& result,
                        const SearchOptions& asked) {
    std::string out;
    if (!model.title.empty()) out += heading(model.title, '=') + "\n";
    out += introduction(model, result, asked);
    for (const std::string& warning : result.warnings) out += paragraph(warning, "Note: ", 6);
    out += verdict(model, result, asked);
    if (!result.best.empty()) {
        out += "\n" + best_table(model, result, asked.most_ties);
        out += values_table(model, result, asked.objective.kind == Kind::pareto);
    }
    out += comparison_text(model, result, asked);
    out += shaping_text(model, result, asked);
    if (!result.explained)
        out += "\n" + paragraph(
                          "STOPPED EARLY, while looking for what shapes the result or for what "
                          "else was asked: some of that is missing.");
    out += regimes_text(model, result);
    out += adaptive_text(model, result, asked);
    out += agenda_text(model, result);
    return out + "\n" + work_text(result);
}

std::string search_report(const Model& model, const SearchResult& result,
                          const SearchOptions& asked, Format format) {
    switch (format) {
        case Format::json:
            return json_text(search_tree(model, result, asked));
        case Format::csv:
            return search_csv(model, result, asked);
        case Format::text:
            break;
    }
    return search_text(model, result, asked);
}

}  // namespace entente
