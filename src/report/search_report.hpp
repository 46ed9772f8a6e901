/// @file search_report.hpp
/// The parts of search_report(), one function a format.
#pragma once

#include "entente/report.hpp"

#include <string>

namespace entente {

std::string search_text(const Model& model, const SearchResult& result, const SearchOptions& asked);
std::string search_csv(const Model& model, const SearchResult& result, const SearchOptions& asked);

/// The best adaptive sequence beside the best fixed one, and the game of agenda setting; empty if
/// not asked for.
std::string adaptive_text(const Model& model, const SearchResult& result);
std::string agenda_text(const Model& model, const SearchResult& result);

/// "talks, then visits + treaty"; "nothing" without steps.
std::string steps_text(const Model& model, const std::vector<std::vector<std::size_t>>& steps);

}  // namespace entente
