#include "entente/stage_games.hpp"

#include "entente/contract.hpp"
#include "entente/selection.hpp"
#include "entente/verify.hpp"

#include "game/bimatrix.hpp"
#include "model/rule_name.hpp"
#include "world/world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace entente {
namespace {

/// The world before anything has happened.
struct InitialState {
    std::vector<Rational> parameters;
    std::vector<std::uint8_t> levels;
    MeasureSet in_force = 0;
};

InitialState initial_state(const Model& model, const StageGameOptions& options) {
    InitialState state{parameter_values(model, options.set), {}, 0};
    for (const Relation& relation : model.relations)
        state.levels.push_back(static_cast<std::uint8_t>(relation.initial));
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        if (model.measures[m].initial) state.in_force |= MeasureSet{1} << m;
    }
    return state;
}

std::vector<GamePlayer> players_of(const Model& model, const Interaction& interaction) {
    std::vector<GamePlayer> players;
    for (std::size_t i = 0; i < interaction.players.size(); ++i)
        players.push_back({model.players[interaction.players[i]].key, interaction.actions[i]});
    return players;
}

NormalForm<Rational> stage_game(const Model& model, const Interaction& interaction,
                                const InitialState& state) {
    std::unique_ptr<World> world;  // knows what is played elsewhere; most payoffs do not ask
    const auto play = [&](std::uint32_t other, std::uint32_t player, std::uint32_t action) {
        if (!world) world = std::make_unique<World>(model, state.parameters);
        return world->outcome(other, state.in_force, world->initial_levels())
            .profile[player][action];
    };
    const Valuation valuation{state.parameters, state.levels, state.in_force, play};
    std::vector<Rational> payoffs;
    payoffs.reserve(interaction.payoffs.size());
    try {
        for (const Expression& payoff : interaction.payoffs)
            payoffs.push_back(value(payoff, valuation));
    } catch (const EvaluationError& error) {
        throw ModelError(model.sources, {error.diagnostic()});
    }
    return {players_of(model, interaction), std::move(payoffs)};
}

SelectionRule selection_rule(const Baseline& baseline) {
    using Kind = SelectionRule::Kind;
    switch (baseline.rule) {
        case Baseline::Rule::payoff_dominant:
            return {Kind::payoff_dominant, 0, {}};
        case Baseline::Rule::risk_dominant:
            return {Kind::risk_dominant, 0, {}};
        case Baseline::Rule::first:
            return {Kind::first, 0, {}};
        case Baseline::Rule::worst:
            return {Kind::worst, 0, {}};
        case Baseline::Rule::worst_for:
            return {Kind::worst_for, baseline.player, {}};
        case Baseline::Rule::profile:
            return {Kind::profile, 0, baseline.profile};
    }
    return {};
}

/// What in the world state the payoffs can depend on, as words; empty if on nothing.
std::string dependence_note(const Model& model, const Interaction& interaction,
                            const InitialState& state) {
    std::vector<std::uint8_t> relations(model.relations.size());
    MeasureSet measures = 0;
    bool plays = false;
    for (const Expression& payoff : interaction.payoffs) {
        const Dependencies needs = dependencies(payoff);
        for (const std::uint32_t e : needs.relations) relations[e] = 1;
        measures |= needs.measures;
        plays = plays || !needs.interactions.empty();
    }
    std::vector<std::string> parts;
    for (std::size_t e = 0; e < relations.size(); ++e) {
        const Relation& relation = model.relations[e];
        if (relations[e] != 0)
            parts.push_back(fmt::format("the level of {} (at the start {})", relation.key,
                                        relation.levels[state.levels[e]]));
    }
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        const MeasureSet bit = MeasureSet{1} << m;
        if ((measures & bit) != 0)
            parts.push_back(fmt::format("whether {} is in force (at the start it is{})",
                                        model.measures[m].key,
                                        (state.in_force & bit) != 0 ? "" : " not"));
    }
    if (plays) parts.emplace_back("what is played in other interactions");
    if (parts.empty()) return {};
    return fmt::format("payoffs depend on {}", fmt::join(parts, ", "));
}

