/// @file judge_on_path_test.cpp
/// The ladder of verdicts: what the path alone settles against the whole definition.
#include "entente/read_model.hpp"

#include "process/case.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <random>

using namespace entente;
using namespace entente::support;

namespace {

PlanVerdict by_the_definition(const Case& proposal, const std::vector<double>& discounts,
                              Players asked) {
    Values values(proposal.dynamics(), discounts);
    Behaviour behaviour = predict_off_path(proposal.groups(), values, proposal.parameters());
    impose(proposal.path(), proposal.groups(), values, behaviour);
    return judge_imposed(proposal.path(), behaviour, values, false, asked);
}

/// Whether a constraint is so close that rounding decides.
bool undecided(double worst) {
    return std::abs(worst + indifference) < 1e-12;
}

}  // namespace

TEST_CASE("the path alone settles a verdict only as the whole prediction would") {
    std::mt19937 random(20);
    std::uniform_real_distribution<double> patience(0.05, 0.98);
    std::size_t settled = 0, compared = 0;
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        for (const Proposal& proposal : model.proposals) {
            const Case what(model, parameter_values(model, {}), proposal.steps);
            std::vector<double> discounts = what.discounts();
            for (double& d : discounts) d = patience(random);
            Values values(what.dynamics(), discounts);
            const PlanVerdict all = by_the_definition(what, discounts, everybody);
            CHECK(what.judge(values).self_enforcing == all.self_enforcing);
            ++compared;
            for (std::size_t i = 0; i < discounts.size(); ++i) {
                if (undecided(all.worst[i])) continue;
                const PlanVerdict own = what.judge(values, {}, Players{1} << i);
                CHECK((own.margin(i) < 0) == (all.margin(i) < 0));
            }
            if (what.dynamics().punished_periods() > 0) continue;
            Behaviour kept(what.dynamics(), what.parameters());
            values.solve_all(what.groups(), kept);
            answer_refusals(what.path(), values, kept, true);
            const PlanVerdict alone = judge_on_path(what.path(), kept, values);
            if (!alone.self_enforcing || !alone.open) ++settled;
        }
    }
    CHECK(compared > 100);
    CHECK(settled > 20);
}
