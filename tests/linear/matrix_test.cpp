#include "linear/matrix.hpp"

#include "linear/fraction_free.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace entente;

namespace {

RationalMatrix matrix(std::size_t columns, const std::vector<Rational>& entries) {
    RationalMatrix m(entries.size() / columns, columns);
    for (std::size_t k = 0; k < entries.size(); ++k) m(k / columns, k % columns) = entries[k];
    return m;
}

}  // namespace

TEST_CASE("the rank counts independent rows") {
    CHECK(rank(matrix(3, {1, 2, 3, 2, 4, 6, 0, 0, 0})) == 1);
    CHECK(rank(matrix(2, {0, 1, 1, 0, 1, 1})) == 2);
    CHECK(rank(matrix(2, {0, 0})) == 0);
}

TEST_CASE("a system has a solution to return only if it has exactly one") {
    CHECK(unique_solution(matrix(3, {0, 2, 1, 3, 0, 1})) ==
          std::vector<Rational>{Rational(1, 3), Rational(1, 2)});
    CHECK(unique_solution(matrix(2, {1, 5, 2, 10})) == std::vector<Rational>{5});
    CHECK_FALSE(unique_solution(matrix(2, {1, 5, 2, 11})).has_value());
    CHECK_FALSE(unique_solution(matrix(3, {1, 1, 1, 2, 2, 2})).has_value());
}

TEST_CASE("a row depends on others if it is a combination of them") {
    std::mt19937 engine(3);
    for (int repeat = 0; repeat < 300; ++repeat) {
        const std::size_t rows = 1 + engine() % 5;
        const std::size_t columns = 1 + engine() % 5;
        std::vector<Integer> integers;
        for (std::size_t k = 0; k < rows * columns; ++k) {
            integers.emplace_back(static_cast<int>(engine() % 4) - 1);
        }
        RationalMatrix all(rows, columns);
        RationalMatrix others(rows - 1, columns);
        for (std::size_t k = 0; k < integers.size(); ++k) {
            all(k / columns, k % columns) = integers[k];
            if (k / columns + 1 < rows) others(k / columns, k % columns) = integers[k];
        }
        CAPTURE(repeat);
        CHECK(rank_modulo_prime(integers, columns) == rank(all));
        CHECK(last_row_depends(integers, columns) == (rank(all) == rank(others)));
    }
}

TEST_CASE("primitive integers keep the proportions and have no common factor") {
    CHECK(primitive_integers({Rational(1, 2), Rational(-1, 3), 0}) ==
          std::vector<Integer>{3, -2, 0});
    CHECK(primitive_integers({4, 6}) == std::vector<Integer>{2, 3});
    CHECK(primitive_integers({0, 0}) == std::vector<Integer>{0, 0});
}
