#include "lp/matrix_game.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace entente;

namespace {

const auto never_stop = [] { return true; };

RationalMatrix matrix(std::size_t columns, const std::vector<Rational>& entries) {
    RationalMatrix m(entries.size() / columns, columns);
    for (std::size_t k = 0; k < entries.size(); ++k) m(k / columns, k % columns) = entries[k];
    return m;
}

Rational value(const RationalMatrix& payoffs) {
    const auto solution = solve_matrix_game(payoffs, never_stop);
    REQUIRE(solution.has_value());
    CHECK(is_proof(payoffs, *solution));
    return solution->value;
}

/// Whole numbers from -values to values.
RationalMatrix random_matrix(std::uint32_t seed, std::size_t most, int values) {
    std::mt19937 engine(seed);
    const std::size_t rows = 1 + engine() % most;
    const std::size_t columns = 1 + engine() % most;
    RationalMatrix m(rows, columns);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            m(r, c) = static_cast<int>(engine() % static_cast<unsigned>(2 * values + 1)) - values;
        }
    }
    return m;
}

}  // namespace

TEST_CASE("games with known values") {
    CHECK(value(matrix(1, {7})) == 7);
    CHECK(value(matrix(3, {0, -1, 1, 1, 0, -1, -1, 1, 0})) == 0);  // rock, paper, scissors
    CHECK(value(matrix(2, {3, -1, -2, 1})) == Rational(1, 7));
    CHECK(value(matrix(2, {4, 1, 3, 2})) == 2);  // a saddle point
    CHECK(value(matrix(3, {5, -3, 8})) == -3);
    CHECK(value(matrix(1, {5, -3, 8})) == 8);
    CHECK(value(matrix(2, {1, 1, 1, 1})) == 1);
}

TEST_CASE("every answer is proved by its own strategies") {
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        value(random_matrix(seed, 9, seed % 3 == 0 ? 1 : 20));
    }
}

TEST_CASE("the value of the transposed game with changed sign has the opposite sign") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const auto m = random_matrix(seed, 6, 3);
        RationalMatrix other(m.columns(), m.rows());
        for (std::size_t r = 0; r < m.rows(); ++r) {
            for (std::size_t c = 0; c < m.columns(); ++c) other(c, r) = -m(r, c);
        }
        CHECK(value(other) == -value(m));
    }
}

TEST_CASE("payoffs that no double tells apart are solved exactly") {
    const Rational tiny(1, pow(Integer(10), 40));
    const Rational huge = pow(Integer(10), 320);
    CHECK(value(matrix(2, {1, 0, 0, Rational(1 + tiny)})) == (1 + tiny) / (2 + tiny));
    CHECK(value(matrix(2, {Rational(1 + tiny), 1, 1, Rational(1 + tiny)})) == 1 + tiny / 2);
    CHECK(value(matrix(2, {huge, Rational(huge - 1), Rational(huge - 1), huge})) ==
          huge - Rational(1, 2));
    CHECK(value(matrix(2, {huge, 0, 0, tiny})) == huge * tiny / (huge + tiny));
}

TEST_CASE("a wrong value or strategy proves nothing") {
    const auto pennies = matrix(2, {1, -1, -1, 1});
    const Rational half(1, 2);
    CHECK(is_proof(pennies, {0, {half, half}, {half, half}, 0}));
    CHECK_FALSE(is_proof(pennies, {Rational(1, 10), {half, half}, {half, half}, 0}));
    CHECK_FALSE(is_proof(pennies, {0, {1, 0}, {half, half}, 0}));
    CHECK_FALSE(is_proof(pennies, {0, {half, half}, {half, half, 0}, 0}));
    CHECK_FALSE(is_proof(pennies, {0, {Rational(3, 2), -half}, {half, half}, 0}));
}

TEST_CASE("the simplex method can be stopped") {
    CHECK_FALSE(solve_matrix_game(matrix(2, {1, -1, -1, 1}), [] { return false; }).has_value());
}
