#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

namespace {

/// The most actions that any player mixes.
std::size_t largest_support(const Profile& profile) {
    std::size_t largest = 0;
    for (const auto& strategy : profile) {
        const auto played =
            std::ranges::count_if(strategy, [](const Rational& x) { return !x.is_zero(); });
        largest = std::max(largest, static_cast<std::size_t>(played));
    }
    return largest;
}

}  // namespace

TEST_CASE("no equilibrium has smaller supports than the one that is found") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const auto game = seed % 2 == 0 ? support::degenerate_bimatrix(seed, 5)
                                        : support::random_bimatrix(seed, 5, 6, 100);
        const Solution found = find_solver("small-support")->solve(game, {});
        REQUIRE(found.equilibria.size() == 1);
        CHECK(fault(game, found) == std::nullopt);
        std::size_t least = 99;
        for (const Equilibrium& e : find_solver("vertex-enumeration")->solve(game, {}).equilibria) {
            least = std::min(least, largest_support(e.profile));
        }
        CHECK(largest_support(found.equilibria[0].profile) == least);
    }
}
