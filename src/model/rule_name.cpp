#include "model/rule_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entente {

std::string rule_name(const Interaction& interaction, const std::vector<std::string>& titles) {
    const Baseline& baseline = interaction.baseline;
    switch (baseline.rule) {
        case Baseline::Rule::payoff_dominant:
            return "payoff-dominant";
        case Baseline::Rule::risk_dominant:
            return "risk-dominant";
        case Baseline::Rule::first:
            return "first";
        case Baseline::Rule::worst:
            return "worst";
        case Baseline::Rule::worst_for:
            return "worst for " + titles[baseline.player];
        case Baseline::Rule::profile:
            break;
    }
    std::vector<std::string> actions;
    for (std::size_t i = 0; i < baseline.profile.size(); ++i)
        actions.push_back(interaction.actions[i][baseline.profile[i]]);
    return fmt::format("the profile ({})", fmt::join(actions, ", "));
}

}  // namespace entente
