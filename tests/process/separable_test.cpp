/// @file separable_test.cpp
/// Relations that only add their own worth, valued apart, against the joint states.
#include "world/separable.hpp"

#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/random_model.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

using namespace entente;

namespace {

constexpr std::string_view pair_of_friends = R"toml(
[players]
a = { discount = 0.9 }
b = { discount = 0.8 }

[relations.warmth]
between = ["a", "b"]
levels = ["cold", "warm"]
initial = "cold"
payoff = { a = "10 * level" }
up = 0.25
down = "0.5 * WARMTH"

[relations.trust]
between = ["a", "b"]
levels = ["low", "high"]
initial = "low"
payoff = "level"
up = "0.1 + 0.3 * in_force(talks)"
down = 0.1

[measures.talks]
parties = ["a", "b"]
payoff = { a = 1, b = 1 }
REQUIRES

[proposals.talk]
steps = [["talks"]]
)toml";

Evaluation evaluated(std::string text, bool jointly = false) {
    EvaluateOptions quick;
    quick.patience = quick.flips = false;
    quick.jointly = jointly;
    return evaluate(read_model({"model.toml", std::move(text)}), quick);
}

std::string with(const std::string& down, const std::string& requires_line) {
    std::string text(pair_of_friends);
    const auto replace = [&](std::string_view from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
    };
    replace("WARMTH", down);
    replace("REQUIRES", requires_line);
    return text;
}

}  // namespace

// Warmth is worth w = d (0.25 (10 (1 - d) + ...)) from cold: with x the value at warm and y at
// cold, y = d (0.75 y + 0.25 x) and x = 10 (1 - d) + d (0.5 x + 0.5 y).
TEST_CASE("relations that nothing reads are valued apart") {
    const Evaluation found = evaluated(with("1", ""));
    const ProposalEvaluation& talk = found.proposals.at(0);
    CHECK(talk.apart == std::vector<std::size_t>{0, 1});
    CHECK(talk.joint.empty());
    CHECK(talk.entangled.empty());
    CHECK(talk.combinations == 1);
    const double d = 0.9;
    const double y_over_x = d * 0.25 / (1 - d * 0.75);
    const double x = 10 * (1 - d) / (1 - d * 0.5 - d * 0.5 * y_over_x);
    // Trust from low: high with some chance a period, and back with 0.1.
    const auto trust = [&](double up) {
        const double high = (1 - d) / (1 - d * 0.9 - d * 0.1 * (d * up / (1 - d * (1 - up))));
        return d * up / (1 - d * (1 - up)) * high;
    };
    CHECK(found.status_quo.at(0) == Approx(y_over_x * x + trust(0.1)).epsilon(1e-12));
    CHECK(talk.values.at(0) == Approx(1 + y_over_x * x + trust(0.4)).epsilon(1e-12));
    CHECK(talk.self_enforcing);
}

TEST_CASE("which relations are separable") {
    const auto groups = [](const std::string& text, std::uint64_t kept = 0) {
        return separable_relations(read_model({"model.toml", text}), kept);
    };
    using Groups = std::vector<std::uint64_t>;
    CHECK(groups(with("1", "")) == Groups{1, 2});
    CHECK(groups(with("in_force(talks)", "")) == Groups{1, 2});
    CHECK(groups(with("1", ""), 1) == Groups{2});
    // What is required is in the core, and what that depends on, too.
    CHECK(groups(with("1", "requires = \"level(warmth) >= 0\"")) == Groups{2});
    CHECK(groups(with("level(trust)", "requires = \"level(warmth) >= 0\"")) == Groups{});
    CHECK(groups(with("level(trust)", "requires = \"level(trust) >= 0\"")) == Groups{1});
    // What depends on each other goes together.
    CHECK(groups(with("level(trust)", "")) == Groups{3});
    CHECK(groups(with("level(trust)", ""), 1) == Groups{});
    CHECK(groups(with("level(trust)", ""), 2) == Groups{1});
}

// A visit costs 1, lasts one period and lifts the mood with chance 0.5. A good mood cannot be
// lifted. With visits in bad moods only, a good mood is worth 2 + 1 more than a bad one, as the
// next mood is good with chance 0.5 in both: then a visit in a bad one is worth 0.8 * 0.5 * 3
// = 1.2.
constexpr std::string_view moody = R"toml(
[players]
a = { discount = 0.8 }
b = { discount = 0.8 }
[relations.mood]
between = ["a", "b"]
levels = ["bad", "good"]
initial = "bad"
payoff = { a = "2 * level" }
up = "0.5 * in_force(visit)"
down = 0.5
[relations.weather]
between = ["a", "b"]
levels = ["foul", "fair"]
initial = "foul"
payoff = { b = "level" }
up = 0.2
down = 0.5
[measures.visit]
parties = ["a", "b"]
cost = { a = 1 }
lapses = 1
[proposals.visits]
steps = [["visit"]]
)toml";

TEST_CASE("a relation whose level decides something is kept jointly") {
    const Evaluation apart = evaluated(std::string(moody)),
                     joint = evaluated(std::string(moody), true);
    const ProposalEvaluation& x = apart.proposals.at(0);
    CHECK(x.entangled == std::vector<std::size_t>{0});
    CHECK(x.joint == std::vector<std::size_t>{0});
    CHECK(x.apart == std::vector<std::size_t>{1});
    CHECK(joint.proposals.at(0).joint == std::vector<std::size_t>{0, 1});
    CHECK(x.self_enforcing == joint.proposals.at(0).self_enforcing);
    CHECK(x.values.at(0) == Approx(joint.proposals.at(0).values.at(0)).epsilon(1e-12));
    CHECK(x.values.at(1) == Approx(joint.proposals.at(0).values.at(1)).epsilon(1e-12));
}

