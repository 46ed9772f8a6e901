/// @file bench_command.cpp
/// entente bench: solvers side by side; entente generate: games to try them on.
#include "entente/bench.hpp"
#include "entente/generate.hpp"

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/usage_error.hpp"
#include "cli/watch.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace entente::cli {
namespace {

constexpr std::size_t largest_size = 1000;

template <class Number>
Number number_in(std::string_view text, std::string_view what) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw UsageError(fmt::format("\"{}\" is no {}", text, what));
    }
    return number;
}

/// The game FAMILY:SIZE or FAMILY:SIZE:SEED; nullopt if no family of that name is meant.
std::optional<NamedGame> generated(std::string_view word) {
    const auto colon = word.find(':');
    if (colon == word.npos) return std::nullopt;
    const std::string_view name = word.substr(0, colon);
    const GameFamily* family = find_family(name);
    if (family == nullptr) {
        std::vector<std::string> names;
        for (const GameFamily& each : game_families()) names.emplace_back(each.name);
        throw unknown_name("family of games", name, names);
    }
    const std::string_view rest = word.substr(colon + 1);
    const auto second = rest.find(':');
    const auto size = number_in<std::size_t>(rest.substr(0, second), "number of actions");
    const auto seed =
        second == rest.npos ? 0U : number_in<std::uint32_t>(rest.substr(second + 1), "seed");
    if (size == 0 || size > largest_size || (family->even_only && size % 2 == 1)) {
        throw UsageError(fmt::format("{} games have {} to {} actions, not {}", name,
                                     family->even_only ? "an even number of 2" : "1", largest_size,
                                     size));
    }
    return family->make(size, seed);
}

NamedGame game_of(const std::string& word) {
    if (auto game = generated(word)) return std::move(*game);
    auto input = read_input(word, {});
    if (auto* game = std::get_if<NamedGame>(&input.content)) return std::move(*game);
    throw UsageError(
        fmt::format("{} is a model; only games (.nfg or FAMILY:SIZE:SEED) can be "
                    "compared",
                    word));
}

std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    std::vector<std::string> known{std::string(lrsnash_name)};
    for (const Solver* solver : solvers()) known.emplace_back(solver->name);
    for (std::size_t from = 0; from < list.size();) {
        const std::size_t end = std::min(list.find(',', from), list.size());
        const std::string name = list.substr(from, end - from);
        if (std::ranges::find(known, name) == known.end()) {
            throw unknown_name("solver", name, known);
        }
        names.push_back(name);
        from = end + 1;
    }
    return names;
}

void declare_bench(CLI::App& app, Arguments& arguments) {
    app.add_option("GAME", arguments.files,
                   "A file (.nfg), or FAMILY:SIZE[:SEED] (see entente generate --help)")
        ->required()
        ->expected(1, 1 << 16)
        ->type_name("");
    app.add_option("--solvers", arguments.solver, "Names with commas between them; default: all")
        ->type_name("NAMES");
    app.add_option("--repetitions", arguments.repetitions,
                   "Measurements (default 5); fewer if they take over 10 s, more below 0.05 s")
        ->check(CLI::Range(1, 1000))
        ->type_name("N");
    app.add_option("--limit", arguments.limit, "Stop a solver after so many equilibria")
        ->type_name("N");
    declare_threads(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
    declare_time_limit(app, arguments);
}

Answer run_bench(const Arguments& arguments) {
    BenchOptions options{.solvers = names_in(arguments.solver)};
    std::vector<NamedGame> games;
    for (const std::string& word : arguments.files) games.push_back(game_of(word));
    const Watch watch(arguments.time_limit);
    options.repetitions = arguments.repetitions;
    options.limits = {.max_equilibria = arguments.limit,
                      .stop = watch.token(),
                      .threads = thread_count(arguments)};
    const auto rows = bench(games, options);
    Answer answer{.output = bench_report(rows, arguments.format), .remark = watch.reason()};
    const bool whole = std::ranges::all_of(
        rows, [](const BenchRow& row) { return row.status == Status::complete; });
    if (!whole || !answer.remark.empty()) answer.code = ExitCode::incomplete;
    return answer;
}

void declare_generate(CLI::App& app, Arguments& arguments) {
    app.add_option("GAME", arguments.files, "FAMILY:SIZE[:SEED]")
        ->required()
        ->expected(1)
        ->type_name("");
    app.add_flag("--lrsnash", arguments.lrsnash, "In the input format of lrsnash instead of .nfg");
    declare_output(app, arguments);
}

Answer run_generate(const Arguments& arguments) {
    const auto game = generated(arguments.files.front());
    if (!game) {
        throw UsageError(fmt::format("\"{}\" is no FAMILY:SIZE[:SEED], such as uniform:8:1",
                                     arguments.files.front()));
    }
    return {.output = arguments.lrsnash ? write_lrsnash(game->game) : write_nfg(*game)};
}

}  // namespace

constinit const Command bench_command{
    .name = "bench",
    .summary = "Compare solvers on the same games",
    .footer = "Example: entente bench uniform:12:1 game.nfg --solvers tree,lrsnash",
    .declare = declare_bench,
    .run = run_bench,
};

constinit const Command generate_command{
    .name = "generate",
    .summary = "Write a game of a family that solvers are compared on",
    .footer =
        "Families: uniform, covariant, zero-sum, coordination, sparse, degenerate,\n"
        "          cyclic-many, cyclic-long (dual cyclic polytopes; even sizes)\n"
        "Example: entente generate uniform:12:1 --output game.nfg",
    .declare = declare_generate,
    .run = run_generate,
};

}  // namespace entente::cli
