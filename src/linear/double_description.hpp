/// @file double_description.hpp
/// All vertices of a bounded polyhedron given by inequalities, in integers.
#pragma once

#include "entente/scalar.hpp"

#include <bitset>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace entente {

/// Bit k for x_k >= 0, then one bit for each row in the order given; the last is for t >= 0.
constexpr std::size_t most_facets = 255;
using Facets = std::bitset<most_facets + 1>;

/// A ray of { (t, x) : t >= 0, x >= 0, row . (t, x) >= 0 }; the vertex x / t if t > 0.
struct Ray {
    std::vector<Integer> point;  ///< (t, x) without a common factor
    Facets tight;                ///< the inequalities that hold as equations
};

/// An inequality row . (t, x) >= 0, or an equation.
struct Halfspace {
    std::vector<Integer> row;  ///< dimension + 1 coefficients, that of t first
    bool equation = false;
};

/// The extreme rays of the cone over a polyhedron { x >= 0, rows }, by the double description
/// method: start with an orthant, cut with one halfspace after the other, and join each ray inside
/// a cut with the adjacent ones outside. Two rays are adjacent if and only if no third one lies on
/// all facets that they share, which needs no assumption of nondegeneracy.
///
/// K. Fukuda and A. Prodon, Double description method revisited (1996).
/// @param go_on asked before each cut; if it says no, the rays so far are returned.
/// @param most_rays more than so many at a time are given up; then there is no result.
/// @pre dimension + halfspaces.size() <= most_facets
/// Time O(V^3) in the largest number V of rays on the way, memory O(V).
std::optional<std::vector<Ray>> extreme_rays(std::size_t dimension,
                                             std::span<const Halfspace> halfspaces,
                                             const std::function<bool()>& go_on,
                                             std::size_t most_rays);

/// The same however many they are.
std::vector<Ray> extreme_rays(std::size_t dimension, std::span<const Halfspace> halfspaces,
                              const std::function<bool()>& go_on);

}  // namespace entente
