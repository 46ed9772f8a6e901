/// @file lrsnash.hpp
/// The program lrsnash of D. Avis (lrslib), run for comparison where it is installed.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include <optional>
#include <stop_token>
#include <string>

namespace entente {

struct LrsnashRun {
    std::string version{};                  ///< its first line, without the asterisk
    std::vector<Equilibrium> equilibria{};  ///< in the canonical order, with their true regrets
    double processor_seconds = 0;
    double clock_seconds = 0;
    bool finished = false;
    std::string remark{};  ///< why there is no result; empty if there is one
};

/// nullopt if there is no such program.
/// @pre the game has two players.
std::optional<LrsnashRun> run_lrsnash(const NormalForm<Rational>& game, std::stop_token stop);

}  // namespace entente
