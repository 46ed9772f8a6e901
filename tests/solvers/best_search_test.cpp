/// The search for the best equilibria against the list of all.
#include "entente/best.hpp"
#include "entente/generate.hpp"
#include "entente/stage_games.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace entente;

namespace {

using Kind = EquilibriumObjective::Kind;

/// Those of the complete list that are best.
std::vector<Equilibrium> best_of_all(const NormalForm<Rational>& game,
                                     const EquilibriumObjective& objective) {
    const auto all = find_solver("tree")->solve(game, {}).equilibria;
    std::vector<Equilibrium> best;
    for (const std::size_t k : best_equilibria(game, all, objective).positions)
        best.push_back(all[k]);
    return best;
}

NormalForm<Rational> with_names(const NormalForm<Rational>& game) {
    std::vector<GamePlayer> players(game.players().begin(), game.players().end());
    std::vector<Rational> payoffs;
    for (std::size_t i = 0; i < players.size(); ++i) {
        players[i].name = std::string(1, static_cast<char>('A' + i));
        payoffs.insert(payoffs.end(), game.payoffs(i).begin(), game.payoffs(i).end());
    }
    return {std::move(players), std::move(payoffs)};
}

void compare(const NormalForm<Rational>& nameless, unsigned threads = 1) {
    const auto game = with_names(nameless);
    std::vector<EquilibriumObjective> objectives{{Kind::welfare, {}}, {Kind::egalitarian, {}}};
    for (const GamePlayer& player : game.players())
        objectives.push_back({Kind::player, player.name});
    for (const EquilibriumObjective& objective : objectives) {
        CAPTURE(objective.kind, objective.player);
        const Solution found = search_best(game, objective, {.threads = threads});
        CHECK(found.status == Status::complete);
        CHECK(found.equilibria == best_of_all(game, objective));
    }
}

/// The game with a third player who has no choice and does care.
NormalForm<Rational> with_bystander(const NormalForm<Rational>& game, std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::vector<GamePlayer> players(game.players().begin(), game.players().end());
    players.insert(players.begin() + 1, {"bystander", {"look on"}});
    std::vector<Rational> payoffs(game.payoffs(0).begin(), game.payoffs(0).end());
    for (std::size_t p = 0; p < game.profile_count(); ++p)
        payoffs.emplace_back(static_cast<int>(engine() % 21) - 10);
    payoffs.insert(payoffs.end(), game.payoffs(1).begin(), game.payoffs(1).end());
    return {std::move(players), std::move(payoffs)};
}

NormalForm<Rational> family(std::string_view name, std::size_t size, std::uint32_t seed = 0) {
    return find_family(name)->make(size, seed).game;
}

}  // namespace

TEST_CASE("the search for the best finds what the list of all has") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        compare(support::random_bimatrix(seed, 1 + seed % 6, 1 + seed / 6 % 6, 100));
    }
}

TEST_CASE("the search for the best finds all that are as good in degenerate games") {
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        CAPTURE(seed);
        compare(support::degenerate_bimatrix(seed, 2 + seed % 4));
    }
}

TEST_CASE("the search for the best heeds those who look on") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        compare(with_bystander(support::degenerate_bimatrix(seed, 3), seed));
        compare(with_bystander(support::random_bimatrix(seed, 3, 4, 20), seed));
    }
}

TEST_CASE("the search for the best agrees with the list of all on every family") {
    for (const GameFamily& family : game_families()) {
        CAPTURE(family.name);
        compare(family.make(6, 1).game);
    }
    compare(family("cyclic-many", 8));
}

TEST_CASE("the search for the best finds the same on larger games, by several threads", "[slow]") {
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        compare(family("uniform", 14, seed), 3);
        compare(family("covariant", 12, seed));
        compare(family("degenerate", 10, seed), 2);
        compare(family("sparse", 10, seed));
    }
    compare(family("cyclic-many", 12), 2);
}

TEST_CASE("payoffs that no double can hold do not mislead the search for the best") {
    const Integer huge = pow(Integer(10), 400);
    for (std::uint32_t seed = 0; seed < 10; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        const auto at = [&](const Rational& factor, const Rational& summand) {
            return support::with_payoffs(game, [&](std::size_t i, std::size_t p) {
                return Rational(game.payoffs(i)[p] * factor + summand);
            });
        };
        compare(at(huge, -2 * huge));
        compare(at(Rational(1, huge), 0));
        compare(at(1, huge));
        compare(at(Rational(1, 1'000'000'000), 1'000'000'000));
    }
}

TEST_CASE("the best of a million equilibria take a few steps") {
    const auto game = family("coordination", 20);
    for (const Kind kind : {Kind::welfare, Kind::egalitarian}) {
        const Solution found = search_best(game, {kind, {}}, {});
        CHECK(found.status == Status::complete);
        CHECK(found.equilibria.size() == 20);
        CHECK(found.steps < 1000);
        CHECK(fault(game, found) == std::nullopt);
    }
}

TEST_CASE("a list that is long gives way to the best alone, and says so") {
    const NamedGame game{"coordination", family("coordination", 16), ""};
    StageGameOptions options;
    options.wishes.best = EquilibriumObjective{Kind::welfare, {}};
    const SolvedInteraction best = solve_game(game, options);
    CHECK(best.only_best);
    CHECK_FALSE(best.complete);
    CHECK(best.solution.status == Status::complete);
    CHECK(best.solution.equilibria.size() == 16);
    options.wishes.components = true;
    options.limits.max_equilibria = 3000;
    CHECK_FALSE(solve_game(game, options).only_best);
}
