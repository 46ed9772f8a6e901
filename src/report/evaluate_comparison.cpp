/// @file evaluate_comparison.cpp
/// The proposals side by side, as text.
#include "report/evaluate_report.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace entente {
namespace {

constexpr auto right = Table::Align::right;

/// "yes" only where there is something to enforce and the plan can be gone through to its end.
std::string enforcement_text(const ProposalEvaluation& result) {
    if (!result.self_enforcing) return "no";
    if (!result.begins) return "never begins";
    if (result.stall && result.completion_probability == 0) return "yes, as far as it gets";
    return "yes";
}

/// Less than this much of a difference is a rounding error.
double tolerance(const Evaluation& evaluation, std::size_t player) {
    double largest = std::abs(evaluation.status_quo[player]);
    for (const ProposalEvaluation& result : evaluation.proposals)
        largest = std::max(largest, std::abs(result.values[player]));
    return 1e-9 * std::max(1.0, largest);
}

std::vector<std::string> keys_where(const Model& model, const Evaluation& evaluation,
                                    const std::function<bool(const ProposalEvaluation&)>& holds) {
    std::vector<std::string> keys;
    for (const ProposalEvaluation& result : evaluation.proposals) {
        if (holds(result)) keys.push_back(model.proposals[result.proposal].key);
    }
    return keys;
}

}  // namespace

std::string ranking_text(const Model& model, const Evaluation& evaluation,
                         const EvaluateOptions& asked) {
    const bool has_stalls = std::ranges::any_of(
        evaluation.proposals,
        [](const ProposalEvaluation& result) { return result.stall.has_value(); });
    std::vector<Table::Column> columns{{"#", right},
                                       {"proposal"},
                                       {"enforces itself"},
                                       {"carried out", right},
                                       {fmt::format("{}s", model.period), right},
                                       {"total gain", right},
                                       {"least gain", right}};
    if (has_stalls) columns.push_back({"stalls at (blocked by)"});
    Table table(std::move(columns));
    for (std::size_t rank = 0; rank < evaluation.ranking.size(); ++rank) {
        const ProposalEvaluation& result = evaluation.proposals[evaluation.ranking[rank]];
        std::vector<std::string> row{
            std::to_string(rank + 1),
            model.proposals[result.proposal].key,
            enforcement_text(result),
            is_never(model, result, asked) ? "in effect never"
                                           : percent(result.completion_probability),
            result.expected_periods ? short_text(*result.expected_periods) : "-",
            signed_text(result.welfare.utilitarian_gain),
            signed_text(result.welfare.egalitarian)};
        if (has_stalls) row.push_back(result.stall ? stall_text(model, *result.stall) : "");
        table.add(std::move(row));
    }
    if (evaluation.ranking.size() < 2) return table.text();
    return table.text() + "\n" +
           paragraph(
               "Ranked by the total gain over the status quo, which adds up the players' payoffs "
               "as "
               "if their units were the same; where that is equal by the chance of being carried "
               "out, and then by the time it takes. The least gain is that of the player who gains "
               "least.");
}

std::string preferences_text(const Model& model, const Evaluation& evaluation) {
    if (evaluation.proposals.empty()) return {};
    Table table({{"player"}, {"likes best"}, {"would veto: worse than the status quo"}});
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        const double slack = tolerance(evaluation, i);
        double best = evaluation.status_quo[i];
        for (const ProposalEvaluation& result : evaluation.proposals)
            best = std::max(best, result.values[i]);
        const auto favourites = keys_where(
            model, evaluation,
            [&](const ProposalEvaluation& result) { return result.values[i] >= best - slack; });
        const auto vetoed = keys_where(model, evaluation, [&](const ProposalEvaluation& result) {
            return result.values[i] < evaluation.status_quo[i] - slack;
        });
        const bool is_indifferent = favourites.size() == evaluation.proposals.size() &&
                                    best <= evaluation.status_quo[i] + slack;
        const bool is_conservative = best <= evaluation.status_quo[i] + slack;
        std::string favourite = enumeration(favourites);
        if (is_indifferent) {
            favourite = "indifferent";
        } else if (is_conservative) {
            favourite = favourites.empty() ? "the status quo"
                                           : fmt::format("the status quo ({} equal)", favourite);
        }
        table.add(
            {title_of(model.players[i]), favourite, vetoed.empty() ? "none" : enumeration(vetoed)});
    }
    return table.text();
}

}  // namespace entente
