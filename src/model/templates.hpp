/// @file templates.hpp
/// Well-known games by name.
#pragma once

#include "model/reading.hpp"

#include <array>
#include <string_view>

namespace entente {

/// One of the games of two actions each. In those of two players the first action is the one
/// that both would rather see the other play; the payoffs are called
/// R (reward: both play the first), S (sucker: I play the first, the other the second),
/// T (temptation: the reverse) and P (punishment: both play the second).
struct GameTemplate {
    std::string_view name;
    std::array<std::string_view, 2> actions;
    std::string_view inequalities;  ///< "T > R > P > S", "R > T, S > P"; none for public_good
};

/// The template that a string names, if it is for that many players; null after a fault.
const GameTemplate* find_template(const Node& node, std::size_t players, Faults& faults);

/// Payoffs as in Interaction::payoffs, from `template` and `arguments` of the interaction.
std::vector<Expression> template_payoffs(const Node& interaction, std::uint32_t index,
                                         Reading& reading);

}  // namespace entente
