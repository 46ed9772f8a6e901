#include "expression/support.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace entente;
using support::parsed;

namespace {

/// With a = 1/2, b = 3, tie at its level 1 of 0..2, visits in force, north building with 1/3.
Rational value_of(const std::string& text) {
    const std::vector<Rational> parameters{Rational(1, 2), 3};
    const std::vector<std::uint8_t> levels{1};
    return value(parsed(text), {parameters, levels, 2, [](auto, auto player, auto action) {
                                    return player == 0 && action == 0 ? Rational(1, 3)
                                                                      : Rational(0);
                                }});
}

std::string failure_of(const std::string& text) {
    try {
        value_of(text);
    } catch (const EvaluationError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("arithmetic is exact and binds as in mathematics") {
    CHECK(value_of("0.1 + 0.2") == Rational(3, 10));
    CHECK(value_of("1 - 2 - 3") == -4);
    CHECK(value_of("12 / 2 / 3") == 2);
    CHECK(value_of("2 + 3 * 4 ^ 2") == 50);
    CHECK(value_of("-2 ^ 2") == -4);
    CHECK(value_of("(-2) ^ 2") == 4);
    CHECK(value_of("2 ^ 3 ^ 2") == 512);
    CHECK(value_of("2 ^ -1") == Rational(1, 2));
    CHECK(value_of("-a * -b") == Rational(3, 2));
    CHECK(value_of("1_000 * 1e-3") == 1);
    CHECK(value_of("min(3, a, b) + max(a)") == 1);
}

TEST_CASE("comparisons and logic yield 1 and 0") {
    CHECK(value_of("(a < b) + (a >= 0.5) + (a != 1/2)") == 2);
    CHECK(value_of("not a == b") == 1);
    CHECK(value_of("true and not false or 1/0 > 1") == 1);
    CHECK(value_of("false and 1/0 > 1") == 0);
    CHECK(value_of("if(a > 1, 1/0, b)") == 3);
    CHECK(value_of("2 and 3") == 1);
}

TEST_CASE("the state is seen through level, in_force and play") {
    CHECK(value_of("level(tie) + level") == 2);
    CHECK(value_of("10 * in_force(visits) + in_force(pact)") == 10);
    CHECK(value_of("play(race, north, build)") == Rational(1, 3));
    CHECK(value_of("play(race, south, 'build')") == 0);
    CHECK(value_of("level(tie) >= warm") == 1);
    CHECK(value_of("'very close' <= level") == 0);
}

TEST_CASE("powers are exact where the root is rational and the nearest double elsewhere") {
    CHECK(value_of("(4/9) ^ 0.5") == Rational(2, 3));
    CHECK(value_of("8 ^ (-2/3)") == Rational(1, 4));
    CHECK(value_of("2 ^ 0.5") == Rational(std::sqrt(2.0)));
    CHECK(value_of("0 ^ 0") == 1);
    CHECK(value_of("0 ^ 0.5") == 0);
    CHECK(value_of("(-1) ^ 1000001") == -1);
    CHECK(value_of("1 ^ 1e30") == 1);
    CHECK(value_of("1 ^ 1e-30") == 1);
    CHECK(failure_of("0 ^ -1") == "0 to a negative power is undefined");
    CHECK(failure_of("(-1) ^ 0.5") == "a fractional power of a negative number is undefined");
}

TEST_CASE("what has no value, or too large a one, is an error") {
    CHECK(failure_of("1 / (b - 3)") == "division by zero");
    CHECK(failure_of("9 ^ 9 ^ 9") == "the power is too large a number to be represented");
    CHECK(failure_of("2 ^ 900000 * 2 ^ 900000") ==
          "the numbers here are too large to be represented");
    CHECK(failure_of("(2e9000) ^ 0.3") == "the power is too large a number to be represented");
}

TEST_CASE("dependencies are listed once each, in order") {
    const auto needs =
        dependencies(parsed("b + a * b + level + in_force(visits) + play(race, north, hold)"));
    CHECK(needs.parameters == std::vector<std::uint32_t>{0, 1});
    CHECK(needs.relations == std::vector<std::uint32_t>{0});
    CHECK(needs.measures == 2);
    CHECK(needs.interactions == std::vector<std::uint32_t>{0});
}

TEST_CASE("a constant is its number") {
    CHECK(value(constant(Rational(-2, 3)), {}) == Rational(-2, 3));
    CHECK(value(Expression{}, {}) == 0);
}
