/// @file evaluate_json.cpp
/// Evaluated proposals as JSON (docs/output.md).
#include "report/evaluate_report.hpp"
#include "report/explanation.hpp"
#include "report/json.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace entente {
namespace {

namespace json = boost::json;

json::array key_array(const Model& model, const std::vector<std::size_t>& measures) {
    json::array keys;
    for (const std::size_t m : measures) keys.push_back(json_string(model.measures[m].key));
    return keys;
}

json::array strings(const std::vector<std::string>& texts) {
    json::array array;
    for (const std::string& text : texts) array.push_back(json_string(text));
    return array;
}

const char* kind_name(Constraint::Kind kind) {
    return kind == Constraint::Kind::consent ? "consent" : "compliance";
}

/// The world state in which a constraint is tightest.
json::object state_of(const Model& model, const Constraint& constraint) {
    std::vector<std::size_t> in_force;
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        if ((constraint.in_force >> m & 1U) != 0) in_force.push_back(m);
    }
    json::object levels;
    for (std::size_t e = 0; e < constraint.levels.size(); ++e) {
        const Relation& relation = model.relations[e];
        levels[relation.key] = json_string(relation.levels[constraint.levels[e]]);
    }
    return {{"in_force", key_array(model, in_force)}, {"levels", std::move(levels)}};
}

json::array relation_keys(const Model& model, const std::vector<std::size_t>& relations) {
    json::array keys;
    for (const std::size_t e : relations) keys.push_back(json_string(model.relations[e].key));
    return keys;
}

json::object tree_of(const Model& model, const Constraint& constraint) {
    return {{"step", constraint.step + 1},
            {"player", json_string(model.players[constraint.player].key)},
            {"kind", kind_name(constraint.kind)},
            {"measures", key_array(model, constraint.measures)},
            {"gain", json_number(constraint.gain)},
            {"loss", json_number(constraint.loss)},
            {"slack", json_number(constraint.slack)},
            {"state", state_of(model, constraint)},
            {"depends_on", relation_keys(model, constraint.relations)}};
}

json::array tree_of(const Model& model, const std::vector<Constraint>& constraints) {
    json::array array;
    for (const Constraint& constraint : constraints) array.push_back(tree_of(model, constraint));
    return array;
}

json::value tree_of(const Model& model, const std::optional<Stall>& stall) {
    if (!stall) return nullptr;
    json::object tree{
        {"step", stall->step + 1}, {"measure", json_string(model.measures[stall->measure].key)},
        {"player", nullptr},       {"condition", condition_name(stall->condition)},
        {"gain", nullptr},         {"loss", nullptr},
        {"slack", nullptr},        {"measures", json::array()},
        {"state", nullptr},        {"probability", json_number(stall->probability)},
        {"foresees", nullptr}};
    if (stall->foreseen) tree["foresees"] = tree_of(model, *stall->foreseen);
    if (stall->constraint) {
        const Constraint& constraint = *stall->constraint;
        tree["player"] = json_string(model.players[constraint.player].key);
        tree["gain"] = json_number(constraint.gain);
        tree["loss"] = json_number(constraint.loss);
        tree["slack"] = json_number(constraint.slack);
        tree["measures"] = key_array(model, constraint.measures);
        tree["state"] = state_of(model, constraint);
    }
    return tree;
}

json::array path_of(const Model& model, const ProposalEvaluation& result) {
    json::array path;
    for (const PathStep& step : result.path) {
        path.push_back(json::object{{"step", step.step + 1},
                                    {"measures", key_array(model, step.measures)},
                                    {"probability", json_number(step.probability)},
                                    {"expected_periods", json_number(step.periods)}});
    }
    return path;
}

json::object values_of(const Model& model, const ProposalEvaluation& result,
                       const std::vector<double>& status_quo) {
    json::object values;
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        values[model.players[i].key] =
            json::object{{"proposal", json_number(result.values[i])},
                         {"status_quo", json_number(status_quo[i])},
                         {"gain", json_number(result.values[i] - status_quo[i])}};
    }
    return values;
}

json::object welfare_of(const Welfare& welfare) {
    return {{"utilitarian", json_number(welfare.utilitarian)},
            {"utilitarian_gain", json_number(welfare.utilitarian_gain)},
            {"nash_product", json_number(welfare.nash_product)},
            {"egalitarian", json_number(welfare.egalitarian)}};
}

json::array intervals_of(const Patience& patience) {
    json::array sets;
    for (const auto& [from, to] : patience.holds_on)
        sets.push_back(json::array{json_number(from), json_number(to)});
    return sets;
}

