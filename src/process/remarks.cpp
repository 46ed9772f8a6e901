#include "process/remarks.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

/// Nobody stands in the way of the plan, and yet it is not carried out for certain.
std::string waiting(const ProposalEvaluation& result) {
    if (!result.begins)
        return "the plan never begins, as what its first step requires never comes true: it "
               "enforces itself only because nothing has to be enforced";
    const bool is_never = result.completion_probability == 0;
    const bool by_lapse = result.stall->hindrance == Stall::Hindrance::lapse;
    return fmt::format("every constraint holds, yet the plan {} completed: {}",
                       is_never ? "is never" : "may never be",
                       by_lapse   ? "what is in force lapses too soon"
                       : is_never ? "a requirement is never met"
                                  : "a requirement may never be met");
}

/// The plan does not enforce itself, and yet it is carried out for certain.
std::string completed(const ProposalEvaluation& result) {
    if (result.breakdown_probability == 0)
        return "the plan is completed, but not as planned: in some state on its path a player "
               "declines or would breach (the conditions with negative slack)";
    return fmt::format(
        "the plan is completed, but not kept: an agreement breaks down with probability {:.3g}",
        result.breakdown_probability);
}

}  // namespace

void add_remarks(const Case& proposal, const Prediction& prediction, ProposalEvaluation& result) {
    std::vector<std::string>& remarks = result.warnings;
    if (prediction.cycled)
        remarks.emplace_back(
            "the prediction went in circles: it is no equilibrium, and none may exist in pure "
            "strategies");
    if (!result.punishment_credible)
        remarks.emplace_back(
            "the threat of punishment is not wholly credible: something that stays in force while "
            "a breach is punished would not be kept then");
    if (result.self_enforcing && result.stall) remarks.push_back(waiting(result));
    if (!result.self_enforcing && !result.stall) remarks.push_back(completed(result));
    for (const auto& step : proposal.dynamics().plan())
        for (const std::size_t m : step)
            if (prediction.behaviour.voting(m).voters() == 0)
                remarks.push_back(fmt::format("\"{}\" has no parties: it needs nobody's consent",
                                              proposal.model().measures[m].key));
}

}  // namespace entente
