#include "entente/generate.hpp"
#include "entente/solver.hpp"
#include "entente/stage_games.hpp"
#include "entente/verify.hpp"

#include "game/bimatrix.hpp"
#include "solvers/pivoting_path.hpp"
#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

TEST_CASE("a Lemke-Howson path ends in an equilibrium, of degenerate games too") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 6);
        const Solution one = find_solver("lemke-howson")->solve(game, {});
        CHECK(one.equilibria.size() == 1);
        CHECK(fault(game, one) == std::nullopt);
    }
}

TEST_CASE("the paths of all labels end among the extreme equilibria") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const auto game = support::random_bimatrix(seed, 4, 5, 1000);
        const auto all = find_solver("vertex-enumeration")->solve(game, {}).equilibria;
        const auto found = find_solver("lemke-howson-all")->solve(game, {}).equilibria;
        CHECK(!found.empty());
        for (const Equilibrium& e : found) {
            CHECK(std::ranges::find(all, e) != all.end());
        }
    }
}

TEST_CASE("the exact path ends in an equilibrium from every label of a degenerate game") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const auto game = support::degenerate_bimatrix(seed, 5);
        const Bimatrix sides = *as_bimatrix(game);
        for (std::size_t label = 0; label < sides.actions(0) + sides.actions(1); ++label) {
            CAPTURE(seed, label);
            const auto end = path_in_rationals(sides, label, [] { return true; });
            REQUIRE(end.has_value());
            CHECK(regret(game, as_profile(game, sides, end->strategies)) == 0);
        }
    }
}

// The two paths of this game from the origin lead to its two pure equilibria: B. von Stengel
// (2007), and the note of the textbook game.
TEST_CASE("the mixed equilibrium of a 2 x 2 coordination game is on no path") {
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y"}}},
                                    {3, 1, 0, 2, 2, 1, 0, 3});
    CHECK(find_solver("lemke-howson-all")->solve(game, {}).equilibria ==
          std::vector<Equilibrium>{{{{1, 0}, {1, 0}}, 0}, {{{0, 1}, {0, 1}}, 0}});
}

TEST_CASE("the labels of the 3 x 2 example lead where its source says") {
    // Label 1 leads to (0, 1/3, 2/3), all others but 3 and 4 to the same; see the textbook game.
    const NormalForm<Rational> game({{"A", {"1", "2", "3"}}, {"B", {"4", "5"}}},
                                    {3, 3, 2, 5, 0, 6, 3, 2, 2, 6, 3, 1});
    const Bimatrix sides = *as_bimatrix(game);
    const auto first = path_in_rationals(sides, 0, [] { return true; });
    REQUIRE(first.has_value());
    CHECK(first->strategies[0] == std::vector<Rational>{1, 0, 0});
    const auto second = path_in_rationals(sides, 1, [] { return true; });
    REQUIRE(second.has_value());
    CHECK(second->strategies[0] == std::vector<Rational>{0, Rational(1, 3), Rational(2, 3)});
    for (const auto& [label, end] : {std::pair{0U, *first}, {1U, *second}}) {
        SolveOptions from;
        from.label = label;
        const auto found = find_solver("lemke-howson")->solve(game, from).equilibria;
        REQUIRE(found.size() == 1);
        CHECK(found[0].profile == Profile{end.strategies[0], end.strategies[1]});
    }
}

TEST_CASE("large games have an exact equilibrium within a path", "[slow]") {
    const auto game = find_family("uniform")->make(60, 1).game;
    const Solution one = find_solver("lemke-howson")->solve(game, {});
    CHECK(one.equilibria.size() == 1);
    CHECK(fault(game, one) == std::nullopt);
}

TEST_CASE(
    "a game too large for a list of all, without a pure equilibrium, is not said to have none") {
    constexpr std::size_t size = 40;
    std::vector<GamePlayer> players{{"A", {}}, {"B", {}}};
    for (GamePlayer& player : players) player.actions.resize(size);
    std::vector<Rational> payoffs(2 * size * size);
    for (std::size_t a = 0; a < size; ++a) {
        for (std::size_t b = 0; b < size; ++b) {
            const bool same = a % 2 == b % 2;  // A wants that, B does not
            payoffs[a * size + b] = (same ? 10 : 0) + (7 * a + 3 * b) % 5;
            payoffs[size * size + a * size + b] = (same ? 0 : 10) + (5 * a + 2 * b) % 7;
        }
    }
    const NamedGame game{"large", {std::move(players), std::move(payoffs)}, ""};
    const SolvedInteraction solved = solve_game(game);
    CHECK(solved.method == "lemke-howson");
    CHECK(solved.solution.equilibria.size() == 1);
    CHECK_FALSE(solved.complete);
}
