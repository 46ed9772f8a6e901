/// @file command.hpp
/// The subcommands. To add one: write src/cli/NAME_command.cpp with its row at the foot, declare
/// the row here and list it in command.cpp. The help and the parser read the list.
#pragma once

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"

#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace entente::cli {

/// What a command has to say.
struct Answer {
    std::string output{};       ///< for standard output or --output
    std::string remark{};       ///< for standard error, behind the program's name; empty for none
    std::string diagnostics{};  ///< for standard error, as it stands
    ExitCode code = ExitCode::done;
};

struct Command {
    std::string_view name;
    std::string_view summary;  ///< its line in the help
    std::string_view footer;   ///< examples, at the end of its own help

    /// Declares positional arguments and options that write into the Arguments.
    void (*declare)(CLI::App&, Arguments&);

    /// @throws UsageError, ModelError.
    Answer (*run)(const Arguments&);
};

extern const Command check_command;
extern const Command solve_command;
extern const Command evaluate_command;
extern const Command search_command;
extern const Command bench_command;
extern const Command generate_command;
extern const Command solvers_command;

/// All commands, in the order in which they are listed to the user.
std::span<const Command* const> commands() noexcept;

}  // namespace entente::cli
