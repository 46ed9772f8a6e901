/// What the tree search promises beyond what every solver does: exactness on numerically hard
/// games, the same answer for any number of threads and any instruction set.
#include "entente/generate.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "solvers/dictionary_kernels.hpp"
#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <random>
#include <stop_token>
#include <string>
#include <thread>

using namespace entente;

namespace {

Solution by_tree(const NormalForm<Rational>& game, SolveOptions options = {}) {
    return find_solver("tree")->solve(game, options);
}

NormalForm<Rational> family(std::string_view name, std::size_t size, std::uint32_t seed = 0) {
    return find_family(name)->make(size, seed).game;
}

}  // namespace

TEST_CASE("coordination games have an equilibrium for every nonempty set of actions") {
    for (const std::size_t size : {1U, 2U, 5U, 8U}) {
        CAPTURE(size);
        CHECK(by_tree(family("coordination", size)).equilibria.size() == (1U << size) - 1);
    }
}

// The counts are those of B. von Stengel (1999), table 1 for 6, and of lrsnash for the others.
TEST_CASE("ill-conditioned dual cyclic games lose no equilibrium and gain none") {
    for (const auto& [size, count] : {std::pair{2U, 3U}, {4U, 15U}, {6U, 75U}, {8U, 383U}}) {
        CAPTURE(size);
        const auto game = family("cyclic-many", size);
        const Solution solution = by_tree(game);
        CHECK(solution.equilibria.size() == count);
        CHECK(fault(game, solution) == std::nullopt);
        CHECK(by_tree(family("cyclic-long", size)).equilibria.size() == 1);
    }
}

TEST_CASE("larger dual cyclic games come out right as well", "[slow]") {
    CHECK(by_tree(family("cyclic-many", 10)).equilibria.size() == 2003);
    CHECK(by_tree(family("cyclic-many", 12)).equilibria.size() == 10671);
    CHECK(by_tree(family("cyclic-long", 12)).equilibria.size() == 1);
}

// Each firm's profit is q (117 - 2 q - 2 r), so its best response to r on average is the integer
// next to (117 - 2 r) / 4: 19 or 20 in the end, and both where the other mixes them evenly.
TEST_CASE("a duopoly on a grid of quantities is solved in full where dominance leaves little") {
    constexpr long quantities = 51;
    std::vector<GamePlayer> firms{{"A", {}}, {"B", {}}};
    std::vector<Rational> payoffs(2 * quantities * quantities);
    for (long q = 0; q < quantities; ++q) {
        for (GamePlayer& firm : firms) firm.actions.push_back(std::to_string(q));
        for (long r = 0; r < quantities; ++r) {
            const long profit = q * (117 - 2 * q - 2 * r);
            payoffs[static_cast<std::size_t>(q * quantities + r)] = profit;
            payoffs[static_cast<std::size_t>((quantities + r) * quantities + q)] = profit;
        }
    }
    const NormalForm<Rational> game(firms, payoffs);
    REQUIRE(find_solver("tree")->refusal(game) == std::nullopt);
    const Solution solution = by_tree(game);
    CHECK(fault(game, solution) == std::nullopt);
    REQUIRE(solution.equilibria.size() == 3);
    const std::vector<std::vector<Rational>> first{
        {1, 0}, {0, 1}, {Rational(1, 2), Rational(1, 2)}};
    for (std::size_t k = 0; k < 3; ++k) {
        CAPTURE(k);
        const Profile& profile = solution.equilibria[k].profile;
        CHECK(profile[0][19] == first[k][0]);
        CHECK(profile[0][20] == first[k][1]);
        CHECK(profile[1][19] == first[k][1]);
    }
}

TEST_CASE("games with more actions than labels are solved in full after dominance") {
    std::size_t solved = 0;
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
        CAPTURE(seed);
        const auto game =
            support::random_bimatrix(seed, seed % 2 == 0 ? 3 : 62, seed % 2 == 0 ? 62 : 3, 10);
        if (find_solver("tree")->refusal(game)) continue;
        ++solved;
        const Solution solution = by_tree(game);
        CHECK(fault(game, solution) == std::nullopt);
        CHECK(solution.equilibria == find_solver("vertex-enumeration")->solve(game, {}).equilibria);
    }
    CHECK(solved > 0);
}

TEST_CASE("what remains too large after dominance is refused") {
    // Matching pennies of forty actions each: whoever guesses right wins.
    std::vector<GamePlayer> players{{"A", {}}, {"B", {}}};
    std::vector<Rational> payoffs(2 * 40 * 40);
    for (std::size_t a = 0; a < 40; ++a) {
        for (GamePlayer& player : players) player.actions.push_back(std::to_string(a));
        payoffs[a * 40 + a] = 1;
        payoffs[1600 + a * 40 + (a + 1) % 40] = 2;
    }
    const auto refusal = find_solver("tree")->refusal(NormalForm<Rational>(players, payoffs));
    REQUIRE(refusal);
    CHECK(refusal->starts_with("80 actions in all that are not dominated"));
}

TEST_CASE("payoffs beyond every machine number give the same equilibria as small ones") {
    const Integer huge = pow(Integer(10), 400) + 7;
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        const auto changed = support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
            return Rational(game.payoffs(i)[p] * huge + (i == 0 ? huge * huge : Integer(-1)));
        });
        CHECK(by_tree(changed).equilibria == by_tree(game).equilibria);
    }
}

