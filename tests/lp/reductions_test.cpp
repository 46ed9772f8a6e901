#include "entente/reductions.hpp"

#include "entente/solver.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

namespace {

using Actions = std::vector<std::size_t>;

/// What a mixture of the player's actions earns at least more than one of them, against the
/// actions of the others that were left before the round.
Rational least_gain(const NormalForm<Rational>& game, const DominatedAction& claim,
                    const std::vector<std::vector<bool>>& left) {
    std::optional<Rational> least;
    const std::size_t i = claim.player;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        bool counts = game.action(p, i) == claim.action;
        for (std::size_t j = 0; j < left.size(); ++j) {
            counts = counts && (j == i || left[j][game.action(p, j)]);
        }
        if (!counts) continue;
        Rational gain = -game.payoffs(i)[p];
        for (std::size_t a = 0; a < claim.better.size(); ++a) {
            const std::size_t other = p + a * game.stride(i) - claim.action * game.stride(i);
            gain += claim.better[a] * game.payoffs(i)[other];
        }
        if (!least || gain < *least) least = gain;
    }
    return *least;
}

}  // namespace

TEST_CASE("a dilemma is solved by dominance, and a coordination game is not") {
    const NormalForm<Rational> dilemma({{"A", {"c", "d"}}, {"B", {"c", "d"}}},
                                       {2, 0, 3, 1, 2, 3, 0, 1});
    const Reductions found = reductions(dilemma);
    CHECK(found.dominated ==
          std::vector<DominatedAction>{{1, 0, 0, {0, 1}, 1}, {1, 1, 0, {0, 1}, 1}});
    CHECK(found.remaining == std::vector<Actions>{{1}, {1}});
    const NormalForm<Rational> hunt({{"A", {"s", "h"}}, {"B", {"s", "h"}}},
                                    {4, 0, 3, 3, 4, 3, 0, 3});
    CHECK(reductions(hunt).dominated.empty());
    CHECK(reductions(hunt).remaining == std::vector<Actions>{{0, 1}, {0, 1}});
}

TEST_CASE("an action may be dominated by a mixture alone, and others only after it") {
    // m is worse than half t, half b; without m, l is best for the column player.
    const NormalForm<Rational> game({{"A", {"t", "m", "b"}}, {"B", {"l", "r"}}},
                                    {4, 0, 1, 1, 0, 4, 1, 0, 0, 5, 1, 0});
    const Reductions found = reductions(game);
    REQUIRE(found.dominated.size() == 3);
    CHECK(found.dominated[0] == DominatedAction{1, 0, 1, {Rational(1, 2), 0, Rational(1, 2)}, 1});
    CHECK(found.dominated[1] == DominatedAction{2, 1, 1, {1, 0}, 1});
    CHECK(found.dominated[2] == DominatedAction{3, 0, 2, {1, 0, 0}, 4});
    CHECK(found.remaining == std::vector<Actions>{{0}, {0}});
}

TEST_CASE("weak dominance and equal actions leave nothing out") {
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y"}}},
                                    {1, 1, 1, 0, 0, 0, 0, 0});
    CHECK(reductions(game).dominated.empty());
}

TEST_CASE("what is left out is worse by the margin that is claimed") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto game =
            seed % 2 == 0 ? support::random_game(seed) : support::random_bimatrix(seed, 5, 4, 12);
        const Reductions found = reductions(game);
        std::vector<std::vector<bool>> left;
        for (const GamePlayer& player : game.players())
            left.emplace_back(player.actions.size(), true);
        auto next = left;
        std::size_t round = 1;
        for (const DominatedAction& each : found.dominated) {
            if (each.round > round) {
                round = each.round;
                left = next;
            }
            for (std::size_t a = 0; a < each.better.size(); ++a) {
                CHECK((each.better[a].is_zero() || left[each.player][a]));
            }
            CHECK(each.margin > 0);
            CHECK(least_gain(game, each, left) == each.margin);
            next[each.player][each.action] = false;
        }
        for (std::size_t i = 0; i < next.size(); ++i) {
            for (std::size_t a = 0; a < next[i].size(); ++a) {
                const bool remains =
                    std::ranges::find(found.remaining[i], a) != found.remaining[i].end();
                CHECK(remains == next[i][a]);
            }
        }
    }
}

TEST_CASE("no equilibrium plays what is left out") {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const auto game = support::random_bimatrix(seed, 4, 5, 9);
        const Reductions found = reductions(game);
        for (const Equilibrium& e : find_solver("tree")->solve(game, {}).equilibria) {
            for (const DominatedAction& each : found.dominated) {
                CHECK(e.profile[each.player][each.action] == 0);
            }
        }
    }
}

TEST_CASE("actions that are the same to everybody are duplicates") {
    const NormalForm<Rational> game({{"A", {"x", "y", "z"}}, {"B", {"x", "y"}}},
                                    {1, 2, 3, 4, 1, 2, 5, 6, 7, 8, 5, 6});
    CHECK(reductions(game).duplicates == std::vector<DuplicateActions>{{0, {0, 2}}});
    const NormalForm<Rational> other({{"A", {"x", "y"}}, {"B", {"x"}}}, {1, 1, 0, 1});
    CHECK(reductions(other).duplicates.empty());  // they are not the same to B
}

TEST_CASE("looking for reductions can be stopped") {
    std::stop_source stopped;
    stopped.request_stop();
    CHECK_FALSE(reductions(support::random_bimatrix(1, 4, 4, 9), stopped.get_token()).complete);
}
