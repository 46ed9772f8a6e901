/// @file plan_judge_test.cpp
/// What a completion would be worth if everybody kept to it, against what the engine says of it.
#include "search/plan_judge.hpp"

#include "entente/read_model.hpp"

#include "search/brute_force.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <cstdint>

using namespace entente;

TEST_CASE("plan judge: a plan that enforces itself is worth what it is if kept") {
    std::size_t enforced = 0, completed = 0;
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        const std::string text = support::random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        std::vector<Steps> plans{{}};
        for (const Proposal& proposal : model.proposals) plans.push_back(proposal.steps);
        for (const Steps& plan : plans) {
            const Judgement judged = judge.judge(plan);
            const Judgement kept = judge.if_kept(plan);
            if (!judged.self_enforcing) continue;
            ++enforced;
            CHECK(kept.self_enforcing);
            CHECK(kept.completed == judged.completed);
            for (std::size_t i = 0; i < kept.values.size(); ++i)
                CHECK(kept.values[i] == Approx(judged.values[i]).margin(1e-8));
            if (!judged.completed) continue;
            ++completed;
            CHECK(kept.periods == Approx(judged.periods).margin(1e-8));
        }
    }
    CHECK(enforced > 150);
    CHECK(completed > 150);
}

TEST_CASE("plan judge: a measure whose quota is out of reach does not pass") {
    const Model model = read_model({"quota.toml", R"toml(
[players]
a = {}
b = {}

[measures.treaty]
parties = ["a", "b"]
payoff  = 1
decision = { weights = { a = 1, b = 1 }, quota = 3 }
)toml"});
    PlanJudge judge(model, parameter_values(model));
    CHECK_FALSE(judge.judge({{0}}).feasible());
    CHECK_FALSE(judge.if_kept({{0}}).feasible());
}

TEST_CASE("plan judge: a plan is judged once, in whatever order its steps are written") {
    const Model model = read_model({"pair.toml", R"toml(
[players]
a = {}
b = {}

[measures.one]
parties = ["a", "b"]
payoff  = 1

[measures.two]
parties = ["a", "b"]
payoff  = 2
cost    = { a = 1 }
)toml"});
    PlanJudge judge(model, parameter_values(model));
    CHECK_FALSE(judge.remembered({{0, 1}}));
    const Judgement judged = judge.judge({{0, 1}});
    CHECK(judge.judge({{1, 0}}).values == judged.values);
    CHECK(judge.remembered({{1, 0}}));
    CHECK(judge.judged() == 1);
    CHECK(judge.judge({{0, 1}}, {0.5, 0.6}).values != judged.values);
    CHECK(judge.judged() == 2);
}
