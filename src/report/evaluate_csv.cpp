/// @file evaluate_csv.cpp
/// Evaluated proposals as one table: a row for each proposal and player (docs/output.md).
#include "report/csv.hpp"
#include "report/evaluate_report.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

#include <algorithm>

namespace entente {
namespace {

std::string optional_text(const std::optional<double>& x) {
    return x ? exact_text(*x) : "";
}

/// step, measure, player, condition; empty where nothing stalls.
std::vector<std::string> stall_cells(const Model& model, const std::optional<Stall>& stall) {
    if (!stall) return {"", "", "", ""};
    return {std::to_string(stall->step + 1), model.measures[stall->measure].key,
            stall->constraint ? model.players[stall->constraint->player].key : "",
            std::string(condition_name(stall->condition))};
}

/// From where on the player is patient enough, and everywhere where it is: "0.2..0.5 0.7..1".
std::vector<std::string> patience_cells(const ProposalEvaluation& result, std::size_t player,
                                        const EvaluateOptions& asked) {
    if (!asked.patience || result.patience.empty()) return {"", ""};
    std::string sets;
    for (const auto& [from, to] : result.patience[player].holds_on)
        sets += (sets.empty() ? "" : " ") + exact_text(from) + ".." + exact_text(to);
    return {optional_text(result.patience[player].critical), sets.empty() ? "none" : sets};
}

}  // namespace

std::string evaluate_csv(const Model& model, const Evaluation& evaluation,
                         const EvaluateOptions& asked) {
    std::string out = csv_line({"proposal",
                                "rank",
                                "self_enforcing",
                                "stall_step",
                                "stall_measure",
                                "stall_player",
                                "stall_condition",
                                "completion_probability",
                                "expected_periods",
                                "player",
                                "value",
                                "status_quo",
                                "gain",
                                "discount",
                                "critical_discount",
                                "holds_on",
                                "utilitarian_gain",
                                "nash_product",
                                "egalitarian",
                                "punishment_credible",
                                "complete"});
    const auto discounts = discount_factors(model, asked);
    for (std::size_t rank = 0; rank < evaluation.ranking.size(); ++rank) {
        const ProposalEvaluation& result = evaluation.proposals[evaluation.ranking[rank]];
        for (std::size_t i = 0; i < model.players.size(); ++i) {
            std::vector<std::string> row{model.proposals[result.proposal].key,
                                         std::to_string(rank + 1), truth(result.self_enforcing)};
            const auto add = [&](std::vector<std::string> cells) {
                row.insert(row.end(), cells.begin(), cells.end());
            };
            add(stall_cells(model, result.stall));
            add({exact_text(result.completion_probability), optional_text(result.expected_periods),
                 model.players[i].key, exact_text(result.values[i]),
                 exact_text(evaluation.status_quo[i]),
                 exact_text(result.values[i] - evaluation.status_quo[i]),
                 exact_text(discounts[i])});
            add(patience_cells(result, i, asked));
            add({exact_text(result.welfare.utilitarian_gain),
                 optional_text(result.welfare.nash_product), exact_text(result.welfare.egalitarian),
                 truth(result.punishment_credible), truth(evaluation.complete)});
            out += csv_line(row);
        }
    }
    return out;
}

}  // namespace entente
