/// @file recheck_test.cpp
/// Values against one period from the definition, on random models; and wrong values are noticed.
#include "process/recheck.hpp"

#include "entente/read_model.hpp"

#include "process/case.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

using namespace entente;
using namespace entente::support;

TEST_CASE("values hold against one period straight from the definition") {
    std::size_t noticed = 0, looked_at = 0;
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        const Model model = read_model({"random.toml", random_model(seed, {}).print()});
        CAPTURE(seed);
        for (const Proposal& proposal : model.proposals) {
            const Case what(model, parameter_values(model, {}), proposal.steps);
            Values values(what.dynamics(), what.discounts());
            const Prediction prediction = predict(what.groups(), values, what.parameters());
            World world(what.model(), parameter_values(model, {}));
            CHECK(largest_residual(world, prediction.behaviour, values, 20'000) < 1e-9);
            CHECK(values.exact());
            // The same values are wrong for less patient players, unless they never change.
            std::vector<double> less = what.discounts();
            for (double& d : less) d *= 0.5;
            values.set_discounts(less);
            ++looked_at;
            if (largest_residual(world, prediction.behaviour, values, 20'000) > 1e-6) ++noticed;
        }
    }
    CHECK(looked_at > 40);
    CHECK(noticed > 20);
}
