/// Proposals under payoffs that are consistent with rankings.
#include "entente/read_model.hpp"
#include "entente/sampled_evaluation.hpp"

#include "report/sampled.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

namespace {

const std::string dilemma = R"toml(
[players]
a = { discount = 0.6 }
b = { discount = 0.6 }
[interactions.race]
players  = ["a", "b"]
actions  = ["hold", "build"]
rankings = { a = "build/hold > hold/hold > build/build > hold/build", b = "hold/build > hold/hold > build/build > build/hold" }
[measures.treaty]
prescribes.race = "hold"
[measures.visits]
parties = ["a", "b"]
payoff  = 0.1
[proposals.disarm]
steps = ["treaty"]
[proposals.talk]
steps = ["visits"]
[proposals.nothing]
steps = []
)toml";

SampledEvaluation sampled(const std::string& text, std::size_t samples, unsigned threads = 1,
                          std::uint64_t seed = 1) {
    EvaluateOptions options;
    options.threads = threads;
    return evaluate_rankings(read_model({"m", text}), options, {samples, seed});
}

}  // namespace

TEST_CASE("drawn payoffs are consistent with the rankings and fill the scale", "[ordinal]") {
    const Model model = read_model({"m", R"toml(
[parameters]
top = 5
[players]
a = {}
b = {}
[interactions.g]
players  = ["a", "b"]
actions  = { a = ["x", "y", "z"], b = ["l", "r"] }
rankings = { a = "x/l > x/r = y/l > z/l > z/r > y/r", b = "x/l = x/r = y/l = y/r = z/l = z/r" }
scale    = [-1, "top"]
)toml"});
    const std::vector<Rational> parameters{5};
    REQUIRE(has_rankings(model));
    CHECK(extreme_count(model) == 4);
    const auto check = [&](const Model& drawn) {
        REQUIRE(!has_rankings(drawn));
        const auto& ranks = model.interactions[0].rankings->ranks;
        std::vector<Rational> values;
        for (const Expression& e : drawn.interactions[0].payoffs)
            values.push_back(value(e, {parameters, {}, 0, {}}));
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t p = 0; p < 6; ++p)
                for (std::size_t q = 0; q < 6; ++q) {
                    CHECK((ranks[i][p] < ranks[i][q]) == (values[i * 6 + p] > values[i * 6 + q]));
                    CHECK((values[i * 6 + p] >= -1 && values[i * 6 + p] <= 5));
                }
        return values;
    };
    Rational second = 0;
    constexpr int draws = 300;
    for (std::uint64_t k = 0; k < draws; ++k) {
        const auto values = check(with_drawn_payoffs(model, parameters, 7, k));
        CHECK(values[0] == 5);
        CHECK(values[3] == -1);
        CHECK(values[6] == -1);  // who is indifferent gets the low end
        second += values[1];
    }
    // The highest of three uniform draws has the mean 3/4: -1 + 6 * 3/4 = 3.5; its standard
    // deviation is 6 * sqrt(3/80), and that of the mean of 300 about 0.067.
    CHECK(std::abs(to_scalar<double>(second / draws) - 3.5) < 0.25);
    for (std::uint64_t k = 0; k < 4; ++k) check(with_extreme_payoffs(model, parameters, k));
    CHECK(with_drawn_payoffs(model, parameters, 7, 1).interactions[0].payoffs ==
          with_drawn_payoffs(model, parameters, 7, 1).interactions[0].payoffs);
    CHECK(with_drawn_payoffs(model, parameters, 7, 1).interactions[0].payoffs !=
          with_drawn_payoffs(model, parameters, 8, 1).interactions[0].payoffs);
}

/// With another plan list than that of the dilemma.
std::string only(const std::string& proposals) {
    return dilemma.substr(0, dilemma.find("[proposals")) + proposals;
}

TEST_CASE("a treaty by rank: the share in which it holds is known in closed form", "[ordinal]") {
    // On the scale [0, 1] temptation is 1 and betrayal 0; reward R > P punishment are two sorted
    // uniform draws. Grim trigger holds for a player if 1 - R <= 0.6 (1 - P), and the ratio of the
    // smaller to the larger of two uniform draws is uniform: 0.6. For both, independently: 0.36.
    const auto found = sampled(only("[proposals.disarm]\nsteps = [\"treaty\"]\n"), 400);
    REQUIRE(found.proposals.size() == 1);
    CHECK(found.complete);
    CHECK(found.extremes == 9);
    const SampledProposal& disarm = found.proposals[0];
    CHECK(!disarm.proved);
    CHECK(verdict(found, disarm).word == "depends");
    const auto [low, high] = interval(disarm.self_enforcing, found.samples);
    CAPTURE(disarm.self_enforcing);
    CHECK(low < 0.36);
    CHECK(high > 0.36);
    CHECK(disarm.completed == disarm.self_enforcing);
    CHECK(disarm.stalls == std::vector<std::size_t>{400 - disarm.completed});
}

