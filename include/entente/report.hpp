/// @file report.hpp
/// Results as text for people and as JSON or CSV for programs.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"
#include "entente/solver.hpp"

#include <span>
#include <string>
#include <vector>

namespace entente {

/// The equilibria of one interaction, as `entente solve` shows them.
struct SolvedInteraction {
    std::string name;
    NormalForm<Rational> game;
    Solution solution;
    bool complete = true;  ///< every equilibrium (every extreme one of a continuum) is listed
    std::string method;    ///< name of the solver
    std::string baseline;  ///< the rule that picks the one that is played; empty for a lone game
    std::optional<std::size_t> selected;  ///< position in solution.equilibria
    std::vector<std::string> notes;
};

enum class Format { text, json, csv };

/// What `entente solvers` shows.
std::string solvers_report(std::span<const Solver* const> solvers, Format format);

std::string solve_report(const std::string& title, const std::vector<SolvedInteraction>& solved,
                         Format format);
std::string evaluate_report(const Model& model, const Evaluation& evaluation, Format format);

}  // namespace entente
