/// @file explanation.hpp
/// Verdicts in words.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include <string>
#include <vector>

namespace entente {

/// Whether a proposal holds, how it would go, where it stalls and why, who gains, what is tight,
/// what would change the verdict: each entry one or two full sentences, complete by itself.
///
/// @param evaluation has this proposal at position `index`.
/// @param asked what was left out of the evaluation is not spoken of.
std::vector<std::string> explanation(const Model& model, const Evaluation& evaluation,
                                     std::size_t index, const EvaluateOptions& asked);

}  // namespace entente
