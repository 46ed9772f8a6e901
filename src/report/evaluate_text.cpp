/// @file evaluate_text.cpp
/// Evaluated proposals as text: what one would brief a minister with.
#include "report/evaluate_report.hpp"
#include "report/explanation.hpp"
#include "report/explanation_parts.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

constexpr auto right = Table::Align::right;

std::string path_table(const Model& model, const ProposalEvaluation& result) {
    Table table({{"step", right},
                 {"measures"},
                 {"in force with probability", right},
                 {fmt::format("after {}s", model.period), right}});
    for (const PathStep& step : result.path) {
        table.add({std::to_string(step.step + 1), keys_of(model, step.measures),
                   percent(step.probability), step.periods ? short_text(*step.periods) : "-"});
    }
    return table.text(2);
}

std::string players_table(const Model& model, const Evaluation& evaluation,
                          const ProposalEvaluation& result, const EvaluateOptions& asked) {
    const bool has_patience = asked.patience && !result.patience.empty() && !result.path.empty();
    std::vector<Table::Column> columns{
        {"player"}, {"status quo", right}, {"proposal", right}, {"gain", right}};
    if (has_patience) {
        columns.push_back({"discount factor", right});
        columns.push_back({"keeps to the plan with"});
    }
    Table table(std::move(columns));
    const auto discounts = discount_factors(model, asked);
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        std::vector<std::string> row{
            title_of(model.players[i]), short_text(evaluation.status_quo[i]),
            short_text(result.values[i]), signed_text(result.values[i] - evaluation.status_quo[i])};
        if (has_patience) {
            row.push_back(discount_text(discounts[i]));
            row.push_back(patience_text(result.patience[i]));
        }
        table.add(std::move(row));
    }
    return table.text(2);
}

/// Whether anybody gains or loses against the status quo, as far as is shown.
bool changes_anything(const Evaluation& evaluation, const ProposalEvaluation& result) {
    for (std::size_t i = 0; i < result.values.size(); ++i)
        if (signed_text(result.values[i] - evaluation.status_quo[i]) != "0") return true;
    return false;
}

/// The conditions that fail or come closest to failing; those with nothing at stake come last.
std::string constraints_table(const Model& model, const ProposalEvaluation& result) {
    constexpr std::size_t most = 5;
    std::vector<Constraint> tight = result.constraints;
    std::ranges::stable_sort(
        tight, {}, [](const Constraint& c) { return std::pair(!has_content(c), c.slack); });
    const std::size_t shown = std::min(most, tight.size());
    if (shown == 0) return {};
    Table table({{"step", right},
                 {"player"},
                 {"must"},
                 {"measures"},
                 {"gain", right},
                 {"loss", right},
                 {"slack", right}});
    for (std::size_t k = 0; k < shown; ++k) {
        const Constraint& c = tight[k];
        const auto [gain, loss] = distinct_texts(c.gain, c.loss);
        table.add({std::to_string(c.step + 1), title_of(model.players[c.player]),
                   c.kind == Constraint::Kind::consent ? "agree to" : "keep",
                   keys_of(model, c.measures), gain, loss, signed_text(c.slack)});
    }
    const bool passed_over = has_content(tight[shown - 1]) && !has_content(tight.back());
    const std::string more =
        shown < tight.size()
            ? fmt::format(" (the {} tightest of {}{}; all are in --format json)", shown,
                          tight.size(), passed_over ? " but for indifference" : "")
            : "";
    return paragraph(fmt::format("Conditions on the planned path{}:", more)) + table.text(2);
}

/// Said of every proposal, and therefore once at the top.
bool is_common(const Evaluation& evaluation, const std::string& warning) {
    return evaluation.proposals.size() > 1 &&
           std::ranges::all_of(evaluation.proposals, [&](const ProposalEvaluation& result) {
               return std::ranges::find(result.warnings, warning) != result.warnings.end();
           });
}

