/// Which preferences make a state stable, against all rankings tried one by one.
#include "entente/graph_model.hpp"
#include "entente/scalar.hpp"

#include "support/graph_models.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace entente;

TEST_CASE("prisoners: who must prefer what for silence to be stable", "[ordinal]") {
    const GraphModel graph = support::prisoners();
    constexpr std::size_t silence = 3;
    using Clauses = std::vector<std::vector<std::vector<std::size_t>>>;
    const auto nash = *condition_for(graph, 0, silence, SolutionConcept::nash);
    CHECK(nash.clauses == Clauses{{{2}}});  // confessing alone must be no better
    CHECK(!nash.met);
    CHECK(nash.share == "1/2");
    const auto gmr = *condition_for(graph, 0, silence, SolutionConcept::gmr);
    CHECK(gmr.clauses == Clauses{{{0}, {2}}});  // or that both confess must be
    CHECK(gmr.met);
    CHECK(gmr.share == "2/3");
    const auto smr = *condition_for(graph, 0, silence, SolutionConcept::smr);
    CHECK(smr.clauses == Clauses{{{2}, {0, 1}}});
    CHECK(smr.met);
    CHECK(smr.share == "7/12");  // by the first 1/2, by the second 1/3, by both 1/4
    const auto seq = *condition_for(graph, 0, silence, SolutionConcept::seq);
    CHECK(seq.clauses == Clauses{{{0}, {2}}});  // the other does prefer 1 to 3
    CHECK(seq.met);
}

TEST_CASE("the condition holds for exactly those rankings that make the state stable",
          "[ordinal]") {
    std::size_t stable_rankings = 0, all_rankings = 0;
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        GraphModel graph = support::random_graph(seed, 3);
        const std::size_t count = graph.states.size();
        if (count > 5) continue;
        const std::size_t player = seed % graph.players.size();
        const std::size_t state = seed / 7 % count;
        for (std::size_t c = 0; c < 4; ++c) {
            CAPTURE(seed, c);
            const auto condition =
                *condition_for(graph, player, state, static_cast<SolutionConcept>(c));
            std::size_t satisfying = 0, tried = 0;
            std::vector<std::size_t> ranks(count);
            std::iota(ranks.begin(), ranks.end(), std::size_t{0});
            do {
                GraphModel other = graph;
                other.ranks[player] = ranks;
                const auto found = *stability(other, std::vector<std::size_t>{player});
                const bool stable = found.stable[c][state] != 0;
                const bool held = std::ranges::all_of(condition.clauses, [&](const auto& clause) {
                    return std::ranges::any_of(clause, [&](const auto& alternative) {
                        return std::ranges::all_of(
                            alternative, [&](std::size_t s) { return ranks[s] >= ranks[state]; });
                    });
                });
                CHECK(held == stable);
                satisfying += stable ? 1U : 0U;
                ++tried;
            } while (std::ranges::next_permutation(ranks).found);
            stable_rankings += satisfying;
            all_rankings += tried;
            CHECK(condition.share == to_text(Rational(satisfying) / tried));
            const auto declared = *stability(graph, std::vector<std::size_t>{player});
            CHECK(condition.met == (declared.stable[c][state] != 0));
        }
    }
    CHECK(stable_rankings > 1000);
    CHECK(stable_rankings < all_rankings);
}
