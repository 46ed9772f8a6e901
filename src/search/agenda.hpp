/// @file agenda.hpp
/// Who would order differently: the order that each player would choose, and the game in which
/// proposers are recognised at random and the parties accept or decline.
#pragma once

#include "entente/search.hpp"

#include "search/adaptive_process.hpp"

#include <vector>

namespace entente {

/// The stationary equilibrium found by backward induction over the sets of measures in force.
///
/// At a start one player is recognised and proposes an allowed step, or none; the step passes if
/// its voters accept, each by comparing with declining, and is then concluded as any other. The
/// proposer picks what is best for itself among what passes and is kept. Within a set of measures,
/// where a declined proposal leads back, choices are corrected one at a time, the first wrong one
/// first, until all are right (after D. Baron and J. Ferejohn, APSR 83, 1989, with measures for
/// shares). There may be other equilibria, or none in pure strategies; then the choices go in
/// circles.
/// @param recognition per player, adds up to 1.
AgendaOutcome stationary_agenda(AdaptiveProcess& process, const std::vector<double>& recognition,
                                std::stop_token stop);

}  // namespace entente
