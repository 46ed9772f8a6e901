/// @file flips_test.cpp
/// The nearest value of a parameter at which a verdict turns.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace entente;

namespace {

/// A treaty on a prisoners' dilemma in which both are as patient as the parameter says.
/// @param bonus what peace adds for north, however it is played: no reason to break or keep it.
std::string treaty(const std::string& bonus) {
    return "[parameters]\npatience = { value = 0.8, range = [0.1, 0.99] }\n"
           "unused = { value = 1, range = [0, 2] }\n"
           "[players]\nnorth = { discount = \"patience\" }\nsouth = { discount = \"patience\" }\n"
           "[interactions.arms]\nplayers = [\"north\", \"south\"]\n"
           "actions = { north = [\"C\", \"D\"], south = [\"C\", \"D\"] }\n"
           "payoffs = [ { play = [\"C\", \"C\"], to = [\"3" +
           bonus + "\", 3] }, { play = [\"C\", \"D\"], to = [\"0" + bonus +
           "\", 5] }, { play = [\"D\", \"C\"], to = [\"5" + bonus +
           "\", 0] }, { play = [\"D\", \"D\"], to = [\"1" + bonus +
           "\", 1] } ]\n"
           "[measures.treaty]\nparties = [\"north\", \"south\"]\n"
           "prescribes.arms = { north = \"C\", south = \"C\" }\n"
           "[proposals.plan]\nsteps = [[\"treaty\"]]\n";
}

Flip only_flip(const std::string& text) {
    const Evaluation evaluation = evaluate(read_model({"treaty.toml", text}), {});
    const ProposalEvaluation& plan = evaluation.proposals.at(0);
    REQUIRE(plan.self_enforcing);
    REQUIRE(plan.flips.size() == 1);
    CHECK(plan.unflipped == std::vector<std::size_t>{1});
    return plan.flips.front();
}

}  // namespace

// Grim trigger holds from (5 - 3) / (5 - 1) on.
TEST_CASE("a verdict turns at the critical discount factor of the closed form") {
    const Flip flip = only_flip(treaty(""));
    CHECK(flip.parameter == 0);
    CHECK(flip.from == 0.8);
    CHECK(flip.to == Approx(0.5).margin(1e-9));
}

TEST_CASE("a parameter that also moves payoffs is followed through all of the model") {
    CHECK(only_flip(treaty(" + patience")).to == Approx(0.5).margin(1e-9));
}
