#include "entente/solver.hpp"
#include "entente/verify.hpp"
#include "entente/zero_sum.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace entente;

namespace {

NormalForm<Rational> zero_sum_of(const NormalForm<Rational>& game, int sum) {
    return support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
        const Rational& x = game.payoffs(0)[p];
        return i == 0 ? x : Rational(sum - x);
    });
}

/// The distinct strategies of a player in a list, in the canonical order.
std::vector<std::vector<Rational>> strategies(const std::vector<Equilibrium>& list,
                                              std::size_t player) {
    std::set<std::vector<Rational>> distinct;
    for (const Equilibrium& e : list) distinct.insert(e.profile[player]);
    std::vector<std::vector<Rational>> sorted(distinct.begin(), distinct.end());
    std::ranges::sort(
        sorted, [](const auto& one, const auto& other) { return comes_before({one}, {other}); });
    return sorted;
}

}  // namespace

TEST_CASE("optimal strategies are those of the equilibria, in degenerate games too") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const auto game = zero_sum_of(support::degenerate_bimatrix(seed, 5), 3);
        const auto optimal = optimal_strategies(game);
        REQUIRE(optimal.has_value());
        CHECK(optimal->complete);
        const auto list = find_solver("vertex-enumeration")->solve(game, {}).equilibria;
        CHECK(optimal->vertices[0] == strategies(list, 0));
        CHECK(optimal->vertices[1] == strategies(list, 1));
        CHECK(optimal->values[0] + optimal->values[1] == 3);
        CHECK(find_solver("zero-sum")->solve(game, {}).equilibria == list);
    }
}

TEST_CASE("a large zero-sum game has a solution that the checker accepts", "[slow]") {
    const auto game = zero_sum_of(support::random_bimatrix(5, 60, 50, 1000), 0);
    const Solution solution = find_solver("zero-sum")->solve(game, {});
    CHECK(solution.equilibria.size() == 1);
    CHECK(fault(game, solution) == std::nullopt);
}

TEST_CASE("where every strategy is optimal the vertices are the actions") {
    const auto optimal = optimal_strategies(support::random_bimatrix(0, 30, 40, 1));
    REQUIRE(optimal.has_value());
    CHECK(optimal->vertices[0].size() == 30);
    CHECK(optimal->vertices[1].size() == 40);
}

TEST_CASE("only payoffs that add up to a constant have a value") {
    const NormalForm<Rational> hunt({{"A", {"s", "h"}}, {"B", {"s", "h"}}},
                                    {4, 0, 3, 3, 4, 3, 0, 3});
    CHECK_FALSE(constant_sum(hunt).has_value());
    CHECK_FALSE(optimal_strategies(hunt).has_value());
    CHECK(find_solver("zero-sum")->refusal(hunt).has_value());
    const NormalForm<Rational> three({{"A", {"x", "y"}}, {"B", {"x", "y"}}, {"C", {"x", "y"}}},
                                     std::vector<Rational>(24, Rational(2)));
    CHECK(constant_sum(three) == Rational(6));
    CHECK_FALSE(optimal_strategies(three).has_value());  // a value needs two sides
}

TEST_CASE("a player alone or without a choice is a side as well") {
    const NormalForm<Rational> alone({{"A", {"x", "y"}}}, {5, 5});
    const auto optimal = optimal_strategies(alone);
    REQUIRE(optimal.has_value());
    CHECK(optimal->values[0] == 5);
    CHECK(optimal->vertices[0].size() == 2);
}
