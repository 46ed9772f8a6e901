/// @file evaluate_command.cpp
/// entente evaluate: what becomes of each proposal.
#include "entente/process.hpp"

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/usage_error.hpp"
#include "cli/watch.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace entente::cli {
namespace {

/// States times parameters; about half a minute on two cores.
constexpr std::uint64_t quick_flips = 1'000'000;

void declare(CLI::App& app, Arguments& arguments) {
    declare_file(app, arguments, "A model (.toml)");
    app.add_option("--proposal", arguments.proposals, "Only this one; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("--fast", arguments.fast, "No critical discount factors, no nearest flips");
    app.add_flag("--flips", arguments.all_flips, "All nearest flips, however long they take");
    app.add_flag_callback(
        "--no-flips", [&arguments] { arguments.flips = false; }, "No nearest flips");
    declare_set(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
    declare_time_limit(app, arguments);
    declare_threads(app, arguments);
    app.add_flag("--quiet", arguments.quiet, "No progress on standard error");
}

Answer run(const Arguments& arguments) {
    const Model model = read_model_input(arguments.files[0], arguments.set);
    if (model.proposals.empty())
        throw UsageError(
            fmt::format("\"{}\" has no proposals to evaluate; entente solve finds the "
                        "equilibria of its interactions",
                        arguments.files[0]));
    EvaluateOptions options;
    options.proposals = positions("proposal", arguments.proposals, model.proposals);
    options.patience = !arguments.fast;
    options.flips = arguments.flips && !arguments.fast;
    if (!arguments.all_flips) options.flip_effort = quick_flips;
    constexpr std::size_t most_threads = 1024;
    options.threads = static_cast<unsigned>(std::min(arguments.threads, most_threads));
    Evaluation evaluation;
    std::string stopped;
    {
        const Watch watch(arguments.time_limit);
        Progress progress(!arguments.quiet);
        options.stop = watch.token();
        options.progress = [&progress](std::string_view what, double share) {
            progress.show(what, share);
        };
        evaluation = evaluate(model, options);
        stopped = watch.reason();
    }
    Answer answer{evaluate_report(model, evaluation, options, arguments.format)};
    if (!evaluation.complete) {
        std::size_t wanted = 0;
        for (std::size_t p = 0; p < model.proposals.size(); ++p)
            if (!model.proposals[p].open &&
                (options.proposals.empty() || std::ranges::count(options.proposals, p) > 0))
                ++wanted;
        answer.code = ExitCode::incomplete;
        answer.remark =
            fmt::format("{}: {} of {} proposals were finished",
                        stopped.empty() ? "stopped" : stopped, evaluation.proposals.size(), wanted);
    }
    return answer;
}

}  // namespace

constinit const Command evaluate_command{
    .name = "evaluate",
    .summary = "Compare a model's proposals: which hold, where they stall, and why",
    .footer =
        "  entente evaluate models/northeast_asia/region.toml\n"
        "  entente evaluate model.toml --set patience=0.7 --proposal easiest_first --format json",
    .declare = declare,
    .run = run,
};

}  // namespace entente::cli
