/// @file exit_code.hpp
/// How the program says to its caller what became of the run.
#pragma once

namespace entente::cli {

/// Part of the interface: scripts rely on these numbers.
enum class ExitCode : int {
    done = 0,
    bad_model = 1,       ///< a model file is wrong, or does not yield what it says it must
    bad_usage = 2,       ///< the command line is wrong, or names a file that cannot be read
    incomplete = 3,      ///< a limit or an interruption; what was found is written and marked so
    internal_error = 4,  ///< a fault of the program, or output that cannot be written
};

}  // namespace entente::cli
