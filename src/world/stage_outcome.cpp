/// @file stage_outcome.cpp
/// What is played in an interaction: what the measures in force prescribe, and for the players
/// they leave out the baseline rule's equilibrium of the game that remains.
#include "entente/contract.hpp"
#include "entente/selection.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "world/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// The actions that the measures in force prescribe; of two for the same player the one declared
/// later applies.
std::vector<std::optional<std::size_t>> prescribed(const Model& model, std::size_t interaction,
                                                   MeasureSet in_force) {
    std::vector<std::optional<std::size_t>> actions(model.interactions[interaction].players.size());
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        if ((in_force >> m & 1U) == 0) continue;
        for (const Prescription& p : model.measures[m].prescriptions)
            if (p.interaction == interaction) actions[p.player] = p.action;
    }
    return actions;
}

/// The rule for the players who remain, at their positions in the game that remains.
SelectionRule rule_for(const Baseline& baseline, const std::vector<std::size_t>& remaining) {
    SelectionRule rule;
    rule.kind = static_cast<SelectionRule::Kind>(baseline.rule);
    if (baseline.rule == Baseline::Rule::worst_for) {
        const auto it = std::ranges::find(remaining, baseline.player);
        if (it == remaining.end())
            return {.kind = SelectionRule::Kind::worst, .player = 0, .profile = {}};
        rule.player = static_cast<std::size_t>(it - remaining.begin());
    }
    if (baseline.rule == Baseline::Rule::profile)
        for (const std::size_t i : remaining) rule.profile.push_back(baseline.profile[i]);
    return rule;
}

/// The game of the remaining players when the others play what is prescribed.
NormalForm<Rational> remaining_game(const NormalForm<Rational>& game,
                                    const std::vector<std::optional<std::size_t>>& fixed,
                                    const std::vector<std::size_t>& remaining) {
    std::vector<GamePlayer> players;
    for (const std::size_t i : remaining) players.push_back(game.players()[i]);
    std::vector<Rational> payoffs;
    for (const std::size_t i : remaining) {
        for (std::size_t p = 0; p < game.profile_count(); ++p) {
            bool compatible = true;
            for (std::size_t j = 0; j < fixed.size(); ++j)
                compatible = compatible && (!fixed[j] || *fixed[j] == game.action(p, j));
            if (compatible) payoffs.push_back(game.payoffs(i)[p]);
        }
    }
    return {std::move(players), std::move(payoffs)};
}

}  // namespace

StageOutcome World::solve_stage(std::size_t g, MeasureSet in_force, std::size_t at) {
    const Interaction& interaction = model_->interactions[g];
    if (interaction.rankings)
        fail(interaction.where,
             fmt::format("\"{}\" gives rankings, and what is played or gained there is asked for",
                         interaction.key),
             "entente evaluate draws payoffs that are consistent with the rankings");
    std::vector<GamePlayer> players;
    for (std::size_t i = 0; i < interaction.players.size(); ++i)
        players.push_back({model_->players[interaction.players[i]].key, interaction.actions[i]});
    std::vector<Rational> payoffs_at;
    for (std::size_t cell = 0; cell < interaction.payoffs.size(); ++cell) {
        const auto& fixed_payoff = fixed_payoffs_[g][cell];
        payoffs_at.push_back(fixed_payoff ? *fixed_payoff
                                          : evaluate(interaction.payoffs[cell], in_force, at));
    }
    const NormalForm<Rational> game(std::move(players), std::move(payoffs_at));

    const auto fixed = prescribed(*model_, g, in_force);
    std::vector<std::size_t> remaining;
    StageOutcome outcome;
    for (std::size_t i = 0; i < fixed.size(); ++i) {
        outcome.profile.emplace_back(game.action_count(i));
        if (fixed[i])
            outcome.profile[i][*fixed[i]] = 1;
        else
            remaining.push_back(i);
    }
    if (!remaining.empty()) {
        const auto rest = remaining_game(game, fixed, remaining);
        const Profile played = baseline(g, rest, remaining, in_force, at);
        for (std::size_t k = 0; k < remaining.size(); ++k)
            outcome.profile[remaining[k]] = played[k];
    }

    outcome.payoffs = payoffs(game, outcome.profile);
    for (std::size_t i = 0; i < fixed.size(); ++i) {
        Rational best = outcome.payoffs[i];
        for (std::size_t a = 0; fixed[i] && a < game.action_count(i); ++a) {
            Profile deviation = outcome.profile;
            std::ranges::fill(deviation[i], Rational(0));
            deviation[i][a] = 1;
            best = std::max(best, payoffs(game, deviation)[i]);
        }
        outcome.deviation_gain.push_back(
            number(interaction.payoffs.front(), best - outcome.payoffs[i]));
    }
    return outcome;
}

Profile World::baseline(std::size_t g, const NormalForm<Rational>& game,
                        const std::vector<std::size_t>& remaining, MeasureSet in_force,
                        std::size_t at) {
    const Interaction& interaction = model_->interactions[g];
    const Solver& solver = default_solver(game);
    if (const auto why_not = solver.refusal(game))
        fail(interaction.where,
             fmt::format("\"{}\" cannot be solved: {}", interaction.key, *why_not), "");
    const Solution solution = solver.solve(game, {});
    if (solution.equilibria.empty())
        fail(interaction.where,
             fmt::format("\"{}\" has no equilibrium in pure strategies, and mixed ones of more "
                         "than two players are not searched, with {}",
                         interaction.key, describe(in_force, at)),
             "");
    auto selection = select(game, solution.equilibria, rule_for(interaction.baseline, remaining));
    const bool whole = remaining.size() == interaction.players.size();
    if (!selection && whole)
        fail(interaction.baseline.where,
             fmt::format("the baseline profile of \"{}\" is no equilibrium, with {}",
                         interaction.key, describe(in_force, at)),
             "name a profile that is one, or a rule such as \"payoff-dominant\"");
    if (!selection) {
        selection = select(game, solution.equilibria, {});
        notes_.insert(fmt::format(
            "{}: where a measure binds only some of the players, the named baseline profile is no "
            "equilibrium of the rest; payoff-dominant was used",
            interaction.key));
    } else if (!selection->note.empty()) {
        notes_.insert(fmt::format("{}: {}", interaction.key, selection->note));
    }
    if (whole && solution.equilibria.size() > 1)
        notes_.insert(
            fmt::format("{}: several equilibria; the results hold for the one that the "
                        "baseline rule selects",
                        interaction.key));
    const Profile& profile = solution.equilibria[selection->index].profile;
    expects(regret(game, profile) == 0, "a stage equilibrium has no regret");
    return profile;
}

}  // namespace entente
