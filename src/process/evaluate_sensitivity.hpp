/// @file evaluate_sensitivity.hpp
/// How far the verdict on one proposal carries, as far as that was asked for and is not too much
/// work.
#pragma once

#include "entente/process.hpp"

#include "process/case.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace entente {

/// What the evaluation of a model is about.
struct EvaluationAsked {
    const Model& model;
    const EvaluateOptions& options;
    const std::vector<Rational>& parameters;
    std::size_t proposals = 1;  ///< evaluated in all, which share the effort
};

/// Looks for critical discount factors and nearest flips, and says in the result what was left
/// out. Keeps all levels jointly, as under other numbers decisions may depend on other relations.
/// @param what the proposal as it was evaluated.
/// @param progress told the share that is done.
void add_sensitivity(const EvaluationAsked& asked, const Case& what,
                     const std::function<void(double)>& progress, ProposalEvaluation& result);

}  // namespace entente
