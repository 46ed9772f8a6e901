/// @file search_report.hpp
/// The parts of search_report(), one function a format.
#pragma once

#include "entente/report.hpp"

#include <string>

namespace entente {

std::string search_text(const Model& model, const SearchResult& result, const SearchOptions& asked);
std::string search_csv(const Model& model, const SearchResult& result, const SearchOptions& asked);

/// Fixed proposals beside the optimum or beside nothing, what shapes it, and at which discount
/// factors it changes; each empty if there is nothing to say.
std::string comparison_text(const Model& model, const SearchResult& result,
                            const SearchOptions& asked);
std::string shaping_text(const Model& model, const SearchResult& result,
                         const SearchOptions& asked);
std::string regimes_text(const Model& model, const SearchResult& result);

/// The best adaptive sequence beside the best fixed one, and the game of agenda setting; empty if
/// not asked for.
std::string adaptive_text(const Model& model, const SearchResult& result,
                          const SearchOptions& asked);
std::string agenda_text(const Model& model, const SearchResult& result);

/// A score of the objective: a value, or a discount factor.
std::string score_text(double score, const Objective& objective);
/// "talks, then visits + treaty"; "nothing" without steps.
std::string steps_text(const Model& model, const std::vector<std::vector<std::size_t>>& steps);

}  // namespace entente
