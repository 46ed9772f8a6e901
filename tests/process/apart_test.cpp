/// @file apart_test.cpp
/// Relations that are decomposed from the joint state, against the reference that never does so.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace entente;
using namespace entente::support;

namespace {

/// A treaty between two, and how their trade goes.
/// @param up what the chance that trade rises is made of, @param more of the model.
std::string treaty(const std::string& up, const std::string& more) {
    return "[players]\nnorth = { discount = 0.8 }\nsouth = { discount = 0.7 }\n"
           "[relations.trade]\nbetween = [\"north\", \"south\"]\n"
           "levels = [\"none\", \"some\", \"much\"]\ninitial = \"some\"\n"
           "payoff = { north = \"2 * level\", south = \"level^2\" }\nup = \"" +
           up +
           "\"\ndown = \"0.2 - 0.05 * level\"\n"
           "[interactions.arms]\nplayers = [\"north\", \"south\"]\n"
           "actions = { north = [\"C\", \"D\"], south = [\"C\", \"D\"] }\n"
           "payoffs = [ { play = [\"C\", \"C\"], to = [3, 3] }, { play = [\"C\", \"D\"], to = [0, "
           "5] }, { play = [\"D\", \"C\"], to = [5, 0] }, { play = [\"D\", \"D\"], to = [1, 1] } "
           "]\n"
           "[measures.treaty]\nparties = [\"north\", \"south\"]\n"
           "prescribes.arms = { north = \"C\", south = \"C\" }\n" +
           more + "[proposals.plan]\nsteps = [[\"treaty\"]]\n";
}

/// @return how many relations were decomposed.
std::size_t compare(const std::string& text) {
    const Model model = read_model({"treaty.toml", text});
    EvaluateOptions quick;
    quick.patience = quick.flips = false;
    const ProposalEvaluation plan = evaluate(model, quick).proposals.at(0);
    PlainProcess process(model, model.proposals[0].steps);
    const PlainPlan planned_plan = planned(process);
    adopt(process, planned_plan);
    CHECK(plan.self_enforcing == planned_plan.self_enforcing);
    const auto values = predicted_values(process);
    for (std::size_t i = 0; i < values.size(); ++i)
        CHECK(plan.values[i] == Approx(values[i]).epsilon(1e-9));
    return plan.relations_apart.size();
}

}  // namespace

TEST_CASE("a relation that moves by itself is decomposed, and its worth added") {
    CHECK(compare(treaty("0.1 + 0.1 * level", "")) == 1);
}

TEST_CASE("a relation that something bears on stays in the joint state") {
    CHECK(compare(treaty("0.1 + 0.1 * in_force(treaty)", "")) == 0);
    CHECK(compare(treaty("0.1 + 0.1 * play(arms, north, C)", "")) == 0);
    CHECK(compare(treaty("0.1", "requires = \"level(trade) >= 1\"\n")) == 0);
    CHECK(compare(treaty("0.1", "[enforcement]\nrelations = { fall = 1 }\n")) == 0);
}
