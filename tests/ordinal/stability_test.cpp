/// Stabilities of published graph models, and what must hold of any.
#include "entente/graph_model.hpp"

#include "support/graph_models.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;
using support::Moves;
using support::ranks_of;

namespace {

constexpr std::size_t nash = 0, gmr = 1, smr = 2, seq = 3;

/// Names of states, in their order.
std::string names(const GraphModel& graph, const std::vector<std::size_t>& states) {
    std::string text;
    for (const std::size_t s : states) text += (text.empty() ? "" : " ") + graph.states[s];
    return text;
}

struct Named {
    explicit Named(GraphModel graph) : analysis(analyse(std::move(graph))) {}
    std::string equilibria(std::size_t c) const {
        return names(analysis.graph, analysis.equilibria[c]);
    }
    std::string coalitional(std::size_t c) const {
        return names(analysis.graph, analysis.coalitional[c]);
    }
    GraphAnalysis analysis;
};

}  // namespace

TEST_CASE("prisoners: only confessing is Nash, silence is stable once answers are foreseen",
          "[ordinal]") {
    const Named found(support::prisoners());
    CHECK(found.equilibria(nash) == "1");
    CHECK(found.equilibria(gmr) == "1 4");
    CHECK(found.equilibria(smr) == "1 4");
    CHECK(found.equilibria(seq) == "1 4");
    // Together they leave 1 for 4, which they both prefer; from 4 there is nothing better for both.
    CHECK(found.coalitional(nash).empty());
    CHECK(found.coalitional(gmr) == "4");
    CHECK(found.coalitional(smr) == "4");
    CHECK(found.coalitional(seq) == "4");
}

TEST_CASE("Syria and Iraq 1975: escalation under attack is stable by every concept", "[ordinal]") {
    const Named found(support::syria_iraq());
    CHECK(found.equilibria(nash) == "6");
    CHECK(found.equilibria(gmr) == "1 6");
    CHECK(found.equilibria(smr) == "6");
    CHECK(found.equilibria(seq) == "6");
}

TEST_CASE("Elmira: three equilibria by every concept, one of which a coalition of two leaves",
          "[ordinal]") {
    // Modify (cannot be undone) by the ministry; delay, accept or abandon by the firm (no way back
    // from the later ones to delay or from abandon); insist by the local government.
    const std::vector<std::size_t> ministry = ranks_of({7, 3, 4, 8, 5, 1, 2, 6, 9});
    const std::vector<std::size_t> firm = ranks_of({1, 4, 8, 5, 9, 3, 7, 2, 6});
    const std::vector<std::size_t> local = ranks_of({7, 3, 5, 1, 8, 6, 4, 2, 9});
    const Named found(GraphModel{{"ministry", "firm", "local"},
                                 {"1", "2", "3", "4", "5", "6", "7", "8", "9"},
                                 {Moves{{1}, {}, {3}, {}, {5}, {}, {7}, {}, {}},
                                  Moves{{2, 8}, {3, 8}, {8}, {8}, {6, 8}, {7, 8}, {8}, {8}, {}},
                                  Moves{{4}, {5}, {6}, {7}, {0}, {1}, {2}, {3}, {}}},
                                 {ministry, firm, local}});
    CHECK(found.equilibria(nash) == "5 8 9");
    CHECK(found.equilibria(smr) == found.equilibria(gmr));
    for (const std::size_t c : {gmr, smr, seq}) {
        CAPTURE(c, found.equilibria(c));
        for (const std::size_t s : {4UL, 7UL, 8UL})
            CHECK(std::ranges::count(found.analysis.equilibria[c], s) == 1);
    }
    CHECK(found.coalitional(nash) == "8 9");
    const auto& two = found.analysis.coalitions[3];
    REQUIRE(two.members == std::vector<std::size_t>{0, 1});
    CHECK(names(found.analysis.graph, two.improvements[4]) == "8");
}

TEST_CASE("on random graphs the concepts are nested, and the definition agrees", "[ordinal]") {
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        const auto analysis = analyse(support::random_graph(seed));  // which checks every verdict
        for (const CoalitionStability& coalition : analysis.coalitions) {
            for (std::size_t s = 0; s < analysis.graph.states.size(); ++s) {
                const auto stable = [&](std::size_t c) { return coalition.stable[c][s] != 0; };
                CHECK((!stable(nash) || (stable(smr) && stable(seq))));
                CHECK((!stable(smr) || stable(gmr)));
                CHECK((!stable(seq) || stable(gmr)));
                CHECK(stable(nash) == coalition.improvements[s].empty());
            }
        }
        for (std::size_t c = 0; c < 4; ++c)
            CHECK(std::ranges::includes(analysis.equilibria[c], analysis.coalitional[c]));
    }
}

TEST_CASE("the checker finds a verdict that was turned around, and an improvement left out",
          "[ordinal]") {
    std::size_t improvements = 0;
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        const GraphModel graph = support::random_graph(seed);
        auto found = *stability(graph, std::vector<std::size_t>{0});
        REQUIRE(!fault(graph, found));
        for (std::size_t c = 0; c < 4; ++c) {
            auto wrong = found;
            wrong.stable[c].back() ^= 1;
            CHECK(fault(graph, wrong));
        }
        if (found.improvements[0].empty()) continue;
        ++improvements;
        found.improvements[0].pop_back();
        CHECK(fault(graph, found));
    }
    CHECK(improvements > 5);
}

TEST_CASE("nobody moves twice in a row, but two players may alternate", "[ordinal]") {
    // One player could go on from 2 to 3 only after somebody else has moved.
    const GraphModel line{{"a", "b"},
                          {"1", "2", "3", "4"},
                          {Moves{{1}, {2}, {}, {}}, Moves{{}, {3}, {}, {1}}},
                          {{0, 0, 0, 0}, {0, 0, 0, 0}}};
    using Lists = std::vector<std::vector<std::size_t>>;
    const std::vector<std::size_t> a{0}, both{0, 1}, nobody;
    CHECK(reachable(line, a, false) == Lists{{1}, {2}, {}, {}});
    CHECK(reachable(line, both, false)[0] == std::vector<std::size_t>{1, 3});
    CHECK(reachable(line, both, true) == Lists{{}, {}, {}, {}});
    CHECK(reachable(line, nobody, false) == Lists{{}, {}, {}, {}});
    CHECK(analyse(line).notes.size() == 1);
}

TEST_CASE("a stop leaves out what was not checked", "[ordinal]") {
    std::stop_source source;
    source.request_stop();
    const auto analysis = analyse(support::prisoners(), source.get_token());
    CHECK(!analysis.complete);
    CHECK(analysis.coalitions.empty());
}
