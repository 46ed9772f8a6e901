/// @file linear_solve.hpp
/// Small dense and large matrix-free linear systems x = b + A x of a Markov chain.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace entente {

/// Solves (I - A) x = b by Gaussian elimination with partial pivoting.
/// @param matrix I - A, n x n, row-major; destroyed. @param right b; becomes x.
/// A pivot that vanishes (a closed class without discounting) leaves a zero in x.
/// Time O(n^3).
void solve_dense(std::vector<double>& matrix, std::span<double> right);

/// Solves x = b + A x, given x -> A x, from the starting value in x.
///
/// BiCGSTAB (H. van der Vorst, SIAM J. Sci. Stat. Comput. 13, 1992); where it breaks down, plain
/// iteration, which converges because A is a discounted or a transient chain.
/// @return false if the residual is still above 1e-13 of |b| after 20000 applications.
bool solve_iteratively(const std::function<void(std::span<const double>, std::span<double>)>& a,
                       std::span<const double> b, std::span<double> x);

}  // namespace entente
