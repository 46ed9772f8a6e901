/// @file sampled_text.cpp
/// Evaluations over consistent payoffs as text for people.
#include "report/json.hpp"
#include "report/sampled.hpp"
#include "report/table.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

int whole_percent(double share) {
    return static_cast<int>(std::lround(100 * share));
}

/// "62 % (55-68)"; 0 % and 100 % only where nothing else was seen.
std::string share_text(std::size_t count, std::size_t total) {
    if (total == 0) return "unknown";
    const auto [low, high] = interval(count, total);
    int percent = whole_percent(static_cast<double>(count) / static_cast<double>(total));
    if (count > 0) percent = std::max(percent, 1);
    if (count < total) percent = std::min(percent, 99);
    return fmt::format("{} % ({}-{})", percent, whole_percent(low), whole_percent(high));
}

std::string verdict_text(const SampledEvaluation& evaluation, const SampledProposal& proposal) {
    const SampledVerdict what = verdict(evaluation, proposal);
    if (what.word == "no exception found")
        return fmt::format("{} wherever tried", what.yes ? "yes" : "no");
    if (what.word == "depends") return "depends on the numbers";
    return fmt::format("{} (proved)", what.word);
}

/// "none 57 %, step 2 43 %".
std::string stalls_text(const SampledEvaluation& evaluation, const SampledProposal& proposal) {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& what, std::size_t count) {
        if (count == 0) return;
        if (count == evaluation.samples) return parts.push_back(what);
        const double share = static_cast<double>(count) / static_cast<double>(evaluation.samples);
        parts.push_back(fmt::format("{} {} %", what, std::clamp(whole_percent(share), 1, 99)));
    };
    add("no stall", proposal.completed);
    for (std::size_t k = 0; k < proposal.stalls.size(); ++k)
        add(fmt::format("step {}", k + 1), proposal.stalls[k]);
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string first_text(const SampledEvaluation& evaluation, const SampledProposal& proposal) {
    const std::size_t count = proposal.positions.front();
    if (count == evaluation.samples) return "always";
    if (count == 0) return "never";
    const double share = static_cast<double>(count) / static_cast<double>(evaluation.samples);
    return fmt::format("{} %", std::clamp(whole_percent(share), 1, 99));
}

std::string gains_text(const Model& model, const SampledEvaluation& evaluation) {
    std::vector<Table::Column> columns{{"proposal"}};
    for (const Player& player : model.players) columns.push_back({title_of(player)});
    Table table(std::move(columns));
    for (const SampledProposal& proposal : evaluation.proposals) {
        std::vector<std::string> row{title_of(model.proposals[proposal.proposal])};
        for (const auto& counts : proposal.gains) {
            constexpr std::array<std::string_view, 3> words{"gains", "same", "loses"};
            std::vector<std::string> parts;
            for (std::size_t k = 0; k < words.size(); ++k) {
                if (counts[k] == 0) continue;
                const double share =
                    static_cast<double>(counts[k]) / static_cast<double>(evaluation.samples);
                parts.push_back(counts[k] == evaluation.samples
                                    ? std::string(words[k])
                                    : fmt::format("{} {} %", words[k],
                                                  std::clamp(whole_percent(share), 1, 99)));
            }
            row.push_back(fmt::format("{}", fmt::join(parts, ", ")));
        }
        table.add(std::move(row));
    }
    return "\nAgainst the status quo, in the samples:\n" + table.text(2);
}

std::string head_text(const Model& model, const SampledEvaluation& evaluation) {
    std::vector<std::string> scales;
    for (std::size_t k = 0; k < evaluation.interactions.size(); ++k)
        scales.push_back(fmt::format("{} from {:g} to {:g}",
                                     model.interactions[evaluation.interactions[k]].key,
                                     evaluation.scales[k].first, evaluation.scales[k].second));
    std::string out = model.title.empty() ? "" : heading(model.title, '=') + "\n";
    return out +
           paragraph(fmt::format(
               "Some interactions give rankings, not payoffs. The proposals were evaluated with {} "
               "draws of payoffs that are consistent with them (seed {}; scale: {}) and with {} "
               "extreme ones. Shares depend on that way of drawing: they describe what the "
               "rankings "
               "leave open, and are no probabilities of anything. In brackets: where 95 of 100 "
               "such samples would place the share.",
               evaluation.samples, evaluation.seed, enumeration(scales), evaluation.extremes)) +
           "\n";
}

std::string sampled_text(const Model& model, const SampledEvaluation& evaluation) {
    std::string out = head_text(model, evaluation);
    if (evaluation.samples == 0) return out + "No sample was finished.\n";
    Table table(
        {{"proposal"}, {"self-enforcing"}, {"in the samples"}, {"stalls at"}, {"ranked first"}});
    bool any_proved = false, any_open = false;
    for (const SampledProposal& proposal : evaluation.proposals) {
        any_proved = any_proved || proposal.proved;
        any_open = any_open || verdict(evaluation, proposal).word == "no exception found";
        table.add({title_of(model.proposals[proposal.proposal]), verdict_text(evaluation, proposal),
                   share_text(proposal.self_enforcing, evaluation.samples),
                   stalls_text(evaluation, proposal), first_text(evaluation, proposal)});
    }
    out += table.text(2) + gains_text(model, evaluation) + "\n";
    if (any_proved)
        out += paragraph(
            "Proved: the plan does not change what is played where rankings are given, so its "
            "verdict, course and gains are the same for all consistent payoffs.");
    if (any_open)
        out += paragraph(
            "Wherever tried: all samples and extremes agree, which proves nothing about "
            "other payoffs.");
    for (const std::string& warning : evaluation.warnings) out += paragraph(warning, "Note: ", 6);
    return out;
}

}  // namespace

std::string sampled_report(const Model& model, const SampledEvaluation& evaluation, Format format) {
    if (format == Format::json) return json_text(sampled_tree(model, evaluation));
    if (format == Format::csv) return sampled_csv(model, evaluation);
    return sampled_text(model, evaluation);
}

}  // namespace entente
