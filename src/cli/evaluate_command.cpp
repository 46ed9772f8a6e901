/// @file evaluate_command.cpp
/// entente evaluate: what becomes of each proposal.
#include "entente/process.hpp"
#include "entente/sampled_evaluation.hpp"

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/usage_error.hpp"
#include "cli/watched.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace entente::cli {
namespace {

/// States times parameters, times proposals; about ten seconds on two cores.
constexpr std::uint64_t quick_flips = 2'000'000;
/// States times players, times proposals; up to a minute or two on two cores.
constexpr std::uint64_t quick_patience = 10'000'000;

void declare(CLI::App& app, Arguments& arguments) {
    declare_file(app, arguments, "A model (.toml)");
    app.add_option("--proposal", arguments.proposals, "Only this one; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("--brief", arguments.brief, "Of text only the comparison of the proposals");
    app.add_flag("--fast", arguments.fast, "No critical discount factors, no nearest flips");
    app.add_flag("--patience", arguments.all_patience,
                 "All critical discount factors, however long they take");
    app.add_flag("--flips", arguments.all_flips, "All nearest flips, however long they take");
    app.add_flag_callback(
        "--no-flips", [&arguments] { arguments.flips = false; }, "No nearest flips");
    const auto count = [&](const char* name, std::optional<std::size_t>& place, const char* what) {
        app.add_option_function<std::size_t>(
               name, [&place](std::size_t number) { place = number; }, what)
            ->check(CLI::Range(std::size_t{1}, std::size_t{99'999'999}).description(""))
            ->type_name("N");
    };
    count("--samples", arguments.samples, "Draws of payoffs where rankings are given (200)");
    count("--seed", arguments.seed, "Of these draws (1)");
    declare_set(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
    declare_time_limit(app, arguments);
    declare_threads(app, arguments);
    app.add_flag("--quiet", arguments.quiet, "No progress on standard error");
}

EvaluateOptions options_of(const Model& model, const Arguments& arguments) {
    EvaluateOptions options;
    options.proposals = positions("proposal", arguments.proposals, model.proposals);
    options.patience = !arguments.fast;
    options.flips = arguments.flips && !arguments.fast;
    if (!arguments.all_patience) options.patience_effort = quick_patience;
    if (!arguments.all_flips) options.flip_effort = quick_flips;
    options.threads = thread_count(arguments);
    return options;
}

Answer run_exact(const Model& model, const Arguments& arguments) {
    if (arguments.samples || arguments.seed)
        throw UsageError("--samples and --seed are for models with rankings; this one has none");
    EvaluateOptions options = options_of(model, arguments);
    Evaluation evaluation;
    const std::string stopped = watched(arguments.time_limit, arguments.quiet, options,
                                        [&] { evaluation = evaluate(model, options); });
    Answer answer{evaluate_report(model, evaluation, options, arguments.format, arguments.brief)};
    if (!evaluation.complete) {
        std::size_t wanted = 0;
        for (std::size_t p = 0; p < model.proposals.size(); ++p)
            if (!model.proposals[p].open &&
                (options.proposals.empty() || std::ranges::count(options.proposals, p) > 0))
                ++wanted;
        const auto partly =
            std::ranges::count(evaluation.proposals, true, &ProposalEvaluation::interrupted);
        const auto whole = static_cast<std::ptrdiff_t>(evaluation.proposals.size()) - partly;
        answer.code = ExitCode::incomplete;
        answer.remark = fmt::format(
            "{}: {} of {} proposals were finished{}", stopped.empty() ? "stopped" : stopped, whole,
            wanted, partly > 0 ? ", and one but for critical discount factors and flips" : "");
    }
    return answer;
}

Answer run_sampled(const Model& model, const Arguments& arguments) {
    EvaluateOptions options = options_of(model, arguments);
    SampleOptions sampling;
    if (arguments.samples) sampling.samples = *arguments.samples;
    if (arguments.seed) sampling.seed = *arguments.seed;
    SampledEvaluation evaluation;
    const std::string stopped = watched(arguments.time_limit, arguments.quiet, options, [&] {
        evaluation = evaluate_rankings(model, options, sampling);
    });
    Answer answer{sampled_report(model, evaluation, arguments.format)};
    if (!evaluation.complete) {
        answer.code = ExitCode::incomplete;
        answer.remark =
            fmt::format("{}: {} of {} samples were finished", stopped.empty() ? "stopped" : stopped,
                        evaluation.samples, evaluation.wanted);
    }
    return answer;
}

Answer run(const Arguments& arguments) {
    const Model model = read_model_input(arguments.files[0], arguments.set);
    if (model.proposals.empty())
        throw UsageError(
            fmt::format("\"{}\" has no proposals to evaluate; entente solve finds the "
                        "equilibria of its interactions",
                        arguments.files[0]));
    return has_rankings(model) ? run_sampled(model, arguments) : run_exact(model, arguments);
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