/// Null, player by player, where critical discount factors were not looked for.
void add_patience(const Model& model, const ProposalEvaluation& result, bool found,
                  json::object& tree) {
    json::object critical, holds;
    const auto add = [&](const std::string& who, const Patience& patience) {
        critical[who] = found ? json_number(patience.critical) : nullptr;
        holds[who] = found ? json::value(intervals_of(patience)) : nullptr;
    };
    for (std::size_t i = 0; i < model.players.size(); ++i)
        add(model.players[i].key, found ? result.patience[i] : Patience());
    add("common", result.common_patience);
    tree["critical_discount"] = std::move(critical);
    tree["holds_on"] = std::move(holds);
}

void add_flips(const Model& model, const ProposalEvaluation& result, json::object& tree) {
    json::array flips, none;
    for (const Flip& flip : result.flips) {
        flips.push_back(json::object{
            {"parameter", json_string(model.parameters[flip.parameter].key)},
            {"from", json_number(flip.from)},
            {"to", json_number(flip.to)},
            {"distance", json_number(flip.distance)},
            {"stops_at", flip.stops_at ? json::value(*flip.stops_at + 1) : json::value(nullptr)}});
    }
    for (const std::size_t p : result.unflipped)
        none.push_back(json_string(model.parameters[p].key));
    tree["nearest_flip"] = std::move(flips);
    tree["no_flip"] = std::move(none);
}

json::object tree_of(const Model& model, const Evaluation& evaluation, std::size_t index,
                     const EvaluateOptions& asked) {
    const ProposalEvaluation& result = evaluation.proposals[index];
    const Proposal& proposal = model.proposals[result.proposal];
    json::object tree{
        {"name", json_string(proposal.key)},
        {"title", json_string(title_of(proposal))},
        {"source", json_string(proposal.source)},
        {"self_enforcing", result.self_enforcing},
        {"begins", result.begins},
        {"path", path_of(model, result)},
        {"stalls_at", tree_of(model, result.stall)},
        {"withdrawn", result.stall ? tree_of(model, result.stall->withdrawn) : json::array()},
        {"values", values_of(model, result, evaluation.status_quo)},
        {"welfare", welfare_of(result.welfare)},
        {"completion", json::object{{"probability", json_number(result.completion_probability)},
                                    {"expected_periods", json_number(result.expected_periods)}}}};
    const bool has_patience = asked.patience && !result.patience.empty();
    add_patience(model, result, has_patience, tree);
    tree["constraints"] = tree_of(model, result.constraints);
    add_flips(model, result, tree);
    json::array not_looked_for;
    if (!has_patience) not_looked_for.emplace_back("critical_discount");
    if (!asked.flips || result.flips_left_out) not_looked_for.emplace_back("nearest_flip");
    tree["not_looked_for"] = std::move(not_looked_for);
    tree["punishment_credible"] = result.punishment_credible;
    tree["cycled"] = result.cycled;
    tree["breakdown_probability"] = json_number(result.breakdown_probability);
    tree["states"] = result.states;
    tree["joint_relations"] = relation_keys(model, result.joint);
    tree["apart_relations"] = relation_keys(model, result.apart);
    tree["entangled_relations"] = relation_keys(model, result.entangled);
    tree["warnings"] = strings(result.warnings);
    tree["explanation"] = strings(explanation(model, evaluation, index, asked));
    return tree;
}

}  // namespace

std::string_view condition_name(Stall::Condition condition) {
    switch (condition) {
        case Stall::Condition::consent:
            return "consent";
        case Stall::Condition::compliance:
            return "compliance";
        case Stall::Condition::requirement:
            break;
    }
    return "requirement";
}

json::value evaluate_tree(const Model& model, const Evaluation& evaluation,
                          const EvaluateOptions& asked) {
    json::array proposals, ranking;
    for (std::size_t k = 0; k < evaluation.proposals.size(); ++k)
        proposals.push_back(tree_of(model, evaluation, k, asked));
    for (const std::size_t k : evaluation.ranking)
        ranking.push_back(json_string(model.proposals[evaluation.proposals[k].proposal].key));
    json::object status_quo;
    for (std::size_t i = 0; i < evaluation.status_quo.size(); ++i)
        status_quo[model.players[i].key] = json_number(evaluation.status_quo[i]);
    return json::object{
        {"title", json_string(model.title)}, {"period", json_string(model.period)},
        {"complete", evaluation.complete},   {"status_quo", std::move(status_quo)},
        {"proposals", std::move(proposals)}, {"ranking", std::move(ranking)},
        {"states", evaluation.states},       {"warnings", strings(evaluation.warnings)}};
}

}  // namespace entente
