/// @file dual_cyclic.hpp
/// Games whose best-response polytopes are dual cyclic: the hardest known for enumeration.
#pragma once

#include "linear/matrix.hpp"

#include <array>

namespace entente {

/// Which facets of the two polytopes belong to the same action.
enum class CyclicLabels {
    many_equilibria,  ///< 75, 383, 2003, 10671 equilibria of 6, 8, 10, 12 actions each
    long_paths        ///< one equilibrium, far from every start of a Lemke-Howson path
};

/// The two players' payoffs, [s](a, b) for own action a against b.
///
/// The polytope is the dual of the cyclic polytope with 2d vertices on the moment curve
/// (t, t^2, ..., t^d). Its facets 1 ... 2d go around the curve (Gale's evenness condition); one
/// vertex is on facets 1 ... d and another one on d+1 ... 2d. These are the origins of the two
/// players' polytopes.
///
/// B. von Stengel, New maximal numbers of equilibria in bimatrix games, Discrete and Computational
/// Geometry 21 (1999); R. Savani and B. von Stengel, Hard-to-solve bimatrix games, Econometrica 74
/// (2006).
/// @pre size is even and positive.
std::array<RationalMatrix, 2> dual_cyclic_payoffs(std::size_t size, CyclicLabels labels);

}  // namespace entente
