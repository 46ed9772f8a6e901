#include "entente/best.hpp"

#include "entente/components.hpp"
#include "entente/selection.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace entente;

namespace {

using Kind = EquilibriumObjective::Kind;

std::vector<Equilibrium> all(const NormalForm<Rational>& game) {
    return find_solver("tree")->solve(game, {}).equilibria;
}

Rational worth(const NormalForm<Rational>& game, const Profile& profile, Kind kind) {
    const auto values = payoffs(game, profile);
    if (kind == Kind::welfare) return std::accumulate(values.begin(), values.end(), Rational(0));
    return *std::ranges::min_element(values);
}

/// A mixture of strategies with random weights.
std::vector<Rational> mixture(const std::vector<std::vector<Rational>>& face,
                              std::mt19937& engine) {
    std::vector<Rational> mixed(face[0].size());
    std::vector<unsigned> weights;
    for (std::size_t k = 0; k < face.size(); ++k)
        weights.push_back(static_cast<unsigned>(1 + engine() % 9));
    const unsigned sum = std::accumulate(weights.begin(), weights.end(), 0U);
    for (std::size_t k = 0; k < face.size(); ++k) {
        for (std::size_t a = 0; a < mixed.size(); ++a) mixed[a] += face[k][a] * weights[k] / sum;
    }
    return mixed;
}

}  // namespace

TEST_CASE("the best equilibrium depends on the objective") {
    // A battle of the sexes in which both would gain from (x, x), A more so.
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y"}}},
                                    {5, 0, 0, 2, 1, 0, 0, 2});
    const auto list = all(game);
    REQUIRE(list.size() == 3);
    CHECK(best_equilibria(game, list, {Kind::welfare, {}}).value == 6);
    CHECK(best_equilibria(game, list, {Kind::welfare, {}}).positions ==
          std::vector<std::size_t>{0});
    CHECK(best_equilibria(game, list, {Kind::egalitarian, {}}).positions ==
          std::vector<std::size_t>{1});
    CHECK(best_equilibria(game, list, {Kind::player, "B"}).value == 2);
    CHECK_FALSE(concerns({Kind::player, "C"}, game));
}

TEST_CASE("ties are all listed") {
    const auto game = support::random_bimatrix(0, 2, 2, 1);
    CHECK(best_equilibria(game, all(game), {}).positions == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("no mixture within a maximal Nash subset is better than the best corner") {
    std::mt19937 engine(7);
    for (std::uint32_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const auto game = support::degenerate_bimatrix(seed, 4);
        const auto list = all(game);
        const auto subsets = maximal_nash_subsets(game, list).value();
        for (const Kind kind : {Kind::welfare, Kind::egalitarian}) {
            const Rational best = best_equilibria(game, list, {kind, {}}).value;
            for (const NashSubset& subset : subsets) {
                const Profile mixed{mixture(face_of(subset, list, 0), engine),
                                    mixture(face_of(subset, list, 1), engine)};
                REQUIRE(regret(game, mixed) == 0);
                CHECK(worth(game, mixed, kind) <= best);
            }
        }
    }
}

TEST_CASE("the smallest payoff of three may be larger between the corners") {
    // A and B are indifferent; the bystander is happiest in the middle.
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x"}}, {"C", {"z"}}},
                                    {0, 2, 2, 0, 1, 1});
    CHECK_FALSE(extremes_suffice(game, {Kind::egalitarian, {}}));
    CHECK(extremes_suffice(game, {Kind::welfare, {}}));
}
