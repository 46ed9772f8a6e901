/// @file bench.hpp
/// Solvers side by side on the same games, with what they cost and whether they agree.
#pragma once

#include "entente/game.hpp"
#include "entente/solver.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace entente {

/// The name under which bench() runs the program lrsnash, if it is installed.
constexpr std::string_view lrsnash_name = "lrsnash";

struct BenchOptions {
    std::vector<std::string> solvers;  ///< names, also lrsnash; empty for all and lrsnash
    unsigned repetitions = 5;          ///< fewer beyond 10 seconds, more below 0.05 seconds
    SolveOptions limits{};
};

/// One solver on one game. Times are in seconds: of the processor (all threads together, and for
/// another program from its start to its end) and by the clock.
struct BenchRow {
    std::string game;
    std::string solver;
    std::string version{};  ///< of another program, as it says it
    std::string remark{};   ///< why there is no result; empty if there is one

    Status status = Status::complete;
    unsigned repetitions = 0;
    double median = 0;  ///< of the processor times
    double least = 0;
    double most = 0;
    double clock = 0;  ///< median
    std::optional<std::uint64_t> steps{};
    std::size_t equilibria = 0;
    Rational worst_regret = 0;
    /// Whether the equilibria are, as a set, those of the first solver in the list that found all;
    /// nullopt if there is nothing to compare.
    std::optional<bool> agrees{};
};

/// Runs every solver on every game, game by game.
/// @throws ContractError if a name is neither in solvers() nor lrsnash.
std::vector<BenchRow> bench(const std::vector<NamedGame>& games, const BenchOptions& options);

}  // namespace entente
