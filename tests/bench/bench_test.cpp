#include "entente/bench.hpp"

#include "entente/contract.hpp"
#include "entente/generate.hpp"

#include "bench/lrsnash.hpp"
#include "support/random_game.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("a benchmark has a row for each solver on each game, and they agree") {
    const std::vector<NamedGame> games{find_family("uniform")->make(4, 1),
                                       find_family("degenerate")->make(3, 1)};
    const auto rows = bench(games, {.solvers = {"support-enumeration", "tree"}, .repetitions = 2});
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].game == games[0].title);
    CHECK_FALSE(rows[0].agrees.has_value());
    CHECK(rows[1].agrees == true);
    CHECK(rows[3].agrees == true);
    for (const BenchRow& row : rows) {
        CHECK(row.repetitions >= 2);
        CHECK(row.least <= row.median);
        CHECK(row.median <= row.most);
        CHECK(row.worst_regret == 0);
    }
}

TEST_CASE("a solver that refuses a game says so in its row") {
    const auto rows = bench({find_family("uniform")->make(30, 1)},
                            {.solvers = {"support-enumeration"}, .repetitions = 1});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].repetitions == 0);
    CHECK_FALSE(rows[0].remark.empty());
}

TEST_CASE("a benchmark of an unknown solver breaks the contract") {
    CHECK_THROWS_AS(bench({find_family("uniform")->make(2, 1)}, {.solvers = {"none"}}),
                    ContractError);
}

TEST_CASE("lrsnash finds the same equilibria, where it is installed", "[slow]") {
    const NormalForm<Rational> trivial({{"A", {"x"}}, {"B", {"x"}}}, {0, 0});
    if (!run_lrsnash(trivial, {})) {
        WARN("lrsnash is not installed");
        return;
    }
    std::vector<NamedGame> games;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        games.push_back(find_family("uniform")->make(4 + seed % 5, seed));
        games.push_back(find_family("degenerate")->make(3 + seed % 3, seed));
        games.push_back({"rectangular", support::random_bimatrix(seed, 3 + seed % 3, 7, 50)});
    }
    const auto rows = bench(games, {.solvers = {"tree", "lrsnash"}, .repetitions = 1});
    for (const BenchRow& row : rows) {
        CAPTURE(row.game, row.solver, row.equilibria);
        CHECK(row.agrees.value_or(true));
    }
}
