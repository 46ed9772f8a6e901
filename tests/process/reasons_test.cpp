/// @file reasons_test.cpp
/// What a verdict is explained with: relations that matter, foreseen failures, plans that never
/// begin, changes that only keep a plan from getting to where it breaks.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;

namespace {

/// Two players in a prisoners' dilemma whose temptation grows as ties cool; weather moves too and
/// changes nothing.
Model model_of(const std::string& more) {
    return read_model({"test.toml", R"toml(
[parameters]
patience = 0.4
gate = { value = 0, values = [0, 1] }
[players]
a = { discount = "patience" }
b = { discount = "patience" }
[relations.weather]
between = ["a", "b"]
levels = ["foul", "fair", "fine"]
initial = "fair"
up = 0.2
down = 0.2
[relations.ties]
between = ["a", "b"]
levels = ["cold", "mild", "warm"]
initial = "mild"
up = 0.1
down = 0.1
[interactions.arms]
players = ["a", "b"]
actions = { a = ["restrain", "build"], b = ["restrain", "build"] }
payoffs = [
  { play = ["restrain", "restrain"], to = [3, 3] },
  { play = ["restrain", "build"],    to = [0, "6 - level(ties)"] },
  { play = ["build", "restrain"],    to = ["6 - level(ties)", 0] },
  { play = ["build", "build"],       to = [1, 1] },
]
[measures.visit]
parties = ["a", "b"]
payoff = { a = 0.1, b = 0.1 }
[measures.treaty]
prescribes.arms = { a = "restrain", b = "restrain" }
)toml" + more});
}

const Constraint& constraint(const ProposalEvaluation& result, Constraint::Kind kind,
                             std::size_t step) {
    const auto found = std::ranges::find_if(result.constraints, [&](const Constraint& c) {
        return c.kind == kind && c.step == step && c.player == 0;
    });
    REQUIRE(found != result.constraints.end());
    return *found;
}

}  // namespace

TEST_CASE("a constraint names the relations whose level moves its slack, and no others") {
    const Model model = model_of("[proposals.p]\nsteps = [[\"visit\"], [\"treaty\"]]\n");
    const auto result = evaluate(model).proposals[0];
    const std::vector<std::size_t> ties{1};
    CHECK(constraint(result, Constraint::Kind::compliance, 1).relations == ties);
    // a visit is worth the same in any weather
    const Constraint& visit = constraint(result, Constraint::Kind::consent, 0);
    CHECK(std::ranges::find(visit.relations, 0U) == visit.relations.end());
}

TEST_CASE("a level that cannot be otherwise explains nothing") {
    Model model = model_of("[proposals.p]\nsteps = [[\"treaty\"]]\n");
    for (Relation& relation : model.relations) relation.up = relation.down = constant(0);
    CHECK(constraint(evaluate(model).proposals[0], Constraint::Kind::compliance, 0)
              .relations.empty());
}

TEST_CASE("a change that only keeps a plan from where it breaks says at which step it stops") {
    const Model model =
        model_of("requires = \"gate == 0\"\n[proposals.p]\nsteps = [[\"visit\"], [\"treaty\"]]\n");
    const auto result = evaluate(model).proposals[0];
    CHECK_FALSE(result.self_enforcing);
    REQUIRE(result.flips.size() == 1);
    CHECK(result.flips[0].to == 1);
    CHECK(result.flips[0].stops_at == 1U);
}

TEST_CASE("a change after which the plan can be gone through has no step at which it stops") {
    Model model = model_of("[proposals.p]\nsteps = [[\"visit\"], [\"treaty\"]]\n");
    model.parameters[0].distribution.kind = Distribution::Kind::uniform;
    model.parameters[0].distribution.low = constant(0);
    model.parameters[0].distribution.high = constant(Rational(9, 10));
    const auto result = evaluate(model).proposals[0];
    CHECK_FALSE(result.self_enforcing);
    REQUIRE(result.flips.size() == 1);
    CHECK(result.flips[0].to > 0.4);
    CHECK_FALSE(result.flips[0].stops_at);
}

TEST_CASE("a plan whose first step is never allowed never begins, and says so") {
    const Model model = model_of(
        "requires = \"gate == 1\"\n[proposals.p]\nsteps = [[\"treaty\"], [\"visit\"]]\n"
        "[proposals.q]\nsteps = [[\"visit\", \"treaty\"]]\n");
    const Evaluation evaluation = evaluate(model);
    CHECK(evaluation.proposals[0].self_enforcing);
    CHECK_FALSE(evaluation.proposals[0].begins);
    CHECK(std::ranges::any_of(evaluation.proposals[0].warnings, [](const std::string& warning) {
        return warning.starts_with("the plan never begins");
    }));
    CHECK(evaluation.proposals[1].completion_probability == 0);
    CHECK(evaluation.proposals[1].begins);  // the visit takes place
}

TEST_CASE("who declines what another would break foresees the breach") {
    // The Agreed Framework of 1994: the other side would sign, but for a breach that it foresees.
    const Model model =
        read_model_file(ENTENTE_SOURCE_DIR "/models/northeast_asia/cases/h2_agreed_framework.toml");
    const auto stall = evaluate(model).proposals[1].stall;
    REQUIRE(stall);
    REQUIRE(stall->constraint);
    CHECK(stall->condition == Stall::Condition::consent);
    CHECK(model.players[stall->constraint->player].key == "us");
    REQUIRE(stall->foreseen);
    CHECK(model.players[stall->foreseen->player].key == "nk");
    CHECK(stall->foreseen->kind == Constraint::Kind::compliance);
    CHECK(stall->foreseen->step == 1);
    CHECK(stall->foreseen->slack < 0);
}

TEST_CASE("who would decline anyway foresees nothing") {
    Model model = model_of(
        "[measures.paper]\nparties = [\"b\"]\ncost = { b = 0.1 }\n"
        "[proposals.p]\nsteps = [[\"paper\"]]\n");
    const auto stall = evaluate(model).proposals[0].stall;
    REQUIRE(stall);
    REQUIRE(stall->constraint);
    CHECK(stall->constraint->player == 1);
    CHECK_FALSE(stall->foreseen);
}

TEST_CASE("what no choice can help is told apart: a requirement, a quota, a lapse") {
    const auto stall_of = [](const std::string& measures, const std::string& steps) {
        const Model model = model_of(measures + "[proposals.p]\nsteps = " + steps + "\n");
        const ProposalEvaluation found = evaluate(model).proposals[0];
        REQUIRE(found.stall);
        CHECK(found.stall->condition == Stall::Condition::requirement);
        CHECK_FALSE(found.stall->constraint);
        if (found.stall->hindrance == Stall::Hindrance::quota) {
            CHECK_FALSE(found.self_enforcing);
            CHECK(found.common_patience.holds_on.empty());
        }
        return *found.stall;
    };
    const Stall required = stall_of("[measures.one]\n[measures.two]\nrequires = \"false\"\n",
                                    "[[\"one\"], [\"two\"]]");
    CHECK(required.hindrance == Stall::Hindrance::requirement);
    CHECK(required.step == 1);
    const Stall outnumbered = stall_of(
        "[measures.one]\n[measures.two]\nparties = [\"a\", \"b\"]\n"
        "decision = { weights = { a = 1, b = 1 }, quota = 5 }\n",
        "[[\"one\", \"two\"]]");
    CHECK(outnumbered.hindrance == Stall::Hindrance::quota);
    CHECK(outnumbered.measure == required.measure);  // the second of those added
    const Stall lapsed =
        stall_of("[measures.one]\nlapses = 1\n[measures.two]\n", "[[\"one\"], [\"two\"]]");
    CHECK(lapsed.hindrance == Stall::Hindrance::lapse);
    CHECK(lapsed.step == 1);
}
