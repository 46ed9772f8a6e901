#include "entente/verify.hpp"

#include "entente/contract.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

const NormalForm<Rational> pennies({{"A", {"h", "t"}}, {"B", {"h", "t"}}},
                                   {1, -1, -1, 1, -1, 1, 1, -1});
const Rational half(1, 2);

}  // namespace

TEST_CASE("regret is what the player who gains most could gain") {
    CHECK(regret(pennies, {{half, half}, {half, half}}) == 0);
    CHECK(regret(pennies, {{1, 0}, {1, 0}}) == 2);
    CHECK(regret(pennies, {{1, 0}, {half, half}}) == 1);
    CHECK(regret(pennies, {{Rational(2, 3), Rational(1, 3)}, {half, half}}) == Rational(1, 3));
}

TEST_CASE("what is no profile of the game is refused by the checker") {
    CHECK_THROWS_AS(regret(pennies, {{1, 0}}), ContractError);
    CHECK_THROWS_AS(regret(pennies, {{1, 0}, {1, 0, 0}}), ContractError);
    CHECK_THROWS_AS(regret(pennies, {{1, 0}, {half, 0}}), ContractError);
    CHECK_THROWS_AS(regret(pennies, {{2, -1}, {1, 0}}), ContractError);
}

TEST_CASE("an equilibrium within a segment of equilibria is not extreme") {
    // The row player is indifferent, whatever the column player does.
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"only"}}}, {0, 0, 0, 0});
    CHECK(is_extreme(game, {{1, 0}, {1}}));
    CHECK_FALSE(is_extreme(game, {{half, half}, {1}}));
    CHECK(is_extreme(pennies, {{half, half}, {half, half}}));
}

TEST_CASE("a false claim in a list is found") {
    CHECK(fault(pennies, {.equilibria = {{{{half, half}, {half, half}}, 0}}}) == std::nullopt);
    CHECK(fault(pennies, {.equilibria = {{{{1, 0}, {1, 0}}, 0}}}) ==
          "equilibrium 1 has regret 2, not 0");
    CHECK(fault(pennies, {.equilibria = {{{{1, 0}, {1, 0}}, 2}, {{{1, 0}, {1, 0}}, 2}}}) ==
          "equilibrium 2 is a repetition");
    CHECK(fault(pennies, {.equilibria = {{{{1, 1}, {1, 0}}, 2}}}) ==
          "equilibrium 1 is no profile of the game");
}
