#include "lp/matrix_game.hpp"

#include "entente/contract.hpp"

#include "game/equalizing.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <type_traits>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// What the row player and what the column player plays at a basis.
struct Basis {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
};

/// The simplex dictionary of: maximise sum y subject to C y <= 1, y >= 0, where C lies from 1 to 2.
/// Slack of row a = value + sum of cells; the last row is the objective. Labels: 0 ... n - 1 are
/// the variables y, n ... n + m - 1 the slacks.
template <Scalar S>
class Dictionary {
public:
    explicit Dictionary(const RationalMatrix& payoffs)
        : rows_(payoffs.rows()),
          columns_(payoffs.columns()),
          cells_((rows_ + 1) * columns_, S(1)),
          values_(rows_ + 1, S(1)),
          basic_(rows_),
          nonbasic_(columns_) {
        std::iota(nonbasic_.begin(), nonbasic_.end(), std::size_t{0});
        std::iota(basic_.begin(), basic_.end(), columns_);
        fill(payoffs);
        values_[rows_] = 0;
        if constexpr (std::is_same_v<S, double>) {
            // Moved apart by up to 1e-7, so that ties of a degenerate game are broken at random.
            std::uint64_t state = 0x9E3779B97F4A7C15U;
            for (std::size_t r = 0; r < rows_; ++r) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                values_[r] += 1e-7 * static_cast<double>(state >> 11) * 0x1p-53;
            }
        }
    }

    /// One step of the simplex method. @return false at an optimum.
    bool step() {
        const std::size_t column = entering();
        if (column == none) return false;
        const std::size_t row = leaving(column);
        if (row == none) return false;  // rounding only: the problem is bounded
        pivot(row, column);
        return true;
    }

    /// Rows whose slack is 0 and columns that are played, as many.
    Basis basis() const {
        Basis found;
        for (const std::size_t label : nonbasic_) {
            if (label >= columns_) found.rows.push_back(label - columns_);
        }
        for (const std::size_t label : basic_) {
            if (label < columns_) found.columns.push_back(label);
        }
        std::ranges::sort(found.rows);
        std::ranges::sort(found.columns);
        return found;
    }

private:
    void fill(const RationalMatrix& payoffs) {
        Rational least = payoffs(0, 0);
        Rational most = least;
        for (std::size_t r = 0; r < rows_; ++r) {
            for (std::size_t c = 0; c < columns_; ++c) {
                least = std::min(least, payoffs(r, c));
                most = std::max(most, payoffs(r, c));
            }
        }
        const Rational range = most == least ? Rational(1) : Rational(most - least);
        for (std::size_t r = 0; r < rows_; ++r) {
            for (std::size_t c = 0; c < columns_; ++c) {
                cell(r, c) = to_scalar<S>(Rational((least - payoffs(r, c)) / range - 1));
            }
        }
    }

    S& cell(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }

    /// The steepest column in doubles, the smallest label in rationals (Bland's rule).
    std::size_t entering() {
        std::size_t best = none;
        for (std::size_t c = 0; c < columns_; ++c) {
            const S& gain = cell(rows_, c);
            if constexpr (std::is_same_v<S, double>) {
                constexpr double smallest_gain = 1e-11;
                if (gain > smallest_gain && (best == none || gain > cell(rows_, best))) best = c;
            } else {
                if (gain > 0 && (best == none || nonbasic_[c] < nonbasic_[best])) best = c;
            }
        }
        return best;
    }

    std::size_t leaving(std::size_t column) {
        std::size_t best = none;
        for (std::size_t r = 0; r < rows_; ++r) {
            const S& slope = cell(r, column);
            if constexpr (std::is_same_v<S, double>) {
                constexpr double smallest_pivot = -1e-10;
                if (slope >= smallest_pivot) continue;
            } else {
                if (slope >= 0) continue;
            }
            if (best == none) {
                best = r;
                continue;
            }
            const S difference = values_[r] * cell(best, column) - values_[best] * slope;
            if (difference > 0 || (difference == 0 && basic_[r] < basic_[best])) best = r;
        }
        return best;
    }

    void pivot(std::size_t row, std::size_t column) {
        S* const top = &cells_[row * columns_];
        const S inverse = 1 / top[column];
        for (std::size_t c = 0; c < columns_; ++c) top[c] *= -inverse;
        top[column] = inverse;
        const S value = -values_[row] * inverse;
        for (std::size_t r = 0; r <= rows_; ++r) {
            S* const cells = &cells_[r * columns_];
            const S factor = cells[column];
            if (r == row || factor == 0) continue;
            cells[column] = 0;
            for (std::size_t c = 0; c < columns_; ++c) cells[c] += factor * top[c];
            values_[r] += factor * value;
        }
        values_[row] = value;
        std::swap(basic_[row], nonbasic_[column]);
    }

    std::size_t rows_;
    std::size_t columns_;
    std::vector<S> cells_;
    std::vector<S> values_;
    std::vector<std::size_t> basic_;
    std::vector<std::size_t> nonbasic_;
};

