/// @file components.hpp
/// How the equilibria of a two-player game hang together.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entente {

/// A maximal Nash subset: every mixture of the listed strategies of one side against every
/// mixture of those of the other is an equilibrium, and no larger such set contains it.
///
/// Entries are positions in the list of extreme equilibria, one for each pair of its corners, in
/// ascending order. A single position is an isolated equilibrium, as all are in a nondegenerate
/// game.
struct NashSubset {
    std::vector<std::size_t> corners;
    std::size_t component = 0;  ///< subsets that touch each other have the same number, from 0

    bool operator==(const NashSubset&) const = default;
};

/// All maximal Nash subsets, in the order of their corners.
///
/// Extreme equilibria pair vertices of two polytopes. In the bipartite graph of these pairs,
/// maximal Nash subsets are the maximal complete bipartite subgraphs, and the topological
/// components of the set of equilibria are the connected components (H.-M. Winkels 1979; D. Avis,
/// G. Rosenberg, R. Savani and B. von Stengel, Economic Theory 42 (2010), section 5).
///
/// @param extreme all extreme equilibria, in the canonical order.
/// @pre at most two players have more than one action.
/// Time O(edges * subsets) with bitsets; the subsets may be exponentially many.
std::vector<NashSubset> maximal_nash_subsets(const NormalForm<Rational>& game,
                                             std::span<const Equilibrium> extreme);

}  // namespace entente
