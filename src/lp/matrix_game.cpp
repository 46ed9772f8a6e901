#include "lp/matrix_game.hpp"

#include "entente/contract.hpp"

#include "game/equalizing.hpp"
#include "linear/dictionary.hpp"

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

/// The simplex method for: maximise sum y subject to C y <= 1, y >= 0, where C lies from 1 to 2.
/// Slack of row a = value + sum of cells; the last row is the objective. Labels: 0 ... n - 1 are
/// the variables y, n ... n + m - 1 the slacks.
template <Scalar S>
class Simplex {
public:
    explicit Simplex(const RationalMatrix& payoffs)
        : rows_(payoffs.rows()), columns_(payoffs.columns()) {
        at_.stride = columns_;
        at_.cells = negative_cells<S>(payoffs);
        at_.cells.resize((rows_ + 1) * columns_, S(1));
        at_.values.resize(rows_ + 1, S(1));
        at_.values[rows_] = 0;
        if constexpr (std::is_same_v<S, double>) {
            move_apart(at_.values, rows_, 1e-7, 0x9E3779B97F4A7C15U);
        }
        at_.basic.resize(rows_);
        std::iota(at_.basic.begin(), at_.basic.end(), columns_);
        at_.nonbasic.resize(columns_);
        std::iota(at_.nonbasic.begin(), at_.nonbasic.end(), std::size_t{0});
    }

    /// One step. @return false at an optimum.
    bool step() {
        const std::size_t column = entering();
        if (column == none) return false;
        const std::size_t row = leaving(column);
        if (row == none) return false;  // rounding only: the problem is bounded
        at_.pivot(row, column);
        return true;
    }

    /// Rows whose slack is 0 and columns that are played, as many.
    Basis basis() const {
        Basis found;
        for (const std::size_t label : at_.nonbasic) {
            if (label >= columns_) found.rows.push_back(label - columns_);
        }
        for (const std::size_t label : at_.basic) {
            if (label < columns_) found.columns.push_back(label);
        }
        std::ranges::sort(found.rows);
        std::ranges::sort(found.columns);
        return found;
    }

private:
    /// The steepest column in doubles, the smallest label in rationals (Bland's rule).
    std::size_t entering() const {
        std::size_t best = none;
        for (std::size_t c = 0; c < columns_; ++c) {
            const S& gain = at_.cell(rows_, c);
            if constexpr (std::is_same_v<S, double>) {
                constexpr double smallest_gain = 1e-11;
                if (gain > smallest_gain && (best == none || gain > at_.cell(rows_, best))) {
                    best = c;
                }
            } else {
                const bool first = best == none || at_.nonbasic[c] < at_.nonbasic[best];
                if (gain > 0 && first) best = c;
            }
        }
        return best;
    }

    std::size_t leaving(std::size_t column) const {
        std::size_t best = none;
        for (std::size_t r = 0; r < rows_; ++r) {
            const S& slope = at_.cell(r, column);
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
            const S difference = at_.values[r] * at_.cell(best, column) - at_.values[best] * slope;
            const bool tie = difference == 0 && at_.basic[r] < at_.basic[best];
            if (difference > 0 || tie) best = r;
        }
        return best;
    }

    std::size_t rows_;
    std::size_t columns_;
    Dictionary<S> at_;
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
    Simplex<S> simplex(payoffs);
    for (std::uint64_t count = 0; count < longest; ++count) {
        if (!go_on()) return std::nullopt;
        if (!simplex.step()) break;
        ++pivots;
    }
    return simplex.basis();
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
