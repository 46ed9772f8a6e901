/// @file options.hpp
/// Options that several commands share, each declared in one place.
#pragma once

#include "cli/arguments.hpp"

namespace CLI {
class App;
}

namespace entente::cli {

void declare_files(CLI::App& app, Arguments& arguments, bool several);
void declare_format(CLI::App& app, Arguments& arguments);
void declare_set(CLI::App& app, Arguments& arguments);
void declare_output(CLI::App& app, Arguments& arguments);
void declare_limits(CLI::App& app, Arguments& arguments);  ///< --time-limit, --quiet
void declare_threads(CLI::App& app, Arguments& arguments);

}  // namespace entente::cli
