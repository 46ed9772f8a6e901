/// @file explanation.hpp
/// Verdicts in words.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include <string>
#include <vector>

namespace entente {

/// What a person calls things: the name from the file, else the key.
std::string title_of(const Player& player);
std::string title_of(const Measure& measure);
std::string title_of(const Proposal& proposal);

/// "a", "a and b", "a, b and c".
std::string enumeration(const std::vector<std::string>& parts);

/// The measures' titles, or their keys, as an enumeration.
std::string titles_of(const Model& model, const std::vector<std::size_t>& measures);
std::string keys_of(const Model& model, const std::vector<std::size_t>& measures);

/// "0.62 or more", "any", "none", "[0.2, 0.5], [0.7, 1)": for which discount factors.
std::string patience_text(const Patience& patience);

/// The discount factors of all players, with these parameters replaced.
std::vector<double> discount_factors(const Model& model, const EvaluateOptions& asked);

/// Whether a proposal holds, how it would go, where it stalls and why, who gains, what is tight,
/// what would change the verdict: each entry one or two full sentences, complete by itself.
///
/// @param evaluation has this proposal at position `index`.
/// @param asked what was left out of the evaluation is not spoken of.
std::vector<std::string> explanation(const Model& model, const Evaluation& evaluation,
                                     std::size_t index, const EvaluateOptions& asked);

}  // namespace entente
