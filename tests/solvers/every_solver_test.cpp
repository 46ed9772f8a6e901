/// Each solver of the catalogue on many small games, against the checker and against the others.
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace entente;

namespace {

std::vector<Equilibrium> equilibria(std::string_view solver, const Game& game) {
    return find_solver(solver)->solve(game, {}).equilibria;
}

void check_that_all_find_the_same(const NormalForm<Rational>& game) {
    const auto expected = equilibria("support-enumeration", game);
    for (const Solver* solver : solvers()) {
        if (!solver->finds_all(game) || solver->refusal(game)) continue;
        CAPTURE(solver->name);
        CHECK(solver->solve(game, {}).equilibria == expected);
    }
}

/// The same with the two players' roles exchanged.
NormalForm<Rational> transposed(const NormalForm<Rational>& game) {
    std::vector<GamePlayer> players{game.players()[1], game.players()[0]};
    const std::size_t rows = game.action_count(0);
    const std::size_t columns = game.action_count(1);
    std::vector<Rational> payoffs;
    for (const std::size_t i : {1U, 0U}) {
        for (std::size_t b = 0; b < columns; ++b) {
            for (std::size_t a = 0; a < rows; ++a) {
                payoffs.push_back(game.payoffs(i)[a * columns + b]);
            }
        }
    }
    return {std::move(players), std::move(payoffs)};
}

/// The same with the actions of the first player in reverse order.
NormalForm<Rational> reversed(const NormalForm<Rational>& game) {
    return support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
        const std::size_t a = game.action(p, 0);
        const std::size_t last = game.action_count(0) - 1;
        return game.payoffs(i)[p - a * game.stride(0) + (last - a) * game.stride(0)];
    });
}

}  // namespace

TEST_CASE("whatever a solver returns, the checker agrees") {
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 200; ++seed) {
            const auto game = support::random_game(seed);
            if (solver->refusal(game)) continue;
            CAPTURE(solver->name, seed);
            const Solution solution = solver->solve(game, {});
            CHECK(solution.status == Status::complete);
            CHECK(fault(game, solution) == std::nullopt);
        }
    }
}

TEST_CASE("every solver lists in the canonical order") {
    const auto later = [](const Equilibrium& a, const Equilibrium& b) {
        return !comes_before(a.profile, b.profile);
    };
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 100; ++seed) {
            const auto game = support::random_game(seed);
            if (solver->refusal(game)) continue;
            CAPTURE(solver->name, seed);
            const auto list = solver->solve(game, {}).equilibria;
            CHECK(std::ranges::adjacent_find(list, later) == list.end());
        }
    }
}

TEST_CASE("the methods that find everything find the same on degenerate games") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        check_that_all_find_the_same(support::degenerate_bimatrix(seed, 4));
    }
}

TEST_CASE("the methods that find everything agree on larger degenerate games", "[slow]") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        check_that_all_find_the_same(support::degenerate_bimatrix(seed, 6));
    }
}

TEST_CASE("every listed equilibrium of two players is extreme") {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        for (const auto& [profile, zero] : equilibria("vertex-enumeration", game)) {
            CHECK(is_extreme(game, profile));
        }
    }
}

TEST_CASE("every pure equilibrium is among the extreme ones") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 5);
        const auto pure = equilibria("pure-enumeration", game);
        const auto all = equilibria("vertex-enumeration", game);
        REQUIRE(all.size() >= pure.size());
        CHECK(std::equal(pure.begin(), pure.end(), all.begin()));  // pure ones come first
    }
}

TEST_CASE("a two-player game has an equilibrium, and a nondegenerate one an odd number") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const auto game = support::random_bimatrix(seed, 4, 5, 1000003);
        CHECK(equilibria("vertex-enumeration", game).size() % 2 == 1);
        CHECK(!equilibria("support-enumeration", support::degenerate_bimatrix(seed, 5)).empty());
    }
}

TEST_CASE("equilibria do not depend on the zero and the unit of payoffs") {
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 60; ++seed) {
            const auto game = support::random_game(seed);
            if (solver->refusal(game) || !solver->finds_all(game)) continue;
            const auto changed = support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
                const Rational unit(static_cast<long>(2 * i + 1), 7);
                return Rational(unit * game.payoffs(i)[p] - static_cast<long>(1000 * i + seed));
            });
            if (solver->refusal(changed)) continue;  // no longer zero-sum
            CAPTURE(solver->name, seed);
            CHECK(solver->solve(game, {}).equilibria == solver->solve(changed, {}).equilibria);
        }
    }
}

TEST_CASE("huge and tiny payoffs change nothing but the numbers") {
    const Rational huge = pow(Integer(10), 40);
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 40; ++seed) {
            const auto game = support::degenerate_bimatrix(seed, 4);
            if (solver->refusal(game) || !solver->finds_all(game)) continue;
            const auto changed = support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
                const Rational& x = game.payoffs(i)[p];
                return i == 0 ? Rational(x * huge - huge) : Rational(x / huge);
            });
            if (solver->refusal(changed)) continue;  // no longer zero-sum
            CAPTURE(solver->name, seed);
            CHECK(solver->solve(game, {}).equilibria == solver->solve(changed, {}).equilibria);
        }
    }
}

