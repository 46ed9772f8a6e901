/// @file against_plain_test.cpp
/// The engine against the plain reference, on random models, in everything that both report.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <tuple>

using namespace entente;
using namespace entente::support;

namespace {

bool close(double a, double b) {
    return std::abs(a - b) <= 1e-7 * (1 + std::max(std::abs(a), std::abs(b)));
}

bool close(const std::optional<double>& a, const std::optional<double>& b) {
    return a.has_value() == b.has_value() && (!a || close(*a, *b));
}

MeasureSet set_of(const std::vector<std::size_t>& measures) {
    MeasureSet set = 0;
    for (const std::size_t m : measures) set |= only(m);
    return set;
}

using Key = std::tuple<std::size_t, std::size_t, Constraint::Kind, MeasureSet>;

void compare_constraints(const std::vector<Constraint>& found, const PlainPlan& plan) {
    std::map<Key, const Constraint*> by_key;
    for (const Constraint& c : found) {
        const Key key{c.step, c.player, c.kind, set_of(c.measures)};
        CHECK(by_key.emplace(key, &c).second);
    }
    CHECK(by_key.size() == plan.constraints.size());
    for (const PlainConstraint& expected : plan.constraints) {
        CAPTURE(expected.step, expected.player, static_cast<int>(expected.kind), expected.measures);
        const auto there =
            by_key.find({expected.step, expected.player, expected.kind, expected.measures});
        if (there == by_key.end()) {
            FAIL_CHECK("a constraint is missing");
            continue;
        }
        const Constraint& c = *there->second;
        CAPTURE(c.gain, c.loss, expected.tightest[0].gain, expected.tightest[0].loss);
        CHECK(close(c.slack, expected.tightest[0].slack()));
        CHECK(close(c.slack, c.loss - c.gain));
        // Where several places tie, either is the tightest.
        CHECK(std::ranges::any_of(expected.tightest, [&](const PlainSlack& s) {
            return close(s.gain, c.gain) && close(s.loss, c.loss);
        }));
    }
}

void compare_stall(const std::optional<Stall>& found, const std::optional<PlainStall>& expected) {
    CHECK(found.has_value() == expected.has_value());
    if (!found || !expected) return;
    CHECK(found->step == expected->step);
    CHECK(close(found->probability, expected->probability));
    CAPTURE(found->measure, static_cast<int>(found->condition));
    const bool by_player = found->condition != Stall::Condition::requirement;
    if (by_player && !found->constraint) {
        FAIL_CHECK("a stall by a player names the constraint");
        return;
    }
    const PlainObstacle obstacle{found->condition, found->measure,
                                 by_player ? found->constraint->player : 0};
    // Where nothing stands in the way, what has to be in force lapses too soon.
    if (!by_player && expected->obstacles.empty()) return;
    CHECK(std::ranges::count(expected->obstacles, obstacle) == 1);
}

void compare_path(const ProposalEvaluation& found, PlainProcess& process) {
    const auto whole = arrival(process, up_to(process, process.steps.size()));
    if (!process.steps.empty()) {
        CHECK(close(found.completion_probability, whole.probability));
        CHECK(close(found.expected_periods, whole.periods));
    }
    CHECK(close(found.breakdown_probability, breakdown_probability(process)));
    // The course ends with the first step that is never completed.
    CHECK(found.path.size() <= process.steps.size());
    for (std::size_t k = 0; k < process.steps.size(); ++k) {
        CAPTURE(k);
        const auto expected = arrival(process, up_to(process, k));
        if (k >= found.path.size()) {
            CHECK(expected.probability == 0);
            continue;
        }
        CHECK(found.path[k].step == k);
        CHECK(found.path[k].measures == process.steps[k]);
        CHECK(close(found.path[k].probability, expected.probability));
        CHECK(close(found.path[k].periods, expected.periods));
    }
}

void compare_proposal(const ProposalEvaluation& found, PlainProcess& process) {
    const PlainPlan plan = planned(process);
    adopt(process, plan);
    CHECK(found.self_enforcing == plan.self_enforcing);
    CHECK(found.cycled == process.cycled);
    const auto values = predicted_values(process);
    for (std::size_t i = 0; i < values.size(); ++i) {
        CAPTURE(i, found.values[i], values[i]);
        CHECK(close(found.values[i], values[i]));
    }
    compare_path(found, process);
    compare_stall(found.stall, stall(process));
    compare_constraints(found.constraints, plan);
}

void compare(std::uint32_t seed, const RandomModelOptions& options) {
    const std::string text = random_model(seed, options).print();
    CAPTURE(seed, text);
    const Model model = read_model({"random.toml", text});
    EvaluateOptions quick;
    quick.patience = false;
    quick.flips = false;
    const Evaluation evaluation = evaluate(model, quick);
    PlainProcess nothing(model, {});
    const auto status_quo = predicted_values(nothing);
    for (std::size_t i = 0; i < status_quo.size(); ++i)
        CHECK(close(evaluation.status_quo[i], status_quo[i]));
    for (std::size_t s = 0; s < model.proposals.size(); ++s) {
        CAPTURE(model.proposals[s].key);
        PlainProcess process(model, model.proposals[s].steps);
        compare_proposal(evaluation.proposals.at(s), process);
    }
}

}  // namespace

TEST_CASE("the engine agrees with the plain reference on random models") {
    for (std::uint32_t seed = 0; seed < 8; ++seed) compare(seed, {});
}

TEST_CASE("the engine agrees with the plain reference on deterministic models") {
    for (std::uint32_t seed = 0; seed < 8; ++seed) compare(seed, {.chance = false});
}

TEST_CASE("the engine agrees with the plain reference on hundreds of models", "[slow]") {
    for (std::uint32_t seed = 100; seed < 350; ++seed) compare(seed, {});
    for (std::uint32_t seed = 300; seed < 400; ++seed) compare(seed, {.chance = false});
    for (std::uint32_t seed = 100; seed < 200; ++seed) compare(seed, {.punished = false});
}
