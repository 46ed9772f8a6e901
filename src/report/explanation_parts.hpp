/// @file explanation_parts.hpp
/// What the sentences of an explanation are made of.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include "report/explanation.hpp"

#include <string>
#include <vector>

namespace entente {

/// One proposal and what is known about it.
struct Subject {
    const Model& model;
    const Evaluation& evaluation;
    const ProposalEvaluation& result;
    const EvaluateOptions& asked;
};

/// A condition at which the player has something to lose or to gain.
bool has_content(const Constraint& constraint);

/// The condition of the planned path that fails by most; null if none fails.
const Constraint* worst_failure(const ProposalEvaluation& result);

/// "North Korea would breach arms control (with ...): that gains it 2 at once and costs it 1.35
/// later": a constraint that fails, with its figures.
std::string violation_text(const Subject& subject, const Constraint& constraint);

/// At which step the course stops, who stops it there and why.
std::vector<Remark> stall_remarks(const Subject& subject);

/// Of a plan that holds: the condition with the least to spare, and where somebody is indifferent.
std::vector<Remark> tight_remarks(const Subject& subject);

/// How patient the players would have to be who do not keep to the plan.
std::vector<Remark> patience_remarks(const Subject& subject);

/// The nearest changes of parameters that turn the verdict.
std::vector<Remark> flip_remarks(const Subject& subject);

}  // namespace entente