/// What is said of several interactions in the same words, "x: words" and "y: words", is said
/// once: "x and y: words".
std::vector<std::string> merged(const Model& model, const std::vector<std::string>& notes) {
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;  // words, interactions
    for (const std::string& note : notes) {
        const std::size_t colon = note.find(": ");
        const std::string head = note.substr(0, colon);
        const bool is_named =
            colon != note.npos && std::ranges::find(model.interactions, head, &Interaction::key) !=
                                      model.interactions.end();
        const std::string words = is_named ? note.substr(colon + 2) : note;
        const auto same = std::ranges::find_if(groups, [&](const auto& group) {
            return is_named && !group.second.empty() && group.first == words;
        });
        if (same == groups.end())
            groups.emplace_back(words, is_named ? std::vector{head} : std::vector<std::string>{});
        else
            same->second.push_back(head);
    }
    std::vector<std::string> texts;
    for (const auto& [words, interactions] : groups)
        texts.push_back(
            interactions.empty() ? words : fmt::format("{}: {}", enumeration(interactions), words));
    return texts;
}

std::string notes_text(const Model& model, const Evaluation& evaluation) {
    std::vector<std::string> common;
    if (!evaluation.proposals.empty()) {
        for (const std::string& warning : evaluation.proposals[0].warnings) {
            if (is_common(evaluation, warning)) common.push_back(warning);
        }
    }
    std::string out;
    for (const std::string& note : merged(model, evaluation.warnings))
        out += paragraph(note, "Note: ", 6);
    for (const std::string& note : merged(model, common))
        out += paragraph("Under every proposal: " + note, "Note: ", 6);
    return out.empty() ? "" : out + "\n";
}

/// What was kept jointly, where that is much, and why, and what was valued apart.
std::string states_text(const Model& model, const ProposalEvaluation& result) {
    const auto has = [](const std::vector<std::size_t>& relations, std::size_t e) {
        return std::ranges::find(relations, e) != relations.end();
    };
    std::vector<std::string> joint, apart, still;
    for (std::size_t e = 0; e < model.relations.size(); ++e)
        (has(result.joint, e)   ? joint
         : has(result.apart, e) ? apart
                                : still)
            .push_back(model.relations[e].key);
    std::vector<std::string> entangled;
    for (const std::size_t e : result.entangled) entangled.push_back(model.relations[e].key);
    std::string text;
    const bool is_much = result.states >= 10'000;
    if (is_much) {
        text = fmt::format("Worked out on {} states. ", result.states);
        if (!joint.empty())
            text += fmt::format("The levels of {} are kept jointly: {} combinations. ",
                                enumeration(joint), result.combinations);
        if (!still.empty())
            text += fmt::format("Under this proposal {} cannot move. ", enumeration(still));
    }
    if (!apart.empty()) {
        const bool one = apart.size() == 1;
        text += fmt::format(
            "Nothing depends on {} under this proposal: what {} worth is worked out apart and "
            "added. ",
            enumeration(apart), one ? "it is" : "they are");
    }
    if (!entangled.empty() && is_much)
        text += fmt::format("The same would be so of {}, but what somebody decides depends on {}.",
                            enumeration(entangled),
                            entangled.size() == 1 ? "its level" : "their levels");
    return text.empty() ? "" : "\n" + paragraph(text);
}

