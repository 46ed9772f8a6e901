/// @file deviations.hpp
/// What a player can breach together, and what a detected breach suspends: who enforces what is
/// the enforcement topology of the model (B. D. Bernheim and M. Whinston, RAND Journal of
/// Economics 21, 1990; G. Maggi, American Economic Review 89, 1999).
#pragma once

#include "entente/model.hpp"

#include <vector>

namespace entente {

/// Breaches of one player that have the same consequences once detected.
struct DeviationGroup {
    std::size_t player = 0;
    MeasureSet suspended = 0;          ///< of the measures in force
    std::uint64_t relations = 0;       ///< bit e: the declared reaction applies to relation e
    std::vector<MeasureSet> breaches;  ///< sets of measures breached together, none empty
};

/// Measures in force that prescribe something to the player.
MeasureSet prescribing(const Model& model, MeasureSet in_force, std::size_t player);

/// Of the measures in force, the one whose prescription applies to a player (by its position) in
/// an interaction: the last declared. None if nothing is prescribed.
std::optional<std::size_t> applying(const Model& model, MeasureSet in_force,
                                    std::size_t interaction, std::size_t player);

/// All joint deviations of all players, grouped by consequence: players in file order, groups in
/// the order of their first breach, breaches by size, then by bits.
/// @throws ModelError if more than 12 measures in force prescribe something to one player.
std::vector<DeviationGroup> deviation_groups(const Model& model, MeasureSet in_force);

}  // namespace entente
