/// @file remarks.hpp
/// What has to be said with a verdict so that it is not misread.
#pragma once

#include "entente/process.hpp"

#include "process/case.hpp"
#include "process/prediction.hpp"

namespace entente {

/// Adds to the warnings of a proposal whose verdict, course and credibility are known.
void add_remarks(const Case& proposal, const Prediction& prediction, ProposalEvaluation& result);

}  // namespace entente
