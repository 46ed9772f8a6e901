/// @file simulation_test.cpp
/// What the engine says that a proposal is worth, against the same process played with dice.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"
#include "support/random_model.hpp"
#include "support/simulate_process.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace entente;
using namespace entente::support;

namespace {

/// So many periods that what comes later is worth less than a millionth.
std::size_t horizon(const PlainProcess& process) {
    double most = 0;
    for (std::size_t i = 0; i < process.scale.size(); ++i)
        most = std::max(most, process.world.discount(i));
    return 20 + static_cast<std::size_t>(std::log(1e-6) / std::log(std::max(most, 0.1)));
}

}  // namespace

TEST_CASE("dice agree with the values of a proposal and the chance that it completes", "[slow]") {
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        EvaluateOptions quick;
        quick.patience = quick.flips = false;
        quick.proposals = {0};
        const ProposalEvaluation found = evaluate(model, quick).proposals.front();
        PlainProcess process(model, model.proposals.front().steps);
        adopt(process, planned(process));
        const auto thrown = simulate(process, {seed, 500, horizon(process)});
        for (std::size_t i = 0; i < found.values.size(); ++i) {
            const auto& [mean, error] = thrown.values[i];
            CAPTURE(i, mean, error, found.values[i]);
            CHECK(std::abs(mean - found.values[i]) <=
                  4 * error + 1e-5 * (process.scale[i] + std::abs(found.values[i])));
        }
        CAPTURE(thrown.completed.mean, found.completion_probability);
        CHECK(std::abs(thrown.completed.mean - found.completion_probability) <=
              4 * thrown.completed.standard_error + 0.01);
        if (!found.expected_periods || thrown.completed.mean < 0.2) continue;
        CAPTURE(thrown.periods.mean, thrown.periods.standard_error, *found.expected_periods);
        CHECK(std::abs(thrown.periods.mean - *found.expected_periods) <=
              4 * thrown.periods.standard_error + 0.01);
    }
}
