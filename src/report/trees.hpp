/// @file trees.hpp
/// Results as JSON values: what --format json writes and what [expect] is held against.
#pragma once

#include "entente/report.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace entente {

boost::json::value solve_tree(const std::string& title,
                              const std::vector<SolvedInteraction>& solved,
                              const std::vector<SolvedRankings>& rankings);

boost::json::value evaluate_tree(const Model& model, const Evaluation& evaluation,
                                 const EvaluateOptions& asked);

boost::json::value sampled_tree(const Model& model, const SampledEvaluation& evaluation);

boost::json::value search_tree(const Model& model, const SearchResult& result,
                               const SearchOptions& asked);

}  // namespace entente