TEST_CASE("what touches no ranking is proved for all consistent payoffs", "[ordinal]") {
    const auto found = sampled(dilemma, 20);
    const SampledProposal& talk = found.proposals[1];
    CHECK(talk.proved);
    CHECK(verdict(found, talk).word == "always");
    CHECK(talk.gains[0] == std::array<std::size_t, 3>{20, 0, 0});
    const SampledProposal& nothing = found.proposals[2];
    CHECK(nothing.proved);
    CHECK(nothing.gains[1] == std::array<std::size_t, 3>{0, 20, 0});
}

TEST_CASE("what is asked of an interaction touches it if the answer depends on the numbers",
          "[ordinal]") {
    const std::string asks = R"toml(
[relations.r]
between = ["a", "b"]
levels  = ["low", "high"]
payoff  = "play(race, a, hold)"
)toml";
    const std::string visits = only("[proposals.talk]\nsteps = [\"visits\"]\n");
    CHECK(
        sampled(visits + asks, 2).proposals[0].proved);  // building is played, whatever it is worth
    std::string chicken = visits;
    const std::string worse = "build/build > hold/build", better = "hold/build > build/build";
    chicken.replace(chicken.find(worse), worse.size(), better);
    chicken.replace(chicken.find("build/build > build/hold"), worse.size(),
                    "build/hold > build/build");
    CHECK(sampled(chicken, 2).proposals[0].proved);
    CHECK(!sampled(chicken + asks, 2).proposals[0].proved);
}

TEST_CASE("a measure that prescribes what is played anyway touches nothing", "[ordinal]") {
    const std::string measures =
        "[measures.war]\nprescribes.race = \"build\"\n"
        "[measures.one]\nprescribes.race = { a = \"build\" }\n";
    const std::string plans =
        "[proposals.war]\nsteps = [\"war\"]\n[proposals.one]\nsteps = [\"one\"]\n"
        "[proposals.both]\nsteps = [\"war\", \"treaty\"]\n";
    const auto found = sampled(only(measures + plans), 10);
    CHECK(found.proposals[0].proved);
    CHECK(verdict(found, found.proposals[0]).word == "always");
    CHECK(!found.proposals[1].proved);
    CHECK(verdict(found, found.proposals[1]).word == "no exception found");
    CHECK(!found.proposals[2].proved);
}

TEST_CASE("samples depend on the seed alone, not on the threads", "[ordinal]") {
    const auto one = sampled(dilemma, 60, 1), two = sampled(dilemma, 60, 2);
    CHECK(one.proposals[0].self_enforcing == two.proposals[0].self_enforcing);
    CHECK(one.proposals[0].positions == two.proposals[0].positions);
    CHECK(one.proposals[0].gains == two.proposals[0].gains);
    std::size_t different = 0;
    for (std::uint64_t seed = 2; seed < 6; ++seed)
        different += sampled(dilemma, 60, 1, seed).proposals[0].self_enforcing !=
                             one.proposals[0].self_enforcing
                         ? 1U
                         : 0U;
    CHECK(different > 0);
}

TEST_CASE("a stopped sampling says how far it came", "[ordinal]") {
    std::stop_source source;
    EvaluateOptions options;
    options.stop = source.get_token();
    std::size_t calls = 0;
    options.progress = [&](std::string_view, double) {
        if (++calls == 5) source.request_stop();
    };
    const auto found = evaluate_rankings(read_model({"m", dilemma}), options, {50, 1});
    CHECK(!found.complete);
    CHECK(found.samples == 5);
    CHECK(found.wanted == 50);
}

TEST_CASE("Wilson's interval", "[ordinal]") {
    const auto [low, high] = interval(5, 10);
    CHECK(low == Approx(0.2366).margin(1e-4));
    CHECK(high == Approx(0.7634).margin(1e-4));
    CHECK(interval(0, 10).first == 0);
    CHECK(interval(0, 10).second == Approx(0.2775).margin(1e-4));
    CHECK(interval(10, 10).second == 1);
}
