/// @file arguments.hpp
/// The command line, taken apart.
#pragma once

#include "entente/report.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace entente::cli {

struct Command;

/// What the user asked for; each command reads the fields of its own options.
struct Arguments {
    const Command* command = nullptr;
    std::string help;  ///< what --help or --version show; the command is then not run

    std::vector<std::string> files;
    Format format = Format::text;
    std::vector<std::string> set;      ///< "name=expression"
    std::string output;                ///< empty for standard output
    std::optional<double> time_limit;  ///< seconds
    std::size_t threads = 1;
    bool quiet = false;

    bool expect = false;

    std::string solver;
    std::size_t limit = std::numeric_limits<std::size_t>::max();
    std::vector<std::string> interactions;
    SolveWishes wishes;
    std::string desired;

    std::vector<std::string> proposals;
    bool fast = false;
    bool brief = false;
    bool all_patience = false;
    bool all_flips = false;
    bool flips = true;
    std::optional<std::size_t> samples;  ///< of payoffs that are consistent with rankings
    std::optional<std::size_t> seed;

    std::string objective = "utilitarian";
    std::vector<std::string> weights;  ///< "player=number"
    std::size_t width = 0, ties = 0;   ///< 0: not given
    std::size_t memory = 0;            ///< megabytes, likewise
    bool all_optional = false;
    bool adaptive = false, agenda = false;
    std::vector<std::string> recognised;  ///< "player=number"

    unsigned repetitions = 5;  ///< bench
    std::size_t label = 0;     ///< solve; counted from 1, 0 if not given
    bool lrsnash = false;      ///< generate
};

/// @throws UsageError naming the first thing that is wrong, with the nearest known name.
Arguments parse_arguments(std::span<const char* const> words);

}  // namespace entente::cli
