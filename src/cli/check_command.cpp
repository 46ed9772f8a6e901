/// @file check_command.cpp
/// entente check: is it a model, and what is in it.
#include "entente/expectation.hpp"

#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <utility>

namespace entente::cli {
namespace {

void declare(CLI::App& app, Arguments& arguments) {
    declare_files(app, arguments, "Models (.toml) or games (.nfg)");
    app.add_flag("--expect", arguments.expect, "Compute what each model's [expect] says it yields");
    declare_set(app, arguments);
    declare_format(app, arguments);
    declare_output(app, arguments);
}

/// Everything that is wrong with one file goes to `faults`.
std::optional<CheckedFile> checked(const std::string& path, const Arguments& arguments,
                                   std::string& faults) {
    try {
        Input input = read_input(path, arguments.set);
        CheckedFile file{std::move(input.source.name), std::move(input.content)};
        const auto* model = std::get_if<Model>(&file.content);
        if (arguments.expect && model != nullptr) {
            const auto unmet = unmet_expectations(*model);
            for (const Diagnostic& fault : unmet) faults += render(model->sources, fault);
            file.expectations_met = unmet.empty();
        }
        return file;
    } catch (const ModelError& error) {
        faults += error.what();
        return std::nullopt;
    }
}

Answer run(const Arguments& arguments) {
    std::vector<CheckedFile> files;
    Answer answer;
    for (const std::string& path : arguments.files) {
        if (auto file = checked(path, arguments, answer.diagnostics))
            files.push_back(*std::move(file));
    }
    answer.output = check_report(files, arguments.format);
    if (!answer.diagnostics.empty()) answer.code = ExitCode::bad_model;
    return answer;
}

}  // namespace

constinit const Command check_command{
    .name = "check",
    .summary = "Say what is in a model, or everything that is wrong with it",
    .footer =
        "  entente check models/northeast_asia/*.toml\n"
        "  entente check model.toml --expect",
    .declare = declare,
    .run = run,
};

}  // namespace entente::cli
