/// @file matrix.hpp
/// Exact linear algebra: the one place where equations are solved in rationals.
#pragma once

#include "entente/scalar.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace entente {

/// A dense matrix, row-major.
class RationalMatrix {
public:
    RationalMatrix(std::size_t rows, std::size_t columns)
        : rows_(rows), columns_(columns), entries_(rows * columns) {}

    std::size_t rows() const noexcept { return rows_; }
    std::size_t columns() const noexcept { return columns_; }

    Rational& operator()(std::size_t row, std::size_t column) {
        return entries_[row * columns_ + column];
    }
    const Rational& operator()(std::size_t row, std::size_t column) const {
        return entries_[row * columns_ + column];
    }

    bool operator==(const RationalMatrix&) const = default;

private:
    std::size_t rows_;
    std::size_t columns_;
    std::vector<Rational> entries_;
};

/// Brings the matrix into reduced row echelon form (Gauss-Jordan).
/// @return the pivot columns, ascending; row k has its leading one in the k-th of them.
/// Time O(rows * columns * rank).
std::vector<std::size_t> reduce(RationalMatrix& matrix);

/// The number of linearly independent rows. Time O(rows * columns * rank).
std::size_t rank(RationalMatrix matrix);

/// The x with A x = b, where the last column of `augmented` is b and the others are A.
/// nullopt if there is none or more than one. Time O(rows * columns^2).
std::optional<std::vector<Rational>> unique_solution(const RationalMatrix& augmented);

/// Numerators over the least common denominator: the integers proportional to the numbers that
/// have no common factor. Shape: as many as given. All zero if they are.
std::vector<Integer> primitive_integers(const std::vector<Rational>& numbers);

}  // namespace entente
