/// @file sampled_json.cpp
/// Evaluations over consistent payoffs as JSON (docs/output.md) and as CSV.
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/sampled.hpp"
#include "report/trees.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

namespace json = boost::json;

/// A share and what the sample says about it. Three decimals: more would not be known.
json::object share_tree(std::size_t count, std::size_t total) {
    const auto rounded = [](double x) { return std::round(x * 1000) / 1000; };
    json::object tree{{"count", count}, {"of", total}};
    if (total == 0) return tree;
    const auto [low, high] = interval(count, total);
    tree["share"] = rounded(static_cast<double>(count) / static_cast<double>(total));
    tree["interval"] = json::array{rounded(low), rounded(high)};
    return tree;
}

json::object proposal_tree(const Model& model, const SampledEvaluation& evaluation,
                           const SampledProposal& sampled) {
    const Proposal& proposal = model.proposals[sampled.proposal];
    const SampledVerdict what = verdict(evaluation, sampled);
    json::object self_enforcing = share_tree(sampled.self_enforcing, evaluation.samples);
    self_enforcing["verdict"] = json_string(what.word);
    self_enforcing["extremes"] = sampled.extremes_self_enforcing;
    json::object stalls{{"none", sampled.completed}};
    for (std::size_t k = 0; k < sampled.stalls.size(); ++k)
        stalls[std::to_string(k + 1)] = sampled.stalls[k];
    json::object gains;
    for (std::size_t i = 0; i < sampled.gains.size(); ++i)
        gains[valid_utf8(model.players[i].key)] = json::object{{"gains", sampled.gains[i][0]},
                                                               {"same", sampled.gains[i][1]},
                                                               {"loses", sampled.gains[i][2]}};
    return {{"name", json_string(proposal.key)},
            {"title", json_string(proposal.name)},
            {"source", json_string(proposal.source)},
            {"proved", sampled.proved},
            {"self_enforcing", std::move(self_enforcing)},
            {"stalls_at", std::move(stalls)},
            {"positions", json::array(sampled.positions.begin(), sampled.positions.end())},
            {"players", std::move(gains)}};
}

}  // namespace

SampledVerdict verdict(const SampledEvaluation& evaluation, const SampledProposal& proposal) {
    const bool any = proposal.self_enforcing > 0 || proposal.extremes_self_enforcing > 0;
    const bool all = proposal.self_enforcing == evaluation.samples &&
                     proposal.extremes_self_enforcing == evaluation.extremes;
    if (evaluation.samples + evaluation.extremes == 0) return {"unknown", false};
    if (any && !all) return {"depends", false};
    if (proposal.proved) return {any ? "always" : "never", any};
    return {"no exception found", any};
}

std::pair<double, double> interval(std::size_t count, std::size_t total) {
    constexpr double z = 1.959963984540054;  // 97.5 % of a normal distribution lie below
    const double n = static_cast<double>(total), p = static_cast<double>(count) / n;
    const double centre = p + z * z / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return {count == 0 ? 0 : std::max(0.0, (centre - spread) / scale),
            count == total ? 1 : std::min(1.0, (centre + spread) / scale)};
}

json::value sampled_tree(const Model& model, const SampledEvaluation& evaluation) {
    json::object scales;
    for (std::size_t k = 0; k < evaluation.interactions.size(); ++k)
        scales[valid_utf8(model.interactions[evaluation.interactions[k]].key)] = json::array{
            json_number(evaluation.scales[k].first), json_number(evaluation.scales[k].second)};
    json::array proposals, warnings;
    for (const SampledProposal& proposal : evaluation.proposals)
        proposals.push_back(proposal_tree(model, evaluation, proposal));
    for (const std::string& warning : evaluation.warnings) warnings.push_back(json_string(warning));
    return json::object{{"title", json_string(model.title)}, {"period", json_string(model.period)},
                        {"complete", evaluation.complete},   {"rankings", std::move(scales)},
                        {"samples", evaluation.samples},     {"wanted", evaluation.wanted},
                        {"extremes", evaluation.extremes},   {"seed", evaluation.seed},
                        {"proposals", std::move(proposals)}, {"warnings", std::move(warnings)}};
}

std::string sampled_csv(const Model& model, const SampledEvaluation& evaluation) {
    std::string out = csv_line({"proposal", "verdict", "proved", "self_enforcing", "samples", "low",
                                "high", "no_stall", "first_in_ranking", "player", "gains", "same",
                                "loses", "seed", "complete"});
    for (const SampledProposal& proposal : evaluation.proposals) {
        std::pair<double, double> range{0, 1};
        if (evaluation.samples > 0) range = interval(proposal.self_enforcing, evaluation.samples);
        for (std::size_t i = 0; i < proposal.gains.size(); ++i)
            out += csv_line(
                {model.proposals[proposal.proposal].key,
                 std::string(verdict(evaluation, proposal).word), truth(proposal.proved),
                 std::to_string(proposal.self_enforcing), std::to_string(evaluation.samples),
                 exact_text(std::round(range.first * 1000) / 1000),
                 exact_text(std::round(range.second * 1000) / 1000),
                 std::to_string(proposal.completed), std::to_string(proposal.positions.front()),
                 model.players[i].key, std::to_string(proposal.gains[i][0]),
                 std::to_string(proposal.gains[i][1]), std::to_string(proposal.gains[i][2]),
                 std::to_string(evaluation.seed), truth(evaluation.complete)});
    }
    return out;
}

}  // namespace entente
