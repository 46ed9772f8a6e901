/// @file matrix_game.hpp
/// Zero-sum games as linear programs, exactly.
#pragma once

#include "linear/matrix.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace entente {

/// The value of a zero-sum game and a strategy of either player. Together they prove each other:
/// the first earns at least the value whatever the second player does, and the second lets the
/// first player earn no more.
struct MatrixGameSolution {
    Rational value;
    std::vector<Rational> row;
    std::vector<Rational> column;
    std::uint64_t pivots = 0;

    bool operator==(const MatrixGameSolution&) const = default;
};

/// Solves the game in which the row player gets payoffs(a, b) from the column player.
///
/// With payoffs C > 0 (shifted), the column player's problem is to maximise sum y subject to
/// C y <= 1, y >= 0, and the row player's is the dual of it (D. Gale, H. Kuhn and A. Tucker, Linear
/// programming and the theory of games, 1951). The simplex method runs in doubles; the strategies
/// of its last basis are solved exactly and kept if they prove each other. Otherwise it runs again
/// in rationals with Bland's rule, which ends in degenerate games too.
///
/// @param go_on asked before each pivot.
/// @return nullopt only if it was stopped.
/// Time O(m n) for a pivot, usually O(m + n) pivots, and the exact solution of two systems.
std::optional<MatrixGameSolution> solve_matrix_game(const RationalMatrix& payoffs,
                                                    const std::function<bool()>& go_on);

/// Whether the strategies are ones and prove the value. Time O(m n).
bool is_proof(const RationalMatrix& payoffs, const MatrixGameSolution& solution);

}  // namespace entente