/// Measures in force from the start that say what is played, as words.
std::string prescription_note(const Model& model, std::size_t interaction) {
    std::vector<std::string> keys;
    for (const Measure& measure : model.measures) {
        const bool prescribes =
            std::ranges::any_of(measure.prescriptions, [&](const Prescription& prescription) {
                return prescription.interaction == interaction;
            });
        if (measure.initial && prescribes) keys.push_back(measure.key);
    }
    if (keys.empty()) return {};
    return fmt::format("in force from the start and prescribing what is played here: {}",
                       fmt::join(keys, ", "));
}

void add_wishes(SolvedInteraction& result, const StageGameOptions& options) {
    result.wishes = options.wishes;
    const SolveWishes& wishes = options.wishes;
    const auto& equilibria = result.solution.equilibria;
    if (wishes.reductions) result.reductions = reductions(result.game, options.limits.stop);
    if (wishes.optimal) result.optimal = optimal_strategies(result.game, options.limits.stop);
    if (wishes.best && !equilibria.empty() && concerns(*wishes.best, result.game))
        result.best = best_equilibria(result.game, equilibria, *wishes.best);
}

/// Whether the best equilibria may be searched for instead of all.
bool may_leave_out(const NormalForm<Rational>& game, const Solver& solver,
                   const StageGameOptions& options) {
    return options.wishes.best && concerns(*options.wishes.best, game) &&
           !options.wishes.components && options.solver == nullptr &&
           options.limits.max_equilibria == SolveOptions{}.max_equilibria &&
           &solver == find_solver("tree");
}

/// A game of two players that is too large for a list of all equilibria has one, pure or not.
void find_one(const StageGameOptions& options, SolvedInteraction& result) {
    const bool wanted = options.solver == nullptr && has_two_sides(result.game) &&
                        result.solution.equilibria.empty() &&
                        result.solution.status == Status::complete;
    if (!wanted) return;
    const Solver& solver = *find_solver("lemke-howson");
    result.solution = solver.solve(result.game, options.limits);
    result.method = solver.name;
    result.guarantee = solver.guarantee;
}

/// Runs the solver, but with limits that keep it short where something else will do.
void run_solver(const Solver& solver, bool may_give_up, const StageGameOptions& options,
                SolvedInteraction& result) {
    SolveOptions limits = options.limits;
    if (may_give_up) {
        limits.max_equilibria = 1000;
        limits.max_steps = 50'000;  // some tenths of a second
    }
    result.solution = solver.solve(result.game, limits);
    result.method = solver.name;
    result.guarantee = solver.guarantee;
    find_one(options, result);
    if (!may_give_up || result.solution.status != Status::limit_reached) return;
    Solution best = search_best(result.game, *options.wishes.best, options.limits);
    if (best.equilibria.empty() && best.status == Status::cancelled) {
        result.solution.status = Status::cancelled;  // what was found before remains
        return;
    }
    result.solution = std::move(best);
    result.only_best = result.solution.status == Status::complete;
    result.guarantee = "those that are best for the objective, and leaves out the others";
}

/// Why a path cannot start from this action.
std::optional<std::string> beyond(const std::optional<std::size_t>& label,
                                  const NormalForm<Rational>& game) {
    if (!label) return std::nullopt;
    const Bimatrix sides = *as_bimatrix(game);  // which the solver did not refuse
    const std::size_t actions = sides.actions(0) + sides.actions(1);
    if (*label < actions) return std::nullopt;
    return fmt::format("there is no action number {}, the players have {}", *label + 1, actions);
}

