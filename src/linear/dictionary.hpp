/// @file dictionary.hpp
/// Simplex dictionaries in either number type.
#pragma once

#include "linear/matrix.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

/// A system of equations solved for some of its variables: the basic variable of row r is
/// values[r] + the sum over columns c of cell(r, c) times the nonbasic variable of column c.
/// Variables are known by labels. Rows past those in `basic` (objectives) are kept up to date too;
/// columns past those in `nonbasic` are not.
template <Scalar S>
struct Dictionary {
    S& cell(std::size_t row, std::size_t column) { return cells[row * stride + column]; }
    const S& cell(std::size_t row, std::size_t column) const {
        return cells[row * stride + column];
    }

    /// Solves for the nonbasic variable of the column instead of the basic one of the row.
    /// @pre their cell is not 0. Time O(rows * columns).
    void pivot(std::size_t row, std::size_t column);

    std::size_t stride = 0;  ///< cells from one row to the next
    std::vector<S> cells{};  ///< row-major
    std::vector<S> values{};
    std::vector<std::size_t> basic{};
    std::vector<std::size_t> nonbasic{};
};

/// Payoffs as the cells of a dictionary whose slacks are 1 - C x, C > 0: turned round, so that the
/// largest becomes -2 and the least -1. Shape as that of the payoffs, row-major.
template <Scalar S>
std::vector<S> negative_cells(const RationalMatrix& payoffs);

/// Adds pseudorandom numbers from 0 to `most` to the first so many values, so that ties of a
/// degenerate game are broken at random, the same way each time.
void move_apart(std::vector<double>& values, std::size_t count, double most, std::uint64_t seed);

}  // namespace entente
