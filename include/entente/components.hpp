/// @file components.hpp
/// How the equilibria of a two-player game hang together.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
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
/// @param stop asked now and then, because the subsets may be exponentially many.
/// @pre at most two players have more than one action.
/// @return nothing if it was stopped.
/// Time O(edges * subsets) with bitsets.
std::optional<std::vector<NashSubset>> maximal_nash_subsets(const NormalForm<Rational>& game,
                                                            std::span<const Equilibrium> extreme,
                                                            const std::stop_token& stop = {});

/// The distinct strategies of one player among the corners of a subset: the vertices of that
/// player's face, in the order in which they appear.
std::vector<std::vector<Rational>> face_of(const NashSubset& subset,
                                           std::span<const Equilibrium> extreme,
                                           std::size_t player);

/// The dimension of the convex set that the corners span; 0 for an isolated equilibrium.
std::size_t dimension(const NashSubset& subset, std::span<const Equilibrium> extreme);

}  // namespace entente
