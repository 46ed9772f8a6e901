/// @file wording.hpp
/// How things are called in text, wherever they are mentioned.
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

}  // namespace entente
