/// @file linear.hpp
/// Dense linear equations and strongly connected components, in their textbook form.
#pragma once

#include <cstddef>
#include <vector>

namespace entente::support {

/// The solution x of A x = b by Gaussian elimination with partial pivoting.
///
/// A is n x n (a vector of rows), b has length n.
/// @throws std::domain_error if A is singular to working precision. Time O(n^3).
std::vector<double> solve_linear(std::vector<std::vector<double>> matrix,
                                 std::vector<double> right);

/// The strongly connected components of a graph given by successor lists, each component after
/// all that can be reached from it (R. Tarjan, SIAM Journal on Computing 1 (1972), 146-160).
std::vector<std::vector<std::size_t>> components(
    const std::vector<std::vector<std::size_t>>& successors);

}  // namespace entente::support
