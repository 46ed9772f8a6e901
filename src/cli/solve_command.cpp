/// @file solve_command.cpp
/// entente solve: the equilibria of every interaction, or of a lone game.
#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/usage_error.hpp"
#include "cli/watch.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace entente::cli {
namespace {

constexpr std::string_view player_objective = "player:";

std::string an_objective(const std::string& text) {
    const bool names_player =
        text.starts_with(player_objective) && text.size() > player_objective.size();
    if (text == "welfare" || text == "egalitarian" || names_player) return {};
    const std::array<std::string, 3> known{"welfare", "egalitarian", "player:P"};
    return unknown_name("objective", text, known).what();
}

EquilibriumObjective objective(const std::string& text) {
    if (text == "welfare") return {.kind = EquilibriumObjective::Kind::welfare};
    if (text == "egalitarian") return {.kind = EquilibriumObjective::Kind::egalitarian};
    return {EquilibriumObjective::Kind::player, text.substr(player_objective.size())};
}

/// @throws UsageError if the objective is the payoff of somebody unknown.
void check_objective(const Input& input, const std::optional<EquilibriumObjective>& best) {
    if (!best || best->kind != EquilibriumObjective::Kind::player) return;
    std::vector<std::string> known;
    if (const auto* model = std::get_if<Model>(&input.content)) {
        for (const Player& player : model->players) known.push_back(player.key);
    } else {
        const auto& game = std::get<NamedGame>(input.content).game;
        for (const GamePlayer& player : game.players()) known.push_back(player.name);
    }
    if (std::ranges::find(known, best->player) == known.end())
        throw unknown_name("player", best->player, known);
}

void declare_wishes(CLI::App& app, SolveWishes& wishes) {
    app.add_flag("--components", wishes.components,
                 "Also show which equilibria are connected with each other");
    app.add_flag("--reductions", wishes.reductions,
                 "Also show dominated, rationalizable and duplicate actions");
    app.add_flag("--optimal", wishes.optimal,
                 "Also show value and optimal strategies of constant-sum games");
    app.add_option_function<std::string>(
           "--best", [&wishes](const std::string& text) { wishes.best = objective(text); },
           "Also show the best: welfare, egalitarian or player:P")
        ->check(CLI::Validator(an_objective, ""))
        ->type_name("OBJECTIVE");
}

void declare(CLI::App& app, Arguments& arguments) {
    declare_file(app, arguments, "A model (.toml) or a game (.nfg)");
    app.add_option("--interaction", arguments.interactions, "Only this one; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--solver", arguments.solver, "An algorithm that `entente solvers` lists")
        ->type_name("NAME");
    app.add_option("--desired", arguments.desired,
                   "Say which rankings would make this state or outcome stable")
        ->type_name("STATE");
    declare_count(app, arguments.limit, "--limit", "Stop after so many equilibria of a game");
    declare_count(app, arguments.label, "--label",
                  "With --solver lemke-howson: the path from the N-th action, counted through both "
                  "players");
    declare_threads(app, arguments);
    declare_wishes(app, arguments.wishes);
    declare_set(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
    declare_time_limit(app, arguments);
}

const Solver* wanted_solver(const std::string& name) {
    if (name.empty()) return nullptr;
    if (const Solver* solver = find_solver(name)) return solver;
    std::vector<std::string> names;
    for (const Solver* solver : solvers()) names.emplace_back(solver->name);
    throw unknown_name("solver", name, names);
}

/// @throws ModelError if the solvers looked in vain for what the game must have.
void require_equilibrium(const SourceText& source, const SolvedInteraction& solved) {
    const bool is_settled = solved.complete || solved.solution.status != Status::complete;
    if (is_settled || !solved.solution.equilibria.empty() || solved.game.players().size() < 3)
        return;
    throw ModelError(std::span(&source, 1),
                     {{{},
                       fmt::format("the game has {} players and no pure equilibrium",
                                   solved.game.players().size()),
                       "mixed equilibria are found for two players only"}});
}

std::vector<SolvedInteraction> solve(const Input& input, const Arguments& arguments,
                                     const StageGameOptions& options) {
    if (const auto* model = std::get_if<Model>(&input.content))
        return options.interactions.empty() ? std::vector<SolvedInteraction>{}
                                            : solve_interactions(*model, options);
    auto solved = solve_game(std::get<NamedGame>(input.content), options);
    if (arguments.solver.empty()) require_equilibrium(input.source, solved);
    std::vector<SolvedInteraction> list;
    list.push_back(std::move(solved));
    return list;
}

/// Positions of the interactions that were asked for, all by default; those of graph models follow
/// those of interactions.
std::vector<std::size_t> wanted_interactions(const Input& input, const Arguments& arguments) {
    const auto* model = std::get_if<Model>(&input.content);
    if (model == nullptr) {
        if (!arguments.interactions.empty())
            throw UsageError("a lone game has no interactions to choose from with --interaction");
        if (!arguments.desired.empty())
            throw UsageError("--desired is for interactions with rankings and for graph models");
        return {};
    }
    std::vector<std::string> known;
    for (const Interaction& interaction : model->interactions) known.push_back(interaction.key);
    for (const StateGraph& graph : model->graph_models) known.push_back(graph.key);
    if (!arguments.interactions.empty())
        return positions("interaction", arguments.interactions, known);
    std::vector<std::size_t> all(known.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

/// Those of the wanted interactions that have payoffs.
std::vector<std::size_t> with_payoffs(const Input& input, const std::vector<std::size_t>& wanted) {
    const auto* model = std::get_if<Model>(&input.content);
    std::vector<std::size_t> found;
    for (const std::size_t k : wanted)  // none for a lone game
        if (k < model->interactions.size() && !model->interactions[k].rankings) found.push_back(k);
    return found;
}

void answer_desired(const std::string& state, const std::stop_token& stop,
                    std::vector<SolvedRankings>& rankings) {
    if (stop.stop_requested()) return;
    std::vector<std::string> known;
    bool found = false;
    for (SolvedRankings& solved : rankings) {
        const auto& states = solved.analysis.graph.states;
        const auto it = std::ranges::find(states, state);
        known.insert(known.end(), states.begin(), states.end());
        if (it == states.end() || solved.analysis.graph.moves.empty()) continue;
        ask_reverse(solved, static_cast<std::size_t>(it - states.begin()), stop);
        found = true;
    }
    if (!found && known.empty())
        throw UsageError("--desired is for interactions with rankings and for graph models");
    if (!found) throw unknown_name("state", state, known);
}

bool is_finished(std::size_t wanted, const std::vector<SolvedInteraction>& solved,
                 const std::vector<SolvedRankings>& rankings) {
    return solved.size() + rankings.size() >= wanted &&
           std::ranges::all_of(rankings, &SolvedRankings::complete) &&
           std::ranges::all_of(solved, [](const SolvedInteraction& interaction) {
               return interaction.solution.status == Status::complete &&
                      (!interaction.reductions || interaction.reductions->complete) &&
                      (!interaction.optimal || interaction.optimal->complete);
           });
}

/// @throws UsageError if something is wished for that the format has no place for.
void check_format(const Arguments& arguments) {
    if (arguments.format != Format::csv) return;
    const SolveWishes& wishes = arguments.wishes;
    const std::array asked{
        std::pair{wishes.components, "--components"}, std::pair{wishes.reductions, "--reductions"},
        std::pair{wishes.optimal, "--optimal"}, std::pair{wishes.best.has_value(), "--best"}};
    for (const auto& [wished, option] : asked) {
        if (wished)
            throw UsageError(fmt::format(
                "{} has no place in a table of equilibria: ask for --format json", option));
    }
}

/// @throws UsageError if a label is asked for where no path starts from it.
void choose_label(const Arguments& arguments, StageGameOptions& options) {
    if (arguments.label == 0) return;
    if (options.solver != find_solver("lemke-howson"))
        throw UsageError("--label is for --solver lemke-howson");
    options.limits.label = arguments.label - 1;
}

Answer run(const Arguments& arguments) {
    check_format(arguments);
    const Input input = read_input(arguments.files[0], arguments.set);
    check_objective(input, arguments.wishes.best);
    const auto wanted = wanted_interactions(input, arguments);
    StageGameOptions options;
    options.interactions = with_payoffs(input, wanted);
    options.solver = wanted_solver(arguments.solver);
    options.limits.max_equilibria = arguments.limit;
    choose_label(arguments, options);
    options.limits.threads = thread_count(arguments);
    options.wishes = arguments.wishes;
    const auto* model = std::get_if<Model>(&input.content);
    std::vector<SolvedInteraction> solved;
    std::vector<SolvedRankings> rankings;
    std::string stopped;
    try {
        const Watch watch(arguments.time_limit);
        options.limits.stop = watch.token();
        solved = solve(input, arguments, options);
        if (model != nullptr) rankings = solve_rankings(*model, wanted, watch.token());
        if (!arguments.desired.empty()) answer_desired(arguments.desired, watch.token(), rankings);
        stopped = watch.reason();
    } catch (const Refused& refused) {
        throw UsageError(refused.what());
    }
    Answer answer{
        solve_report(model != nullptr ? model->title : "", solved, rankings, arguments.format)};
    if (!is_finished(model == nullptr ? 1 : wanted.size(), solved, rankings)) {
        answer.code = ExitCode::incomplete;
        answer.remark = fmt::format("{}: the result is not complete",
                                    stopped.empty() ? "limit reached" : stopped);
    }
    return answer;
}

}  // namespace

constinit const Command solve_command{
    .name = "solve",
    .summary = "Find the equilibria of a model's interactions, or of a game",
    .footer =
        "  entente solve models/textbook/stag_hunt.toml\n"
        "  entente solve game.nfg --format json",
    .declare = declare,
    .run = run,
};

}  // namespace entente::cli
