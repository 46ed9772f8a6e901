/// @file evaluate_report.hpp
/// The parts of evaluate_report(), one function a format.
#pragma once

#include "entente/report.hpp"

#include <string>
#include <string_view>

namespace entente {

std::string evaluate_text(const Model& model, const Evaluation& evaluation,
                          const EvaluateOptions& asked, bool brief);
std::string evaluate_csv(const Model& model, const Evaluation& evaluation,
                         const EvaluateOptions& asked);

/// "consent", "compliance" or "requirement": as programs read why a plan stalls.
std::string_view condition_name(Stall::Condition condition);

/// A comparison of the proposals: the ranking, and who prefers what.
std::string ranking_text(const Model& model, const Evaluation& evaluation,
                         const EvaluateOptions& asked);
std::string preferences_text(const Model& model, const Evaluation& evaluation);

}  // namespace entente
