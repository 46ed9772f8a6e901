#include "entente/components.hpp"

#include "entente/generate.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

namespace {

std::vector<Equilibrium> all(const NormalForm<Rational>& game) {
    return find_solver("tree")->solve(game, {}).equilibria;
}

std::vector<NashSubset> subsets_of(const NormalForm<Rational>& game,
                                   const std::vector<Equilibrium>& extreme) {
    return maximal_nash_subsets(game, extreme).value();
}

/// Halfway between two strategies.
std::vector<Rational> middle(const std::vector<Rational>& one, const std::vector<Rational>& other) {
    std::vector<Rational> mixed;
    for (std::size_t a = 0; a < one.size(); ++a) mixed.push_back((one[a] + other[a]) / 2);
    return mixed;
}

}  // namespace

TEST_CASE("where all profiles are equilibria there is one maximal Nash subset with all corners") {
    const auto game = support::random_bimatrix(0, 2, 3, 1);
    const auto subsets = subsets_of(game, all(game));
    REQUIRE(subsets.size() == 1);
    CHECK(subsets[0].corners == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    CHECK(dimension(subsets[0], all(game)) == 3);
    CHECK(face_of(subsets[0], all(game), 1) ==
          std::vector<std::vector<Rational>>{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
}

TEST_CASE("in a nondegenerate game every equilibrium stands alone") {
    const auto game = find_family("coordination")->make(3, 0).game;
    const auto subsets = subsets_of(game, all(game));
    REQUIRE(subsets.size() == 7);
    for (std::size_t k = 0; k < 7; ++k) CHECK(subsets[k] == NashSubset{{k}, k});
}

TEST_CASE("two segments that share a corner are two subsets of one component") {
    // The row player is indifferent against x, the column player against x; only (y, y) is out.
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y"}}},
                                    {0, 0, 0, -1, 0, 0, 0, -1});
    const auto list = all(game);
    REQUIRE(list.size() == 3);
    CHECK(subsets_of(game, list) == std::vector<NashSubset>{{{0, 1}, 0}, {{0, 2}, 0}});
}

TEST_CASE("all mixtures within a maximal Nash subset are equilibria, and no corner is left out") {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        const auto list = all(game);
        std::vector<bool> covered(list.size());
        for (const NashSubset& subset : subsets_of(game, list)) {
            for (const std::size_t one : subset.corners) {
                covered[one] = true;
                for (const std::size_t other : subset.corners) {
                    const Profile mixed{middle(list[one].profile[0], list[other].profile[0]),
                                        middle(list[one].profile[1], list[other].profile[1])};
                    CHECK(regret(game, mixed) == 0);
                }
            }
        }
        CHECK(std::ranges::all_of(covered, [](bool c) { return c; }));
    }
}

TEST_CASE("no strategy can be added to a maximal Nash subset") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        const auto list = all(game);
        for (const NashSubset& subset : subsets_of(game, list)) {
            // Whether this strategy of one side is an equilibrium with all that the other plays.
            const auto fits = [&](std::size_t side, const std::vector<Rational>& strategy) {
                return std::ranges::all_of(subset.corners, [&](std::size_t k) {
                    Profile profile = list[k].profile;
                    profile[side] = strategy;
                    return regret(game, profile) == 0;
                });
            };
            const auto belongs = [&](std::size_t side, const std::vector<Rational>& strategy) {
                return std::ranges::any_of(subset.corners, [&](std::size_t k) {
                    return list[k].profile[side] == strategy;
                });
            };
            for (const Equilibrium& e : list) {
                for (const std::size_t side : {0U, 1U}) {
                    CHECK(fits(side, e.profile[side]) == belongs(side, e.profile[side]));
                }
            }
        }
    }
}

TEST_CASE("looking for maximal Nash subsets can be stopped") {
    std::stop_source stopped;
    stopped.request_stop();
    const auto game = support::random_bimatrix(0, 2, 3, 1);
    CHECK_FALSE(maximal_nash_subsets(game, all(game), stopped.get_token()).has_value());
}
