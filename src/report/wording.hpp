/// @file wording.hpp
/// How things are called in text, wherever they are mentioned.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// What a person calls things: the name from the file, else the key.
std::string title_of(const Player& player);
std::string title_of(const Measure& measure);
std::string title_of(const Proposal& proposal);
std::string title_of(const Relation& relation);

/// "a", "a and b", "a, b and c".
std::string enumeration(const std::vector<std::string>& parts, std::string_view last = "and");

/// The sentence with a capital at its beginning if it begins with "the", as some names do. Keys in
/// lower case stay as they are.
std::string capitalised(std::string sentence);

/// The measures' titles, or their keys, as an enumeration. Several titles of which one has a comma
/// in it stand in quotes.
std::string titles_of(const Model& model, const std::vector<std::size_t>& measures);
std::string keys_of(const Model& model, const std::vector<std::size_t>& measures);

/// "0.62 or more", "at most 0.9", "any", "none", "0.2 to 0.5 or 0.7 or more": for which discount
/// factors.
std::string patience_text(const Patience& patience);

/// What a measure requires in words, "ties at "warm" or better", or as the file has it where there
/// are none. Of several conditions those that hold wherever this plan can get are left out.
std::string requirement_text(const Model& model, const Expression& requirement,
                             const EvaluateOptions& asked,
                             const ProposalEvaluation* plan = nullptr);

/// "step 2: arms_control (North Korea)": where a plan stalls, and who or what blocks it there.
std::string stall_text(const Model& model, const Stall& stall);

/// Whether the plan is carried out so rarely (with a probability below 0.1 %) or so late that in
/// effect it never is: on average after more than 100 periods, and after more than ten times the
/// horizon 1 / (1 - discount factor) of the most patient player. False where it truly never is.
bool is_never(const Model& model, const ProposalEvaluation& result, const EvaluateOptions& asked);

/// The discount factors of all players, with these parameters replaced.
std::vector<double> discount_factors(const Model& model, const EvaluateOptions& asked);

}  // namespace entente
