#include "linear/dictionary.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

/// s = 1 - 2x - 3y and t = 1 - 4x - y, with x + y as an objective; labels x 0, y 1, s 2, t 3.
template <Scalar S>
Dictionary<S> example() {
    return {2, {-2, -3, -4, -1, 1, 1}, {1, 1, 0}, {2, 3}, {0, 1}};
}

}  // namespace

TEST_CASE("a pivot solves for the other variable in every row, objectives included") {
    auto at = example<Rational>();
    at.pivot(1, 0);  // x = (1 - t - y) / 4
    CHECK(at.basic == std::vector<std::size_t>{2, 0});
    CHECK(at.nonbasic == std::vector<std::size_t>{3, 1});
    const auto part = [](int p, int q) { return Rational(p, q); };
    CHECK(at.cells == std::vector<Rational>{part(1, 2), part(-5, 2), part(-1, 4), part(-1, 4),
                                            part(-1, 4), part(3, 4)});
    CHECK(at.values == std::vector<Rational>{part(1, 2), part(1, 4), part(1, 4)});
}

TEST_CASE("a pivot is undone by repeating it, and the same in doubles") {
    auto at = example<Rational>();
    auto floating = example<double>();
    at.pivot(0, 1);
    floating.pivot(0, 1);
    for (std::size_t k = 0; k < at.cells.size(); ++k) {
        CHECK(floating.cells[k] == Approx(to_scalar<double>(at.cells[k])));
    }
    at.pivot(0, 1);
    CHECK(at.cells == example<Rational>().cells);
    CHECK(at.values == example<Rational>().values);
    CHECK(at.basic == example<Rational>().basic);
}

TEST_CASE("columns that are not listed any more are left alone") {
    auto at = example<Rational>();
    at.nonbasic.pop_back();
    at.pivot(0, 0);
    CHECK(at.cell(0, 1) == -3);
    CHECK(at.cell(1, 1) == -1);
}
