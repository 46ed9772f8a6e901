/// @file report.hpp
/// Results as text for people and as JSON or CSV for programs.
#pragma once

#include "entente/bench.hpp"
#include "entente/model.hpp"
#include "entente/process.hpp"
#include "entente/rankings.hpp"
#include "entente/sampled_evaluation.hpp"
#include "entente/search.hpp"
#include "entente/solver.hpp"
#include "entente/stage_games.hpp"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace entente {

enum class Format { text, json, csv };

/// What `entente solvers` shows.
std::string solvers_report(std::span<const Solver* const> solvers, Format format);

/// What `entente bench` shows.
std::string bench_report(std::span<const BenchRow> rows, Format format);

/// A file that turned out to be valid.
struct CheckedFile {
    std::string path;
    std::variant<Model, NamedGame> content;
    std::optional<bool> expectations_met{};  ///< none if they were not computed
};

/// What `entente check` shows.
std::string check_report(std::span<const CheckedFile> files, Format format);

/// What `entente solve` shows.
/// @param title of the model; empty for a lone game, which has its own name.
/// @param rankings interactions with rankings, and graph models.
std::string solve_report(const std::string& title, const std::vector<SolvedInteraction>& solved,
                         const std::vector<SolvedRankings>& rankings, Format format);

/// What `entente evaluate` shows.
/// @param asked the options that the evaluation was made with: what was left out is not shown
///        as if nothing had been found.
/// @param brief of text only the comparison, nothing about each proposal.
std::string evaluate_report(const Model& model, const Evaluation& evaluation,
                            const EvaluateOptions& asked, Format format, bool brief = false);

/// What it shows of a model with rankings.
std::string sampled_report(const Model& model, const SampledEvaluation& evaluation, Format format);

/// What `entente search` shows.
std::string search_report(const Model& model, const SearchResult& result,
                          const SearchOptions& asked, Format format);

}  // namespace entente
