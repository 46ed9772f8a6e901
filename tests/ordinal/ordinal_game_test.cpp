/// What rankings of a game say, against the solvers on payoffs that are consistent with them.
#include "entente/rankings.hpp"
#include "entente/read_model.hpp"
#include "entente/sampled_evaluation.hpp"
#include "entente/selection.hpp"
#include "entente/stage_games.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace entente;

namespace {

OrdinalGame game_of(std::vector<std::size_t> sizes, std::vector<std::vector<std::size_t>> ranks) {
    OrdinalGame game{{}, std::move(ranks)};
    for (const std::size_t size : sizes) game.actions.emplace_back(size, "x");
    return game;
}

/// An interaction of two players with up to three actions, and a rule that picks an equilibrium.
std::string random_interaction(std::uint32_t seed) {
    std::mt19937 engine(seed);
    const std::size_t rows = 1 + engine() % 3, columns = 1 + engine() % 3;
    const std::size_t values = 2 + engine() % 8;
    const std::vector<std::string> rules{"payoff-dominant", "first", "worst", "risk-dominant"};
    std::string text =
        "[players]\na = {}\nb = {}\n[interactions.g]\nplayers = [\"a\", \"b\"]\nactions = { a = [";
    for (std::size_t r = 0; r < rows; ++r) text += "\"r" + std::to_string(r) + "\", ";
    text += "], b = [";
    for (std::size_t c = 0; c < columns; ++c) text += "\"c" + std::to_string(c) + "\", ";
    text += "] }\nbaseline = \"" + rules[engine() % rules.size()] + "\"\nrankings = [\n";
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            text += "{ play = [\"r" + std::to_string(r) + "\", \"c" + std::to_string(c) +
                    "\"], rank = [" + std::to_string(1 + engine() % values) + ", " +
                    std::to_string(1 + engine() % values) + "] },\n";
    return text + "]\n";
}

}  // namespace

TEST_CASE("matching pennies: one equilibrium, mixed, whatever the numbers", "[ordinal]") {
    const auto found = *solve_ordinal(game_of({2, 2}, {{0, 1, 2, 0}, {1, 0, 0, 1}}));
    CHECK(found.equilibria.empty());
    CHECK(!found.only);
    CHECK(found.mixed.find("exactly one equilibrium; in it both players mix") != found.mixed.npos);
    CHECK(found.dominated.empty());
    for (const auto& reasons : found.rationalizable)
        CHECK(reasons == std::vector{Reason::always, Reason::always});
}

TEST_CASE("an action that only a mixture dominates depends on the numbers", "[ordinal]") {
    // Rows against left and right: top 1st and 3rd, middle 2nd and 2nd, bottom 3rd and 1st. Middle
    // is a best response to a mixture if its payoff is close to the best, to none if close to the
    // worst; it is never a best response to one column.
    const auto found = *solve_ordinal(game_of({3, 2}, {{0, 2, 1, 1, 2, 0}, {0, 1, 0, 0, 1, 0}}));
    CHECK(found.rationalizable[0] == std::vector{Reason::always, Reason::depends, Reason::always});
    CHECK(found.dominated.empty());
}

TEST_CASE("weak dominance goes only if it holds on every set of answers", "[ordinal]") {
    // Bottom ties with top against left and is worse against right: rationalizable only while the
    // other may surely play left. Here right is as good as left for the other, so left may be sure.
    const auto kept = *solve_ordinal(game_of({2, 2}, {{0, 0, 0, 1}, {0, 0, 0, 0}}));
    CHECK(kept.rationalizable[0] == std::vector{Reason::always, Reason::always});
    // Middle is weakly dominated by top on {left, right}, tied with it on left, but strictly worse
    // there than bottom, and on right than top: never a best response.
    const auto gone = *solve_ordinal(game_of({3, 2}, {{1, 0, 1, 2, 0, 3}, {0, 0, 0, 0, 0, 0}}));
    CHECK(gone.rationalizable[0][1] == Reason::never);
    CHECK(gone.dominated.empty());  // by no single action
}

TEST_CASE("what is said of rankings holds for payoffs that are consistent with them", "[ordinal]") {
    std::size_t only = 0, played = 0, never = 0, counted = 0;
    for (std::uint32_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const Model model = read_model({"m", random_interaction(seed)});
        const std::size_t first = 0;
        const auto rankings = solve_rankings(model, std::span(&first, 1));
        REQUIRE(rankings.size() == 1);
        const SolvedRankings& said = rankings.front();
        only += said.solution.only ? 1U : 0U;
        played += said.played ? 1U : 0U;
        for (std::uint64_t draw = 0; draw < 4; ++draw) {
            const Model drawn = draw < 3 ? with_drawn_payoffs(model, {}, seed, draw)
                                         : with_extreme_payoffs(model, {}, seed);
            const auto solved = solve_interactions(drawn).front();
            REQUIRE(solved.complete);
            std::vector<std::size_t> pure;
            const auto& equilibria = solved.solution.equilibria;
            const auto profile_of = [&](const Equilibrium& equilibrium) {
                std::size_t profile = 0;
                for (std::size_t i = 0; i < 2; ++i) {
                    const auto& strategy = equilibrium.profile[i];
                    const auto at = std::ranges::find(strategy, Rational(1));
                    if (at == strategy.end()) return solved.game.profile_count();
                    profile +=
                        static_cast<std::size_t>(at - strategy.begin()) * solved.game.stride(i);
                }
                return profile;
            };
            for (const Equilibrium& equilibrium : equilibria) {
                const std::size_t profile = profile_of(equilibrium);
                if (profile < solved.game.profile_count()) pure.push_back(profile);
                for (std::size_t i = 0; i < 2; ++i) {
                    for (std::size_t a = 0; a < equilibrium.profile[i].size(); ++a) {
                        if (said.solution.rationalizable[i][a] != Reason::never) continue;
                        ++never;
                        CHECK(equilibrium.profile[i][a] == 0);
                    }
                }
            }
            std::ranges::sort(pure);
            CHECK(pure == said.solution.equilibria);
            if (said.solution.only) CHECK(equilibria.size() == 1);
            if (said.played) CHECK(profile_of(equilibria[solved.selected.value()]) == *said.played);
            if (said.solution.mixed.find("exactly one") != std::string::npos) {
                ++counted;
                CHECK(equilibria.size() == pure.size() + 1);
            }
        }
    }
    CHECK(only > 20);
    CHECK(played > 50);
    CHECK(never > 100);
    CHECK(counted > 20);
}
