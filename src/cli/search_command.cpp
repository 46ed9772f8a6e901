/// @file search_command.cpp
/// entente search: the best order, and what makes it so.
#include "entente/search.hpp"

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/usage_error.hpp"
#include "cli/watched.hpp"
#include "text/amounts.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace entente::cli {
namespace {

using Kind = Objective::Kind;

const std::array<std::string, 8> objective_names{"utilitarian", "weighted", "nash",
                                                 "egalitarian", "player",   "fastest",
                                                 "patience",    "pareto"};  // as in Kind

void declare(CLI::App& app, Arguments& arguments) {
    declare_file(app, arguments, "A model (.toml)");
    app.add_option("--proposal", arguments.proposals,
                   "Complete this one; without it all measures are put in order")
        ->type_name("NAME")
        ->expected(1);
    app.add_option("--objective", arguments.objective,
                   "utilitarian (default), weighted, nash, egalitarian, player:P, fastest,\n"
                   "patience or pareto")
        ->type_name("NAME");
    app.add_option("--weight", arguments.weights, "For weighted; may be repeated; default 1")
        ->type_name("PLAYER=NUMBER")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    declare_count(app, arguments.width, "--width", "Measures a step, instead of the proposal's");
    app.add_flag("--optional", arguments.all_optional, "Anything may be left out");
    app.add_flag("--adaptive", arguments.adaptive,
                 "Also the best sequence whose next step depends on the levels reached");
    app.add_flag("--agenda", arguments.agenda,
                 "Also who would order differently, and proposers recognised at random");
    app.add_option("--recognise", arguments.recognised,
                   "How likely a player is to propose, relative to the others; default 1")
        ->type_name("PLAYER=NUMBER")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    declare_count(app, arguments.ties, "--ties", "Optimal orders to list; default 20");
    declare_count(app, arguments.memory, "--memory", "MiB of memory to use at most; default 4096");
    app.add_flag("--fast", arguments.fast, "Only the optimum: no comparisons, nothing about why");
    declare_set(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
    declare_time_limit(app, arguments);
    declare_threads(app, arguments);
    app.add_flag("--quiet", arguments.quiet, "No progress on standard error");
}

std::size_t player_of(const Model& model, const std::string& name) {
    std::vector<std::string> known;
    for (const Player& player : model.players) known.push_back(player.key);
    const auto it = std::ranges::find(known, name);
    if (it == known.end()) throw unknown_name("player", name, known);
    return static_cast<std::size_t>(it - known.begin());
}

/// "player=number" as numbers by player, 1 where nothing is said.
std::vector<double> numbers_of(const Model& model, const std::vector<std::string>& texts) {
    std::vector<double> numbers(model.players.size(), 1);
    for (const std::string& text : texts) {
        const auto sign = text.find('=');
        double number = 0;
        if (sign == std::string::npos ||
            !CLI::detail::lexical_cast(text.substr(sign + 1), number) || !std::isfinite(number) ||
            number < 0)
            throw UsageError(fmt::format(
                "\"{}\" is not of the form player=number, with a number of at least 0", text));
        numbers[player_of(model, text.substr(0, sign))] = number;
    }
    return numbers;
}

Objective objective_of(const Model& model, const Arguments& arguments) {
    Objective objective;
    const auto colon = arguments.objective.find(':');
    const std::string name = arguments.objective.substr(0, colon);
    const auto it = std::ranges::find(objective_names, name);
    if (it == objective_names.end()) throw unknown_name("objective", name, objective_names);
    objective.kind = static_cast<Kind>(it - objective_names.begin());
    if (objective.kind == Kind::player) {
        if (colon == std::string::npos)
            throw UsageError("which player? Write --objective player:NAME");
        objective.player = player_of(model, arguments.objective.substr(colon + 1));
    } else if (colon != std::string::npos) {
        throw UsageError(fmt::format("the objective \"{}\" takes no name", name));
    }
    if (!arguments.weights.empty() && objective.kind != Kind::weighted)
        throw UsageError("--weight goes with --objective weighted");
    objective.weights = numbers_of(model, arguments.weights);
    return objective;
}

SearchOptions options_of(const Model& model, const Arguments& arguments) {
    SearchOptions options;
    const auto proposals = positions("proposal", arguments.proposals, model.proposals);
    if (!proposals.empty()) options.proposal = proposals.front();
    options.objective = objective_of(model, arguments);
    if (arguments.width > 16) throw UsageError("a step has at most 16 measures");
    if (arguments.width > 0) options.width = arguments.width;
    options.all_optional = arguments.all_optional;
    options.adaptive = arguments.adaptive;
    const Kind kind = options.objective.kind;
    if (options.adaptive && kind != Kind::utilitarian && kind != Kind::weighted &&
        kind != Kind::player)
        throw UsageError("--adaptive goes with utilitarian, weighted or player:NAME");
    if (!arguments.recognised.empty() && !arguments.agenda)
        throw UsageError("--recognise goes with --agenda");
    if (arguments.agenda) {
        std::vector<double> chances = numbers_of(model, arguments.recognised);
        const double sum = std::accumulate(chances.begin(), chances.end(), 0.0);
        if (sum <= 0) throw UsageError("somebody must be recognised");
        for (double& chance : chances) chance /= sum;
        options.recognition = std::move(chances);
    }
    if (arguments.ties > 0) options.most_ties = arguments.ties;
    if (arguments.memory > 0) options.memory = static_cast<double>(arguments.memory) * 1048576;
    options.explain = !arguments.fast;
    options.threads = thread_count(arguments);
    return options;
}

std::string plan_text(const SearchPlan& plan) {
    const std::string more = plan.sets_exact ? "" : "more than ";
    std::string text = fmt::format("{}{} sets of measures, {}{} completions; {}", more,
                                   large_count_text(plan.sets), more,
                                   large_count_text(plan.completions), plan.method);
    if (plan.seconds == 0) return text;
    return text + fmt::format(": {} {} and {} of processor time",
                              plan.at_least ? "at least" : "about", bytes_text(plan.bytes),
                              seconds_text(plan.seconds));
}

Answer run(const Arguments& arguments) {
    const Model model = read_model_input(arguments.files[0], arguments.set);
    SearchOptions options = options_of(model, arguments);
    options.planned = [&](const SearchPlan& plan) {
        const bool long_run = plan.seconds > 5 || (plan.seconds == 0 && plan.completions > 500);
        if (!arguments.quiet && long_run) fmt::print(stderr, "entente: {}\n", plan_text(plan));
    };
    SearchResult result;
    const std::string stopped = watched(arguments.time_limit, arguments.quiet, options,
                                        [&] { result = search(model, options); });
    Answer answer{search_report(model, result, options, arguments.format)};
    if (result.complete && !result.explained) {
        answer.code = ExitCode::incomplete;
        answer.remark = (stopped.empty() ? "not all was looked for" : stopped) +
                        ": the search itself is complete, what shapes its result is not";
    }
    if (!result.complete) {
        answer.code = ExitCode::incomplete;
        std::string why = stopped.empty() ? result.incomplete : stopped;
        if (why.empty()) why = "stopped";
        answer.remark = fmt::format(
            "{}: {}{}", why, result.best.empty() ? "nothing was found" : "the best found is shown",
            result.proven ? ", and is the best" : "");
    }
    return answer;
}

}  // namespace

constinit const Command search_command{
    .name = "search",
    .summary = "Find the best order of measures, and say what shapes it",
    .footer =
        "  entente search model.toml --proposal open\n"
        "  entente search model.toml --objective player:north --format json\n"
        "  entente search model.toml --objective patience --optional --width 2",
    .declare = declare,
    .run = run,
};

}  // namespace entente::cli