TEST_CASE("exchanging the players exchanges the strategies") {
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 60; ++seed) {
            const auto game = support::degenerate_bimatrix(seed, 4);
            if (!solver->finds_all(game)) continue;
            CAPTURE(solver->name, seed);
            auto expected = solver->solve(game, {}).equilibria;
            for (auto& [profile, zero] : expected) std::swap(profile[0], profile[1]);
            canonicalise(expected);
            CHECK(solver->solve(transposed(game), {}).equilibria == expected);
        }
    }
}

TEST_CASE("reordering the actions reorders the probabilities") {
    for (const Solver* solver : solvers()) {
        for (std::uint32_t seed = 0; seed < 60; ++seed) {
            const auto game = support::random_game(seed);
            if (solver->refusal(game) || !solver->finds_all(game)) continue;
            CAPTURE(solver->name, seed);
            auto expected = solver->solve(game, {}).equilibria;
            for (auto& [profile, zero] : expected) std::ranges::reverse(profile[0]);
            canonicalise(expected);
            CHECK(solver->solve(reversed(game), {}).equilibria == expected);
        }
    }
}

TEST_CASE("where every profile is an equilibrium, the pure ones are the extreme ones") {
    const auto game = support::random_bimatrix(0, 3, 4, 1);
    for (const Solver* solver : solvers()) {
        CAPTURE(solver->name);
        if (solver->finds_all(game)) CHECK(solver->solve(game, {}).equilibria.size() == 12);
    }
}

TEST_CASE("players without a choice do not keep a two-player method from its work") {
    const NormalForm<Rational> pennies_before_a_witness(
        {{"A", {"h", "t"}}, {"witness", {"look"}}, {"B", {"h", "t"}}},
        {1, -1, -1, 1, 0, 0, 0, 0, -1, 1, 1, -1});
    const NormalForm<Rational> alone({{"A", {"x", "y", "z"}}}, {2, 1, 2});
    const Rational half(1, 2);
    for (const Solver* solver : solvers()) {
        CAPTURE(solver->name);
        if (!solver->finds_all(alone)) continue;
        CHECK(solver->solve(pennies_before_a_witness, {}).equilibria ==
              std::vector<Equilibrium>{{{{half, half}, {1}, {half, half}}, 0}});
        CHECK(solver->solve(alone, {}).equilibria ==
              std::vector<Equilibrium>{{{{1, 0, 0}}, 0}, {{{0, 0, 1}}, 0}});
    }
}

TEST_CASE("a solver stops at its limits and says so") {
    const auto game = support::random_bimatrix(0, 3, 4, 1);
    std::stop_source stopped;
    stopped.request_stop();
    for (const Solver* solver : solvers()) {
        CAPTURE(solver->name);
        const Solution few = solver->solve(game, {.max_equilibria = 1});
        const bool more = solver->solve(game, {}).equilibria.size() > 1;
        if (more) CHECK(few.status == Status::limit_reached);
        CHECK(few.equilibria.size() == 1);
        CHECK(fault(game, few) == std::nullopt);
        const bool longer = solver->solve(game, {}).steps > 1;
        if (longer) CHECK(solver->solve(game, {.max_steps = 1}).status == Status::limit_reached);
        CHECK(solver->solve(game, {.stop = stopped.get_token()}).status == Status::cancelled);
    }
}

TEST_CASE("a plain method refuses what would take it ages, and the default does not refuse") {
    const auto large = support::random_bimatrix(0, 30, 30, 100);
    CHECK(find_solver("vertex-enumeration")->refusal(large).has_value());
    CHECK(find_solver("support-enumeration")->refusal(large).has_value());
    CHECK_FALSE(default_solver(large).refusal(large).has_value());
    CHECK(default_solver(support::random_bimatrix(0, 3, 3, 9))
              .finds_all(support::random_bimatrix(0, 3, 3, 9)));
}

TEST_CASE("8 x 8 games are within the reach of the plain methods", "[slow]") {
    const auto game = support::random_bimatrix(1, 8, 8, 100);
    CHECK(equilibria("vertex-enumeration", game) == equilibria("support-enumeration", game));
    const auto ties = support::random_bimatrix(2, 8, 8, 3);
    CHECK(equilibria("vertex-enumeration", ties) == equilibria("support-enumeration", ties));
}

TEST_CASE("every solver says what it takes, what it finds, what that costs and whose it is") {
    for (const Solver* solver : solvers()) {
        CAPTURE(solver->name);
        CHECK_FALSE(solver->summary.empty());
        CHECK_FALSE(solver->accepts.empty());
        CHECK_FALSE(solver->guarantee.empty());
        CHECK_FALSE(solver->cost.empty());
        CHECK_FALSE(solver->source.empty());
    }
}
