/// @file separable_test.cpp
/// Relations that move by themselves and only add their own worth, against the joint states.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/random_model.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>

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

Evaluation evaluated(std::string text) {
    EvaluateOptions quick;
    quick.patience = quick.flips = false;
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
TEST_CASE("a relation that moves by itself is valued apart") {
    const Evaluation found = evaluated(with("1", ""));
    const ProposalEvaluation& talk = found.proposals.at(0);
    CHECK(talk.apart == std::vector<std::size_t>{0});
    CHECK(talk.joint == std::vector<std::size_t>{1});
    CHECK(talk.combinations == 2);
    const double d = 0.9;
    const double y_over_x = d * 0.25 / (1 - d * 0.75);
    const double x = 10 * (1 - d) / (1 - d * 0.5 - d * 0.5 * y_over_x);
    // Trust from low, without talks: high with chance 0.1 a period, and back with 0.1.
    const double high = (1 - d) / (1 - d * 0.9 - d * 0.1 * (d * 0.1 / (1 - d * 0.9)));
    CHECK(found.status_quo.at(0) ==
          Approx(y_over_x * x + d * 0.1 / (1 - d * 0.9) * high).epsilon(1e-12));
}

TEST_CASE("a relation that something depends on, or that depends on something, is kept jointly") {
    const auto apart = [](const std::string& text) { return evaluated(text).proposals[0].apart; };
    CHECK(apart(with("1", "requires = \"level(warmth) >= 0\"")).empty());
    CHECK(apart(with("level(trust)", "")).empty());
    CHECK(apart(with("in_force(talks)", "")).empty());
    // What a breach of the dilemma's treaty makes fall.
    const std::string treaty = R"toml(
[interactions.arms]
template = "prisoners-dilemma"
players = ["a", "b"]
actions = ["cooperate", "defect"]
arguments = { T = 3, R = 2, P = 1, S = 0 }
[measures.treaty]
prescribes.arms = { a = "cooperate", b = "cooperate" }
[enforcement]
relations = { fall = 1 }
[proposals.arms]
steps = [["treaty"]]
)toml";
    const Evaluation found = evaluated(with("1", "") + treaty);
    CHECK(found.proposals.at(0).apart == std::vector<std::size_t>{0});
    CHECK(found.proposals.at(1).apart.empty());
}

TEST_CASE("what is valued apart comes to the same as jointly") {
    std::size_t separated = 0;
    for (std::uint32_t seed = 0; seed < 150; ++seed) {
        const auto drawn = support::random_model(seed);
        const std::string text = drawn.print();
        CAPTURE(seed, text);
        // Parties that are asked for nothing, in a measure that no proposal has, tie all relations.
        const Evaluation apart = evaluated(text);
        std::string ties = "\n[measures.ties]\nparties = [\"p0\", \"p1\"]\nrequires = \"0";
        const Model model = read_model({"model.toml", text});
        for (const Relation& relation : model.relations)
            ties += fmt::format(" + level({})", relation.key);
        ties += " >= 0\"\ninitial = true\n";
        const Evaluation joint = evaluated(text + ties);
        for (std::size_t s = 0; s < apart.proposals.size(); ++s) {
            const ProposalEvaluation& x = apart.proposals[s];
            const ProposalEvaluation& y = joint.proposals.at(s);
            CHECK(y.apart.empty());
            separated += x.apart.empty() ? 0U : 1U;
            CHECK(x.self_enforcing == y.self_enforcing);
            for (std::size_t i = 0; i < x.values.size(); ++i) {
                CHECK(x.values[i] == Approx(y.values[i]).epsilon(1e-9).margin(1e-9));
                CHECK(apart.status_quo[i] ==
                      Approx(joint.status_quo[i]).epsilon(1e-9).margin(1e-9));
            }
            REQUIRE(x.constraints.size() == y.constraints.size());
            for (std::size_t c = 0; c < x.constraints.size(); ++c)
                CHECK(x.constraints[c].slack ==
                      Approx(y.constraints[c].slack).epsilon(1e-9).margin(1e-9));
        }
    }
    CHECK(separated > 10);
}
