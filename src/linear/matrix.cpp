#include "linear/matrix.hpp"

#include "entente/contract.hpp"

#include "linear/fraction_free.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace entente {
namespace {

/// Subtracts `factor` times one row from another, from `column` on.
void subtract(RationalMatrix& matrix, std::size_t row, std::size_t from, std::size_t column) {
    const Rational factor = matrix(row, column);
    if (factor.is_zero()) return;
    for (std::size_t c = column; c < matrix.columns(); ++c) {
        if (!matrix(from, c).is_zero()) matrix(row, c) -= factor * matrix(from, c);
    }
}

}  // namespace

std::vector<std::size_t> reduce(RationalMatrix& matrix) {
    std::vector<std::size_t> pivots;
    for (std::size_t column = 0; column < matrix.columns(); ++column) {
        const std::size_t top = pivots.size();
        std::size_t row = top;
        while (row < matrix.rows() && matrix(row, column).is_zero()) ++row;
        if (row == matrix.rows()) continue;
        const Rational pivot = matrix(row, column);
        for (std::size_t c = column; c < matrix.columns(); ++c) {
            if (row != top) std::swap(matrix(row, c), matrix(top, c));
            matrix(top, c) /= pivot;
        }
        for (std::size_t other = 0; other < matrix.rows(); ++other) {
            if (other != top) subtract(matrix, other, top, column);
        }
        pivots.push_back(column);
    }
    return pivots;
}

std::size_t rank(RationalMatrix matrix) {
    return reduce(matrix).size();
}

std::optional<std::vector<Rational>> unique_solution(const RationalMatrix& augmented) {
    expects(augmented.columns() > 0, "the right-hand side is the last column");
    const std::size_t unknowns = augmented.columns() - 1;
    if (augmented.rows() < unknowns) return std::nullopt;
    std::vector<Integer> system;
    std::vector<Rational> row(augmented.columns());
    for (std::size_t r = 0; r < augmented.rows(); ++r) {
        for (std::size_t c = 0; c < row.size(); ++c) row[c] = augmented(r, c);
        std::ranges::move(primitive_integers(row), std::back_inserter(system));
    }
    std::vector<Integer> x;
    if (solve_in_integers(system, augmented.rows(), unknowns, x) != Elimination::solved) {
        return std::nullopt;
    }
    std::vector<Rational> solution;
    for (std::size_t k = 0; k < unknowns; ++k) solution.emplace_back(x[k], x[unknowns]);
    return solution;
}

std::vector<Integer> primitive_integers(const std::vector<Rational>& numbers) {
    Integer common = 1;
    for (const Rational& x : numbers) common = lcm(common, denominator(x));
    std::vector<Integer> integers;
    Integer divisor = 0;
    for (const Rational& x : numbers) {
        integers.push_back(numerator(x) * (common / denominator(x)));
        divisor = gcd(divisor, integers.back());
    }
    if (divisor > 1) {
        for (Integer& x : integers) x /= divisor;
    }
    return integers;
}

}  // namespace entente
