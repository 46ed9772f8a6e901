#include "model/rule_name.hpp"
#include "ordinal/ordinal_game.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

std::vector<std::size_t> efficient(const GraphModel& graph) {
    std::vector<std::size_t> found;
    for (std::size_t s = 0; s < graph.states.size(); ++s) {
        bool beaten = false;
        for (std::size_t t = 0; t < graph.states.size() && !beaten; ++t) {
            bool no_worse = true, better = false;
            for (const auto& ranks : graph.ranks) {
                no_worse = no_worse && ranks[t] <= ranks[s];
                better = better || ranks[t] < ranks[s];
            }
            beaten = no_worse && better;
        }
        if (!beaten) found.push_back(s);
    }
    return found;
}

void analyse_graph(GraphModel graph, SolvedRankings& result, const std::stop_token& stop) {
    result.efficient = efficient(graph);
    result.analysis = analyse(std::move(graph), stop);
    result.complete = result.analysis.complete;
    result.notes.insert(result.notes.end(), result.analysis.notes.begin(),
                        result.analysis.notes.end());
}

/// nullopt if stopped before there was anything to say.
std::optional<SolvedRankings> solved_interaction(const Model& model, const Interaction& interaction,
                                                 const std::stop_token& stop) {
    SolvedRankings result;
    result.name = interaction.key;
    result.title = interaction.name;
    std::vector<std::string> keys;
    for (const std::size_t i : interaction.players) {
        keys.push_back(model.players[i].key);
        result.player_titles.push_back(model.players[i].name);
    }
    result.state_titles = interaction.rankings->outcomes;
    result.game = OrdinalGame{interaction.actions, interaction.rankings->ranks};
    const auto solution = solve_ordinal(*result.game, stop);
    if (!solution) return std::nullopt;
    result.solution = *solution;
    result.baseline = rule_name(interaction, result.player_titles);
    result.played = played_for_all(interaction, result.solution);
    if (!result.played && interaction.baseline.rule == Baseline::Rule::profile)
        result.notes.push_back(
            fmt::format("{}, which the baseline names, is no equilibrium", result.baseline));
    const auto& outcomes = interaction.rankings->outcomes;
    if (outcomes.size() <= most_states) {
        analyse_graph(graph_of(*result.game, std::move(keys), outcomes), result, stop);
    } else {
        result.notes.push_back(
            fmt::format("stability is looked into for up to {} outcomes, here are {}", most_states,
                        outcomes.size()));
        result.analysis.graph = {std::move(keys), outcomes, {}, result.game->ranks};
    }
    return result;
}

SolvedRankings solved_graph(const Model& model, const StateGraph& graph,
                            const std::stop_token& stop) {
    SolvedRankings result;
    result.name = graph.key;
    result.title = graph.name;
    for (const std::size_t i : graph.players) result.player_titles.push_back(model.players[i].name);
    result.state_titles = graph.state_titles;
    analyse_graph(graph.graph, result, stop);
    return result;
}

}  // namespace

std::optional<std::size_t> played_for_all(const Interaction& interaction,
                                          const OrdinalSolution& solution) {
    using Rule = Baseline::Rule;
    const auto& equilibria = solution.equilibria;
    const ProfileShape shape({interaction.actions, {}});
    const auto& ranks = interaction.rankings->ranks;
    if (interaction.baseline.rule == Rule::profile) {
        std::size_t outcome = 0;
        for (std::size_t i = 0; i < shape.players(); ++i)
            outcome = shape.with(outcome, i, interaction.baseline.profile[i]);
        if (std::ranges::binary_search(equilibria, outcome)) return outcome;
        return std::nullopt;
    }
    if (equilibria.empty()) return std::nullopt;
    if (solution.only || interaction.baseline.rule == Rule::first) return equilibria.front();
    if (interaction.baseline.rule != Rule::payoff_dominant) return std::nullopt;
    // Best for everybody among all outcomes that rationalizable actions lead to: no equilibrium,
    // mixed ones included, gives anybody more.
    const auto possible = [&](std::size_t p) {
        for (std::size_t i = 0; i < shape.players(); ++i)
            if (solution.rationalizable[i][shape.action(p, i)] == Reason::never) return false;
        return true;
    };
    for (const std::size_t e : equilibria) {
        bool best = true;
        for (std::size_t p = 0; p < shape.count() && best; ++p)
            best = !possible(p) || std::ranges::all_of(ranks, [&](const auto& of_player) {
                return of_player[e] <= of_player[p];
            });
        if (best) return e;
    }
    return std::nullopt;
}

void ask_reverse(SolvedRankings& solved, std::size_t state, const std::stop_token& stop) {
    const GraphModel& graph = solved.analysis.graph;
    DesiredState desired{state, {}};
    for (std::size_t i = 0; i < graph.players.size(); ++i) {
        auto& conditions = desired.conditions.emplace_back();
        for (std::size_t c = 0; c < concept_names.size(); ++c) {
            auto condition = condition_for(graph, i, state, static_cast<SolutionConcept>(c), stop);
            solved.complete = solved.complete && condition;
            if (!condition) return;
            conditions[c] = *std::move(condition);
        }
    }
    solved.desired = std::move(desired);
}

std::vector<SolvedRankings> solve_rankings(const Model& model,
                                           std::span<const std::size_t> interactions,
                                           const std::stop_token& stop) {
    std::vector<SolvedRankings> results;
    for (const std::size_t k : interactions) {
        if (stop.stop_requested()) break;
        const std::size_t games = model.interactions.size();
        if (k >= games)
            results.push_back(solved_graph(model, model.graph_models[k - games], stop));
        else if (model.interactions[k].rankings)
            if (auto solved = solved_interaction(model, model.interactions[k], stop))
                results.push_back(*std::move(solved));
    }
    return results;
}

}  // namespace entente