RationalMatrix transposed(const RationalMatrix& matrix) {
    RationalMatrix result(matrix.columns(), matrix.rows());
    for (std::size_t r = 0; r < matrix.rows(); ++r) {
        for (std::size_t c = 0; c < matrix.columns(); ++c) result(c, r) = matrix(r, c);
    }
    return result;
}

/// What the row player earns from each action against y.
std::vector<Rational> earnings(const RationalMatrix& payoffs, const std::vector<Rational>& y) {
    std::vector<Rational> earned(payoffs.rows());
    for (std::size_t c = 0; c < payoffs.columns(); ++c) {
        if (y[c].is_zero()) continue;
        for (std::size_t r = 0; r < payoffs.rows(); ++r) earned[r] += payoffs(r, c) * y[c];
    }
    return earned;
}

/// The strategies of a basis; nullopt if it has none or they do not prove each other.
std::optional<MatrixGameSolution> solution_at(const RationalMatrix& payoffs, const Basis& basis) {
    auto row = equalizing_strategy(transposed(payoffs), basis.rows, basis.columns);
    if (!row) return std::nullopt;
    auto column = equalizing_strategy(payoffs, basis.columns, basis.rows);
    if (!column) return std::nullopt;
    MatrixGameSolution solution;
    const auto earned = earnings(payoffs, *column);
    solution.value = *std::ranges::max_element(earned);
    solution.row = std::move(*row);
    solution.column = std::move(*column);
    if (!is_proof(payoffs, solution)) return std::nullopt;
    return solution;
}

/// Runs the simplex method for so many pivots. @return nullopt if it was stopped.
template <Scalar S>
std::optional<Basis> final_basis(const RationalMatrix& payoffs, std::uint64_t longest,
                                 std::uint64_t& pivots, const std::function<bool()>& go_on) {
    Dictionary<S> dictionary(payoffs);
    for (std::uint64_t count = 0; count < longest; ++count) {
        if (!go_on()) return std::nullopt;
        if (!dictionary.step()) break;
        ++pivots;
    }
    return dictionary.basis();
}

bool is_distribution(const std::vector<Rational>& strategy) {
    return std::ranges::none_of(strategy, [](const Rational& x) { return x < 0; }) &&
           std::accumulate(strategy.begin(), strategy.end(), Rational(0)) == 1;
}

}  // namespace

bool is_proof(const RationalMatrix& payoffs, const MatrixGameSolution& solution) {
    if (solution.row.size() != payoffs.rows() || solution.column.size() != payoffs.columns() ||
        !is_distribution(solution.row) || !is_distribution(solution.column)) {
        return false;
    }
    const auto most = earnings(payoffs, solution.column);
    const auto least = earnings(transposed(payoffs), solution.row);
    return *std::ranges::max_element(most) <= solution.value &&
           *std::ranges::min_element(least) >= solution.value;
}

std::optional<MatrixGameSolution> solve_matrix_game(const RationalMatrix& payoffs,
                                                    const std::function<bool()>& go_on) {
    expects(payoffs.rows() > 0 && payoffs.columns() > 0, "both players have an action");
    std::uint64_t pivots = 0;
    const std::uint64_t patience = 1000 + 50 * (payoffs.rows() + payoffs.columns());
    auto basis = final_basis<double>(payoffs, patience, pivots, go_on);
    if (!basis) return std::nullopt;
    auto solution = solution_at(payoffs, *basis);
    if (!solution) {
        basis = final_basis<Rational>(payoffs, std::numeric_limits<std::uint64_t>::max(), pivots,
                                      go_on);
        if (!basis) return std::nullopt;
        solution = solution_at(payoffs, *basis);
    }
    expects(solution.has_value(), "the last basis of an exact simplex method is optimal");
    if (solution) solution->pivots = pivots;
    return solution;
}

}  // namespace entente