SolvedInteraction solved(std::string name, NormalForm<Rational> game, bool may_give_up,
                         const StageGameOptions& options) {
    const Game any = game;
    const Solver& solver = options.solver != nullptr ? *options.solver : default_solver(any);
    if (const auto why = solver.refusal(any))
        throw Refused(fmt::format("{} cannot solve \"{}\": {}", solver.name, name, *why));
    if (const auto why = beyond(options.limits.label, game))
        throw Refused(fmt::format("{} cannot solve \"{}\": {}", solver.name, name, *why));
    std::vector<std::string> titles;
    for (const GamePlayer& player : game.players()) titles.push_back(player.name);
    SolvedInteraction result{.name = name,
                             .title = name,
                             .game = std::move(game),
                             .player_titles = std::move(titles),
                             .solution = {}};
    run_solver(solver, may_give_up && may_leave_out(result.game, solver, options), options, result);
    const auto wrong = fault(result.game, result.solution);
    expects(!wrong, fmt::format("{} on \"{}\": {}", solver.name, name, wrong.value_or("")));
    result.complete =
        result.solution.status == Status::complete && solver.finds_all(any) && !result.only_best;
    if (result.complete && has_two_sides(result.game)) {
        result.subsets =
            maximal_nash_subsets(result.game, result.solution.equilibria, options.limits.stop);
    }
    add_wishes(result, options);
    return result;
}

void select_baseline(const Interaction& interaction, SolvedInteraction& result) {
    result.baseline = rule_name(interaction, result.player_titles);
    if (result.solution.equilibria.empty() || result.solution.status != Status::complete) return;
    const auto selection =
        select(result.game, result.solution.equilibria, selection_rule(interaction.baseline));
    if (!selection) {
        result.notes.push_back(
            fmt::format("{}, which the baseline names, is no equilibrium", result.baseline));
        return;
    }
    result.selected = selection->index;
    if (!selection->note.empty()) result.notes.push_back("baseline: " + selection->note);
}

void refuse_without_equilibrium(const Model& model, const Interaction& interaction,
                                const SolvedInteraction& result) {
    const bool is_settled = result.complete || result.solution.status != Status::complete;
    if (is_settled || !result.solution.equilibria.empty() || interaction.players.size() < 3) return;
    throw ModelError(model.sources,
                     {{interaction.where,
                       fmt::format("interaction \"{}\" has {} players and no pure equilibrium at "
                                   "the start",
                                   interaction.key, interaction.players.size()),
                       "mixed equilibria are found for two players only"}});
}

SolvedInteraction solved_interaction(const Model& model, std::size_t index,
                                     const InitialState& state, const StageGameOptions& options) {
    const Interaction& interaction = model.interactions[index];
    auto result = solved(interaction.key, stage_game(model, interaction, state), false, options);
    if (!interaction.name.empty()) result.title = interaction.name;
    for (std::size_t i = 0; i < interaction.players.size(); ++i)
        result.player_titles[i] = model.players[interaction.players[i]].name;
    if (options.solver == nullptr) refuse_without_equilibrium(model, interaction, result);
    for (std::string note :
         {dependence_note(model, interaction, state), prescription_note(model, index)}) {
        if (!note.empty()) result.notes.push_back(std::move(note));
    }
    select_baseline(interaction, result);
    return result;
}

}  // namespace

SolvedInteraction solve_game(const NamedGame& game, const StageGameOptions& options) {
    auto result = solved(game.title, game.game, true, options);
    if (!game.comment.empty()) result.notes.push_back(game.comment);
    return result;
}

std::vector<SolvedInteraction> solve_interactions(const Model& model,
                                                  const StageGameOptions& options) {
    const InitialState state = initial_state(model, options);
    std::vector<std::size_t> wanted = options.interactions;
    if (wanted.empty()) {
        for (std::size_t g = 0; g < model.interactions.size(); ++g) wanted.push_back(g);
    }
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::erase_if(wanted,
                  [&](std::size_t g) { return model.interactions[g].rankings.has_value(); });
    std::vector<SolvedInteraction> results;
    for (const std::size_t g : wanted) {
        if (options.limits.stop.stop_requested()) break;
        results.push_back(solved_interaction(model, g, state, options));
    }
    return results;
}

}  // namespace entente
