/// @file sampled.hpp
/// What counts among samples say, the same in every format.
#pragma once

#include "entente/sampled_evaluation.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace entente {

/// Whether a proposal is self-enforcing for the consistent payoffs.
struct SampledVerdict {
    /// "always" and "never" are proved; "depends" is shown by an example of each; "no exception
    /// found" means that all samples and extremes agree, which proves nothing.
    std::string_view word;
    bool yes = false;  ///< what all samples agree on, where they do
};
SampledVerdict verdict(const SampledEvaluation& evaluation, const SampledProposal& proposal);

/// The part of all consistent payoffs, drawn in the same way, in which 95 of 100 such samples would
/// place it (E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212).
/// @pre total > 0.
std::pair<double, double> interval(std::size_t count, std::size_t total);

std::string sampled_csv(const Model& model, const SampledEvaluation& evaluation);

}  // namespace entente
