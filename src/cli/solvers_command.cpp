/// @file solvers_command.cpp
/// entente solvers: what --solver can name.
#include "entente/solver.hpp"

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace entente::cli {
namespace {

void declare(CLI::App& app, Arguments& arguments) {
    declare_format(app, arguments);
    declare_output(app, arguments);
}

Answer run(const Arguments& arguments) {
    return {solvers_report(solvers(), arguments.format)};
}

}  // namespace

constinit const Command solvers_command{
    .name = "solvers",
    .summary = "List the algorithms, what they guarantee and whose they are",
    .footer = "",
    .declare = declare,
    .run = run,
};

}  // namespace entente::cli