std::string proposal_text(const Model& model, const Evaluation& evaluation, std::size_t index,
                          std::size_t rank, const EvaluateOptions& asked) {
    const ProposalEvaluation& result = evaluation.proposals[index];
    const Proposal& proposal = model.proposals[result.proposal];
    const std::string key = title_of(proposal) == proposal.key ? "" : " (" + proposal.key + ")";
    std::string out = heading(fmt::format("{}. {}{}", rank, title_of(proposal), key), '-');
    if (!proposal.source.empty()) out += paragraph("Source: " + proposal.source);
    out += "\n";
    const std::vector<Remark> said = remarks(model, evaluation, index, asked);
    for (const Remark& remark : said) {
        out += paragraph(remark.text, "- ", 2);
        for (const std::string& item : remark.items) out += paragraph(item, "  - ", 4);
    }
    std::vector<std::string> own;
    for (const std::string& warning : result.warnings) {
        const bool is_told =
            std::ranges::find(said, capitalised(warning) + ".", &Remark::text) != said.end();
        if (!is_told && !is_common(evaluation, warning)) own.push_back(warning);
    }
    for (const std::string& note : merged(model, own)) out += paragraph("Note: " + note, "- ", 2);
    if (!result.path.empty()) out += "\nPredicted course:\n" + path_table(model, result);
    if (!result.patience.empty() || changes_anything(evaluation, result)) {
        out += "\nWhat it is worth (per " + model.period + "):\n";
        out += players_table(model, evaluation, result, asked);
    }
    const std::string constraints = constraints_table(model, result);
    if (!constraints.empty()) out += "\n" + constraints;
    return out + states_text(model, result);
}

std::string introduction(const Model& model) {
    return paragraph(fmt::format(
        "What follows from the model's assumptions, not a forecast. Values are equivalents per "
        "{0}: "
        "a constant payoff worth as much as the whole course. In conditions, gain and loss are the "
        "discounted sums that a player gains and loses by refusing; slack is loss minus gain, and "
        "what has a negative slack fails. Declining only delays: what is declined comes up again "
        "in the next {0}. That a plan enforces itself means that keeping to it is an equilibrium, "
        "seldom the only one.",
        model.period));
}

std::string unfinished_text(const Model& model, const Evaluation& evaluation,
                            const EvaluateOptions& asked) {
    std::vector<std::string> missing, without;
    for (const ProposalEvaluation& result : evaluation.proposals)
        if (result.interrupted) without.push_back(model.proposals[result.proposal].key);
    for (std::size_t p = 0; p < model.proposals.size(); ++p) {
        const bool is_wanted = asked.proposals.empty() ||
                               std::ranges::find(asked.proposals, p) != asked.proposals.end();
        const bool is_done =
            std::ranges::find(evaluation.proposals, p, &ProposalEvaluation::proposal) !=
            evaluation.proposals.end();
        if (is_wanted && !is_done && !model.proposals[p].open)
            missing.push_back(model.proposals[p].key);
    }
    std::string text = "STOPPED EARLY.";
    if (!missing.empty()) text += fmt::format(" Not evaluated: {}.", enumeration(missing));
    if (!without.empty())
        text += fmt::format(" Evaluated without critical discount factors and nearest flips: {}.",
                            enumeration(without));
    return paragraph(text);
}

}  // namespace

std::string evaluate_text(const Model& model, const Evaluation& evaluation,
                          const EvaluateOptions& asked, bool brief) {
    std::string out;
    if (!model.title.empty()) out += heading(model.title, '=') + "\n";
    out += introduction(model) + "\n";
    if (!evaluation.complete) out += unfinished_text(model, evaluation, asked) + "\n";
    out += notes_text(model, evaluation);
    if (evaluation.proposals.empty()) return out;
    out += ranking_text(model, evaluation, asked) + "\n";
    out += preferences_text(model, evaluation);
    if (brief) return out;
    for (std::size_t rank = 0; rank < evaluation.ranking.size(); ++rank)
        out += "\n" + proposal_text(model, evaluation, evaluation.ranking[rank], rank + 1, asked);
    return out;
}

std::string evaluate_report(const Model& model, const Evaluation& evaluation,
                            const EvaluateOptions& asked, Format format, bool brief) {
    switch (format) {
        case Format::json:
            return json_text(evaluate_tree(model, evaluation, asked));
        case Format::csv:
            return evaluate_csv(model, evaluation, asked);
        case Format::text:
            break;
    }
    return evaluate_text(model, evaluation, asked, brief);
}

}  // namespace entente
