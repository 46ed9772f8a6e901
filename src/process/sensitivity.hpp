/// @file sensitivity.hpp
/// How far a verdict carries: over patience, and over each uncertain parameter.
#pragma once

#include "entente/process.hpp"

#include "process/case.hpp"

#include <optional>

namespace entente {

/// The discount factors of one player at which all its constraints on the planned path hold,
/// those of the others as in the model; of all players together if `player` is nullopt.
Patience patience(const Case& proposal, std::optional<std::size_t> player, std::stop_token stop);

/// The nearest value of the parameter at which the verdict is no longer `self_enforcing`;
/// nullopt if there is none within its range.
/// @param nominal the proposal under the parameters as they are set
/// @pre the parameter has a distribution
std::optional<Flip> nearest_flip(const Model& model,
                                 std::span<const std::pair<std::size_t, Rational>> set,
                                 const Proposal& proposal, const Case& nominal,
                                 std::size_t parameter, bool self_enforcing, std::stop_token stop);

}  // namespace entente