/// What is valued apart comes to the same as with all levels kept jointly.
void check_same(const Evaluation& apart, const Evaluation& joint) {
    const auto near = [](double x) { return Approx(x).epsilon(1e-9).margin(1e-9); };
    for (std::size_t i = 0; i < apart.status_quo.size(); ++i)
        CHECK(apart.status_quo[i] == near(joint.status_quo[i]));
    REQUIRE(apart.proposals.size() == joint.proposals.size());
    for (std::size_t s = 0; s < apart.proposals.size(); ++s) {
        const ProposalEvaluation &x = apart.proposals[s], &y = joint.proposals[s];
        CHECK(y.apart.empty());
        CHECK(x.self_enforcing == y.self_enforcing);
        CHECK(x.cycled == y.cycled);
        CHECK(x.punishment_credible == y.punishment_credible);
        CHECK(x.completion_probability == near(y.completion_probability));
        CHECK(x.expected_periods.value_or(-1) == near(y.expected_periods.value_or(-1)));
        CHECK(x.breakdown_probability == near(y.breakdown_probability));
        for (std::size_t i = 0; i < x.values.size(); ++i) CHECK(x.values[i] == near(y.values[i]));
        REQUIRE(x.constraints.size() == y.constraints.size());
        for (std::size_t c = 0; c < x.constraints.size(); ++c) {
            CHECK(x.constraints[c].measures == y.constraints[c].measures);
            CHECK(x.constraints[c].slack == near(y.constraints[c].slack));
        }
        REQUIRE(x.stall.has_value() == y.stall.has_value());
        if (!x.stall) continue;
        CHECK(x.stall->step == y.stall->step);
        CHECK(x.stall->measure == y.stall->measure);
        CHECK(x.stall->condition == y.stall->condition);
        // Of obstacles that are met at the same time another one may come first.
        CHECK(x.stall->constraint.has_value() == y.stall->constraint.has_value());
    }
}

TEST_CASE("what is valued apart comes to the same as jointly") {
    std::size_t separated = 0, entangled = 0, disturbed = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const std::string text = support::random_model(seed).print();
        CAPTURE(seed, text);
        const Evaluation apart = evaluated(text);
        check_same(apart, evaluated(text, true));
        for (const ProposalEvaluation& x : apart.proposals) {
            separated += x.apart.empty() ? 0U : 1U;
            entangled += x.entangled.empty() ? 0U : 1U;
            disturbed += x.apart.empty() || x.self_enforcing ? 0U : 1U;
        }
    }
    CHECK(separated > 100);
    CHECK(entangled > 10);
    CHECK(disturbed > 20);
}

/// Three relations that gate, and `asides` that only add their worth but are moved by measures.
std::string eleven(const std::vector<int>& asides) {
    std::string text = R"toml(
[players]
a = { discount = 0.9 }
b = { discount = 0.9 }
[measures.talks]
parties = ["a", "b"]
payoff = { a = 1, b = 1 }
[measures.pact]
parties = ["a", "b"]
payoff = { a = 2, b = 2 }
requires = "level(core0) + level(core1) + level(core2) >= 1"
duration = 2
[proposals.both]
steps = [["talks"], ["pact"]]
)toml";
    const auto relation = [&](const std::string& name, double worth, int k) {
        text += fmt::format(
            "[relations.{}]\nbetween = [\"a\", \"b\"]\nlevels = [\"0\", \"1\", \"2\", \"3\"]\n"
            "initial = \"1\"\npayoff = \"{} * level\"\nup = \"0.1 + 0.0{} * in_force(talks) + 0.05 "
            "* "
            "level(core0)\"\ndown = \"0.2 - 0.1 * in_force(pact)\"\n",
            name, worth, k + 1);
    };
    for (int k = 0; k < 3; ++k) relation(fmt::format("core{}", k), 0.02, k);
    for (const int k : asides) relation(fmt::format("aside{}", k), 0.01 * (k + 1), k);
    return text;
}

TEST_CASE("eleven relations of four levels, eight of them apart") {
    const Evaluation all = evaluated(eleven({0, 1, 2, 3, 4, 5, 6, 7}));
    const ProposalEvaluation& x = all.proposals.at(0);
    CHECK(x.apart.size() == 8);
    CHECK(x.combinations == 64);
    CHECK(x.states < 64 * 4 * (1 + 8 * 4));
    CHECK(x.self_enforcing);
    // The worth of each aside, from the joint states of it and the core: they add up.
    const ProposalEvaluation core = evaluated(eleven({}), true).proposals.at(0);
    std::vector<double> values = core.values;
    for (const int k : {0, 1, 2, 3, 4, 5, 6, 7}) {
        const ProposalEvaluation with_one = evaluated(eleven({k}), true).proposals.at(0);
        CHECK(with_one.combinations == 256);
        for (std::size_t i = 0; i < 2; ++i) values[i] += with_one.values[i] - core.values[i];
    }
    for (std::size_t i = 0; i < 2; ++i) CHECK(x.values[i] == Approx(values[i]).epsilon(1e-9));
}
