/// Games at the edges: numbers near the limits of machine words, long and thin shapes, games in
/// which everything is an equilibrium. Peers print nothing, abort or answer wrongly on some.
#include "entente/components.hpp"
#include "entente/generate.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <utility>

using namespace entente;

namespace {

std::vector<Equilibrium> by(std::string_view solver, const NormalForm<Rational>& game) {
    return find_solver(solver)->solve(game, {}).equilibria;
}

NormalForm<Rational> game_of(std::size_t rows, std::size_t columns, const std::vector<Rational>& a,
                             const std::vector<Rational>& b) {
    std::vector<GamePlayer> players(2);
    players[0].actions.resize(rows);
    players[1].actions.resize(columns);
    std::vector<Rational> payoffs = a;
    payoffs.insert(payoffs.end(), b.begin(), b.end());
    return {std::move(players), std::move(payoffs)};
}

}  // namespace

TEST_CASE("payoffs around the limits of machine words change nothing") {
    const std::array<Integer, 6> sizes{pow(Integer(2), 31) - 1, pow(Integer(2), 31),
                                       pow(Integer(2), 63) - 1, pow(Integer(2), 63),
                                       pow(Integer(2), 64),     pow(Integer(10), 300)};
    for (const Solver* solver : solvers()) {
        for (const Integer& size : sizes) {
            for (std::uint32_t seed = 0; seed < 3; ++seed) {
                const auto game = support::random_bimatrix(seed, 4, 4, 5);
                const auto times = support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
                    return Rational(game.payoffs(i)[p] * size);
                });
                const auto plus = support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
                    return Rational(game.payoffs(i)[p] - size);
                });
                if (solver->refusal(game)) continue;
                CAPTURE(solver->name, size, seed);
                const auto expected = solver->solve(game, {}).equilibria;
                if (solver->finds_all(game)) {
                    CHECK(solver->solve(times, {}).equilibria == expected);
                    CHECK(solver->solve(plus, {}).equilibria == expected);
                }
                CHECK(fault(times, solver->solve(times, {})) == std::nullopt);
                CHECK(fault(plus, solver->solve(plus, {})) == std::nullopt);
            }
        }
    }
}

TEST_CASE("tiny and huge payoffs in one game") {
    const Rational tiny(1, pow(Integer(10), 30));
    const Rational huge = pow(Integer(10), 30);
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const auto shape = support::random_bimatrix(seed, 3, 4, 4);
        const auto game = support::with_payoffs(shape, [&](std::size_t i, std::size_t p) {
            const std::array<Rational, 4> values{-huge, -tiny, tiny, huge};
            return values[numerator(shape.payoffs(i)[p]).convert_to<std::size_t>()];
        });
        CHECK(by("tree", game) == by("support-enumeration", game));
        CHECK(fault(game, find_solver("lemke-howson")->solve(game, {})) == std::nullopt);
    }
}

TEST_CASE("long and thin games") {
    const std::array<std::pair<std::size_t, std::size_t>, 8> shapes{
        {{1, 1}, {1, 9}, {9, 1}, {2, 40}, {40, 2}, {3, 12}, {1, 60}, {60, 1}}};
    for (const auto& [rows, columns] : shapes) {
        for (std::uint32_t seed = 0; seed < 4; ++seed) {
            CAPTURE(rows, columns, seed);
            const auto game = support::random_bimatrix(seed, rows, columns, seed == 0 ? 3 : 1000);
            CHECK(by("tree", game) == by("vertex-enumeration", game));
            for (const std::string_view one : {"lemke-howson", "small-support"}) {
                const Solution found = find_solver(one)->solve(game, {});
                CHECK(found.equilibria.size() == 1);
                CHECK(fault(game, found) == std::nullopt);
            }
        }
    }
}

TEST_CASE("where all payoffs are equal every strategy is an equilibrium") {
    for (const std::size_t size : {1U, 4U, 12U}) {
        CAPTURE(size);
        const auto game = support::random_bimatrix(0, size, size, 1);
        const auto list = by("tree", game);
        CHECK(list.size() == size * size);
        CHECK(by("zero-sum", game) == list);
        const auto subsets = maximal_nash_subsets(game, list);
        REQUIRE(subsets->size() == 1);
        CHECK(dimension(subsets->front(), list) == 2 * size - 2);
    }
}

TEST_CASE("where one player does not care the other's best replies decide") {
    // The column player is indifferent throughout.
    const auto game = game_of(2, 2, {1, 0, 0, 1}, {0, 0, 0, 0});
    const auto list = by("tree", game);
    CHECK(list == by("support-enumeration", game));
    const Rational half(1, 2);
    CHECK(list == std::vector<Equilibrium>{{{{1, 0}, {1, 0}}, 0},
                                           {{{0, 1}, {0, 1}}, 0},
                                           {{{1, 0}, {half, half}}, 0},
                                           {{{0, 1}, {half, half}}, 0}});
}

// B. von Stengel, Equilibrium computation for two-player games in strategic and extensive form, in
// Algorithmic Game Theory (2007), chapter 3.
TEST_CASE("the examples of a textbook chapter") {
    const auto game = game_of(3, 2, {3, 3, 2, 5, 0, 6}, {3, 2, 2, 6, 3, 1});
    const std::vector<Equilibrium> expected{
        {{{1, 0, 0}, {1, 0}}, 0},
        {{{Rational(4, 5), Rational(1, 5), 0}, {Rational(2, 3), Rational(1, 3)}}, 0},
        {{{0, Rational(1, 3), Rational(2, 3)}, {Rational(1, 3), Rational(2, 3)}}, 0}};
    const auto degenerate = game_of(3, 2, {3, 3, 2, 5, 0, 6}, {3, 3, 2, 6, 3, 1});
    for (const Solver* solver : solvers()) {
        if (!solver->finds_all(game)) continue;
        CAPTURE(solver->name);
        CHECK(solver->solve(game, {}).equilibria == expected);
        const auto list = solver->solve(degenerate, {}).equilibria;
        REQUIRE(list.size() == 3);
        const auto subsets = maximal_nash_subsets(degenerate, list).value();
        CHECK(subsets.size() == 2);  // a segment and a point
    }
}
