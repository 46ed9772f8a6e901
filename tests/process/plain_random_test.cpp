/// @file plain_random_test.cpp
/// The plain reference on random models: what it predicts is an equilibrium, and a plan that it
/// calls self-enforcing is what it predicts.
#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>

using namespace entente;
using namespace entente::support;

namespace {

/// Whether some voter would gain by declining more of what passes at a state.
bool somebody_would_decline(PlainProcess& process, std::size_t state) {
    const auto& declined = process.predicted.declined[state];
    const MeasureSet passed = process.passing(state, declined);
    const auto worth = [&](std::size_t i, MeasureSet set) {
        return process.value_if(state, set, i, process.predicted, process.predicted_values);
    };
    for (std::size_t i = 0; i < declined.size(); ++i) {
        MeasureSet may = 0;
        for (const std::size_t m : members(passed & ~declined[i]))
            if (std::ranges::count(process.voters(m), i) > 0) may |= only(m);
        for (MeasureSet set = may; set != 0; set = (set - 1) & may)
            if (process.matters(worth(i, passed & ~set) - worth(i, passed), i)) return true;
    }
    return false;
}

/// Whether somebody would breach something at a state after what is predicted to be concluded.
bool somebody_would_breach(PlainProcess& process, std::size_t state) {
    for (const PlainEvent& event : process.events(state, process.predicted)) {
        if (event.broken || process.states[state].left > 0) continue;
        for (const PlainBreach& breach :
             process.possible_breaches(process.states[state].place.in_force | event.concluded)) {
            const auto slack =
                process.compliance(state, event.concluded, breach, process.predicted_values);
            if (process.matters(-slack.slack(), breach.player)) return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("plain: nobody gains by a change in what is predicted, unless it says so") {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        for (const Proposal& proposal : model.proposals) {
            PlainProcess process(model, proposal.steps);
            if (process.cycled) continue;
            for (std::size_t s = 0; s < process.states.size(); ++s) {
                CAPTURE(proposal.key, s);
                CHECK_FALSE(somebody_would_decline(process, s));
                CHECK_FALSE(somebody_would_breach(process, s));
            }
        }
    }
}

TEST_CASE("plain: a self-enforcing plan is what is predicted") {
    std::size_t plans = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        for (const Proposal& proposal : model.proposals) {
            PlainProcess process(model, proposal.steps);
            const PlainPlan plan = planned(process);
            if (!plan.self_enforcing) continue;
            ++plans;
            for (std::size_t i = 0; i < plan.values[0].size(); ++i)
                CHECK(plan.values[0][i] == Approx(process.predicted_values[0][i]).margin(1e-9));
        }
    }
    CHECK(plans > 5);  // or the test says nothing
}
