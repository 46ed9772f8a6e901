#include "cli/arguments.hpp"

#include "cli/command.hpp"
#include "cli/usage_error.hpp"
#include "text/spelling.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <thread>

namespace entente::cli {
namespace {

constexpr std::string_view exit_codes =
    "Exit code: 0 done, 1 bad model, 2 bad usage, 3 stopped early with a partial result,\n"
    "4 internal error. Where a FILE is asked for, - is standard input.";

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const Command* command : commands()) names.emplace_back(command->name);
    return names;
}

/// The long names of a command's options, with their dashes.
std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

/// "entente" or "entente solve".
std::string full_name(const CLI::App& app) {
    return app.get_parent() == nullptr ? app.get_name() : "entente " + app.get_name();
}

/// What to say about words that nothing took.
[[noreturn]] void refuse_extra(const std::vector<std::string>& words, const CLI::App& app) {
    const auto option = std::ranges::find_if(
        words, [](const std::string& word) { return word.size() > 1 && word.starts_with('-'); });
    if (option != words.end()) {
        const std::string name = option->substr(0, option->find('='));
        const auto near = nearest_name(name, option_names(app));
        throw UsageError(
            fmt::format("no option is called {}{}\n  {} --help lists the options", in_quotes(name),
                        near ? fmt::format("; did you mean {}?", *near) : "", full_name(app)));
    }
    if (app.get_parent() == nullptr) throw unknown_name("command", words[0], command_names());
    throw UsageError(fmt::format("one argument too many: \"{}\"\n  {} --help tells what it takes",
                                 words[0], full_name(app)));
}

std::unique_ptr<CLI::App> parser(Arguments& arguments) {
    auto app = std::make_unique<CLI::App>(
        "Game-theoretic models of negotiations between states: which sequence of measures\n"
        "would its parties agree to and keep, where does it stall, and because of whom.",
        "entente");
    app->footer("entente COMMAND --help tells more.\n" + std::string(exit_codes));
    app->set_version_flag("--version", "entente " ENTENTE_VERSION);
    app->get_formatter()->label("SUBCOMMAND", "COMMAND");
    app->get_formatter()->label("REQUIRED", "");
    app->require_subcommand(0, 1);
    app->allow_extras();
    for (const Command* command : commands()) {
        auto* sub = app->add_subcommand(std::string(command->name), std::string(command->summary));
        sub->group("Commands");
        sub->allow_extras();
        if (!command->footer.empty()) sub->footer("Examples:\n" + std::string(command->footer));
        command->declare(*sub, arguments);
        sub->callback([&arguments, command] { arguments.command = command; });
    }
    return app;
}

/// The words that nothing took, looked at before CLI11 complains of what is missing: whoever
/// mistypes a command should not be told that there is none.
void check_leftovers(const CLI::App& app) {
    if (const auto words = app.remaining(); !words.empty()) refuse_extra(words, app);
    for (const CLI::App* sub : app.get_subcommands()) {
        if (const auto words = sub->remaining(); !words.empty()) refuse_extra(words, *sub);
    }
}

}  // namespace

Arguments parse_arguments(std::span<const char* const> words) {
    Arguments arguments;
    arguments.threads = std::max(1U, std::thread::hardware_concurrency());
    const auto app = parser(arguments);
    try {
        app->parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::CallForHelp&) {
        arguments.help = app->help();
        return arguments;
    } catch (const CLI::CallForVersion& version) {
        arguments.help = std::string(version.what()) + "\n";
        return arguments;
    } catch (const CLI::ParseError& error) {
        check_leftovers(*app);
        throw UsageError(error.what());
    }
    check_leftovers(*app);
    if (arguments.command == nullptr) {
        throw UsageError("which command?\n\n" + app->help());
    }
    return arguments;
}

}  // namespace entente::cli
