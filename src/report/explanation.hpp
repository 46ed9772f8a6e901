/// @file explanation.hpp
/// Verdicts in words.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include <string>
#include <vector>

namespace entente {

/// Something said of a proposal: one or two full sentences, complete by themselves; or, if there
/// are items, the beginning of one, which each of them could end.
struct Remark {
    std::string text;
    std::vector<std::string> items;
};

/// Whether a proposal holds, how it would go, where it stalls and why, who gains, what is tight,
/// what would change the verdict.
///
/// @param evaluation has this proposal at position `index`.
/// @param asked what was left out of the evaluation is not spoken of.
std::vector<Remark> remarks(const Model& model, const Evaluation& evaluation, std::size_t index,
                            const EvaluateOptions& asked);

/// The same, each remark in one line.
std::vector<std::string> explanation(const Model& model, const Evaluation& evaluation,
                                     std::size_t index, const EvaluateOptions& asked);

}  // namespace entente