TEST_CASE("payoffs of very different magnitude are solved exactly") {
    const auto expected = find_solver("support-enumeration");
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        std::mt19937 engine(seed);
        // Up to 10^+-200 apart: no scaling brings them all within the range of a double.
        const unsigned widest = seed % 2 == 0 ? 12 : 400;
        const auto game = support::with_payoffs(
            support::random_bimatrix(seed, 3, 4, 5), [&](std::size_t, std::size_t) {
                const Integer power = pow(Integer(10), static_cast<unsigned>(engine() % widest));
                const Rational size = engine() % 2 == 0 ? Rational(power) : Rational(1, power);
                return Rational(size * (static_cast<int>(engine() % 5) - 2));
            });
        CHECK(by_tree(game).equilibria == expected->solve(game, {}).equilibria);
    }
}

TEST_CASE("nearly equal payoffs are told apart") {
    // The second column is better by 10^-60, which no double sees.
    const Rational little(1, pow(Integer(10), 60));
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y"}}},
                                    {1, 0, 0, 1, 1, Rational(1 + little), 1, Rational(1 + little)});
    const auto found = by_tree(game).equilibria;
    REQUIRE(found.size() == 1);
    CHECK(found.front().profile == Profile{{0, 1}, {0, 1}});
}

TEST_CASE("the tree agrees with vertex enumeration on every family") {
    for (const GameFamily& each : game_families()) {
        for (std::uint32_t seed = 0; seed < 6; ++seed) {
            CAPTURE(each.name, seed);
            const auto game = each.make(6, seed).game;
            CHECK(by_tree(game).equilibria ==
                  find_solver("vertex-enumeration")->solve(game, {}).equilibria);
        }
    }
}

// Here so many faces have several vertices that all vertices of a polytope are looked for at once.
TEST_CASE("the tree agrees with vertex enumeration where faces are looked up") {
    for (const std::string_view name : {"sparse", "degenerate"}) {
        for (std::uint32_t seed = 1; seed < 4; ++seed) {
            CAPTURE(name, seed);
            const auto game = family(name, 8, seed);
            CHECK(by_tree(game).equilibria ==
                  find_solver("vertex-enumeration")->solve(game, {}).equilibria);
        }
    }
}

TEST_CASE("the answer does not depend on the number of threads") {
    for (const std::string_view name : {"uniform", "degenerate", "coordination", "cyclic-many"}) {
        CAPTURE(name);
        const auto game = family(name, 8, 3);
        const auto expected = by_tree(game).equilibria;
        CHECK(by_tree(game, {.threads = 3}).equilibria == expected);
    }
}

// Other threads join in after some 10,000 nodes.
TEST_CASE("threads take the same steps together as one takes alone", "[slow]") {
    for (const auto& [name, size] : {std::pair{"uniform", 18U},
                                     {"degenerate", 12U},
                                     {"coordination", 13U},
                                     {"cyclic-many", 12U}}) {
        CAPTURE(name, size);
        const auto game = family(name, size, 1);
        const Solution alone = by_tree(game);
        CHECK(alone.steps > 20000);
        for (const unsigned threads : {2U, 5U}) {
            CAPTURE(threads);
            const Solution together = by_tree(game, {.threads = threads});
            CHECK(together.equilibria == alone.equilibria);
            CHECK(together.steps == alone.steps);
            CHECK(together.status == Status::complete);
        }
    }
}

TEST_CASE("several threads end when they are told to", "[slow]") {
    std::stop_source stop;
    const std::jthread clock([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop.request_stop();
    });
    const auto game = family("coordination", 24);
    const Solution part = by_tree(game, {.stop = stop.get_token(), .threads = 3});
    CHECK(part.status == Status::cancelled);
    CHECK(!part.equilibria.empty());
}

TEST_CASE("a limit on the equilibria is kept by any number of threads") {
    const auto game = family("coordination", 8);
    for (const unsigned threads : {1U, 3U}) {
        CAPTURE(threads);
        const Solution few = by_tree(game, {.max_equilibria = 10, .threads = threads});
        CHECK(few.status == Status::limit_reached);
        CHECK(few.equilibria.size() == 10);
        CHECK(fault(game, few) == std::nullopt);
    }
}

TEST_CASE("all instruction sets compute the same, bit for bit") {
    constexpr std::size_t rows = 5;
    constexpr std::size_t stride = 16;
    const DictionaryKernels& reference = *dictionary_kernels().back();
    for (const DictionaryKernels* kernels : dictionary_kernels()) {
        for (std::uint32_t seed = 0; seed < 20; ++seed) {
            CAPTURE(kernels->instruction_set, seed);
            std::mt19937 engine(seed);
            std::vector<double> cells(2 * rows * stride);
            for (double& x : cells) x = static_cast<double>(engine() % 2001) / 1000 - 1.0005;
            for (std::size_t k = rows * stride; k < cells.size(); ++k) cells[k] *= 1e-18;
            std::vector<double> values(2 * rows, 0.5);
            const auto run = [&](const DictionaryKernels& each, bool wide) {
                auto c = cells;
                auto v = values;
                const DictionaryView view{{c.data(), wide ? &c[rows * stride] : nullptr},
                                          {v.data(), wide ? &v[rows] : nullptr},
                                          rows,
                                          stride,
                                          11,
                                          9};
                (wide ? each.pivot_wide : each.pivot)(view, 2, 3);
                std::array<std::uint8_t, rows> below{};
                std::array<std::uint8_t, rows> nonzero{};
                each.scan(view, 1e-9, below.data(), nonzero.data());
                c.insert(c.end(), v.begin(), v.end());
                c.insert(c.end(), below.begin(), below.end());
                c.insert(c.end(), nonzero.begin(), nonzero.end());
                return c;
            };
            CHECK(run(*kernels, false) == run(reference, false));
            CHECK(run(*kernels, true) == run(reference, true));
        }
    }
}
