#include "process/holding.hpp"

#include <catch2/catch.hpp>

using namespace entente;
using Catch::Matchers::WithinAbs;

TEST_CASE("a sign change is found from either side, and at an end that is a root itself") {
    const auto f = [](double x) { return x - 0.25; };
    for (const Closeness close : {Closeness{}, Closeness{1e-6, 1e-9}}) {
        CHECK_THAT(sign_change(f, {0, -0.25}, {1, 0.75}, close), WithinAbs(0.25, 1e-9));
        CHECK_THAT(sign_change(f, {1, 0.75}, {0, -0.25}, close), WithinAbs(0.25, 1e-9));
        CHECK(sign_change(f, {0, -0.25}, {0.25, 0}, close) == 0.25);
        CHECK(sign_change(f, {0.25, 0}, {0, -0.25}, close) == 0.25);
    }
}

TEST_CASE("a condition that holds with nothing to spare at a sample holds from there on") {
    const auto slack = [](double x) { return x - 0.5; };
    const auto intervals = holding_intervals(slack, std::vector{0.0, 0.5, 1.0}, {});
    REQUIRE(intervals.size() == 1);
    CHECK(intervals.front() == std::pair{0.5, 1.0});
}
