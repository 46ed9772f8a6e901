/// @file comparisons_test.cpp
/// Fixed proposals beside the front of a Pareto search.
#include "search/comparisons.hpp"

#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;
using support::random_model;

namespace {

void check_place(const SequenceComparison& c, const Proposal& proposal, const Judgement& judgement,
                 const std::vector<Sequence>& front) {
    const bool beaten = std::ranges::any_of(
        front, [&](const Sequence& point) { return covers(point.values, judgement.values); });
    REQUIRE(c.place.has_value() == beaten);
    if (c.is_completion && judgement.feasible()) CHECK(beaten);
    if (!beaten) return;
    const Sequence& point = front.at(c.place->point);
    CHECK(covers(point.values, judgement.values));
    for (std::size_t i = 0; i < point.values.size(); ++i)
        CHECK(c.place->short_of[i] == Approx(point.values[i] - judgement.values[i]).margin(1e-8));
    std::size_t same = 0;
    while (same < proposal.steps.size() && same < point.steps.size() &&
           OrderProblem::set_of(proposal.steps[same]) == OrderProblem::set_of(point.steps[same]))
        ++same;
    CHECK(c.departs_at.has_value() == (same < std::max(proposal.steps.size(), point.steps.size())));
    if (c.departs_at) CHECK(*c.departs_at == same);
}

}  // namespace

TEST_CASE("comparisons: each fixed proposal is on the front or beaten by a point of it") {
    std::size_t beaten = 0, on_front = 0, none = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const std::string text =
            random_model(seed, {.chance = seed % 3 == 0, .measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        SearchOptions options;
        options.objective.kind = Objective::Kind::pareto;
        options.all_optional = seed % 2 == 0;
        options.width = 2;
        const SearchResult result = search(model, options);
        if (result.best.empty()) continue;
        REQUIRE(result.comparisons.size() == model.proposals.size());
        for (const SequenceComparison& c : result.comparisons) {
            const Proposal& proposal = model.proposals[c.proposal];
            const Judgement judgement = judge.judge(proposal.steps);
            CAPTURE(proposal.key);
            check_place(c, proposal, judgement, result.best);
            if (!c.place) {
                ++none;
            } else {
                const double most = *std::ranges::max_element(c.place->short_of);
                ++(most > 1e-9 ? beaten : on_front);
            }
        }
    }
    CHECK(beaten > 5);
    CHECK(on_front > 5);
    CHECK(none > 0);
}

TEST_CASE("comparisons: a proposal in the wrong order is told by whom it is beaten and for whom") {
    const Model model = read_model({"order.toml", R"toml(
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[measures.large]
parties = ["a", "b"]
payoff  = { a = 3, b = 1 }
[measures.small]
parties = ["a", "b"]
payoff  = { a = 1, b = 1 }
[proposals.small_first]
steps = ["small", "large"]
[proposals.large_first]
steps = ["large", "small"]
[proposals.small_only]
steps = ["small"]
)toml"});
    SearchOptions options;
    options.objective.kind = Objective::Kind::pareto;
    const SearchResult result = search(model, options);
    // Large first: a 3 / 2 + 4 / 2 = 3.5, b 1 / 2 + 2 / 2 = 1.5; small first: a 1 / 2 + 4 / 2
    // = 2.5.
    REQUIRE(result.best.size() == 1);
    REQUIRE(result.comparisons.size() == 3);
    const auto &small = result.comparisons[0], &large = result.comparisons[1],
               &only = result.comparisons[2];
    CHECK(small.place.value().short_of == std::vector{1.0, 0.0});
    CHECK(small.departs_at == 0U);
    CHECK(large.place.value().short_of == std::vector{0.0, 0.0});
    CHECK_FALSE(large.departs_at.has_value());
    CHECK_FALSE(only.is_completion);
    CHECK(only.place.value().short_of == std::vector{2.5, 0.5});
}
