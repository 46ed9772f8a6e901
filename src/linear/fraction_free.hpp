/// @file fraction_free.hpp
/// Systems of equations in integers, without fractions.
#pragma once

#include "entente/scalar.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

enum class Elimination {
    solved,
    singular,  ///< no solution, or more than one
    too_large  ///< for words
};

/// Fraction-free elimination (E. Bareiss, Mathematics of Computation 22, 1968) of the k x (k + 1)
/// system in `m`, then substitution: on success x[0 ... k-1] / x[k] is the solution and x[k] > 0.
/// Every division is exact. This version gives up when a product does not fit a word. Time O(k^3).
Elimination solve_in_words(std::vector<std::int64_t>& m, std::size_t k,
                           std::vector<std::int64_t>& x);

/// The same for `rows` >= k equations in integers of any size. Calls GMP directly: with operators,
/// most of the time would go into the memory of temporary numbers.
Elimination solve_in_integers(std::vector<Integer>& m, std::size_t rows, std::size_t k,
                              std::vector<Integer>& x);

/// Whether the last row of a matrix given row by row is a combination of the others. Destroys the
/// matrix. Time O(rows * columns * rank).
bool last_row_depends(std::vector<Integer>& matrix, std::size_t columns);

constexpr std::uint64_t prime = 2147483647;  ///< 2^31 - 1: products of residues fit a word

/// The x' with x x' = 1 modulo the prime. @pre x is no multiple of it.
std::uint64_t inverse_modulo_prime(std::uint64_t x);

/// The rank modulo 2^31 - 1 of a matrix given row by row, which is never above its rank and almost
/// always equal to it. Time O(rows * columns * rank) on words.
std::size_t rank_modulo_prime(const std::vector<Integer>& matrix, std::size_t columns);

}  // namespace entente
