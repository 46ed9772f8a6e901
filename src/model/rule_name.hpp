/// @file rule_name.hpp
/// What people call the rule that says what is played without an agreement.
#pragma once

#include "entente/model.hpp"

#include <string>
#include <vector>

namespace entente {

/// "payoff-dominant", "worst for North", "the profile (hold, hold)".
/// @param titles of the players of the interaction.
std::string rule_name(const Interaction& interaction, const std::vector<std::string>& titles);

}  // namespace entente
