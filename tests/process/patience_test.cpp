/// @file patience_test.cpp
/// The discount factors at which the engine says that a plan holds, one by one in the plain
/// reference.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace entente;
using namespace entente::support;

namespace {

/// Whether every constraint of this player (of everybody for none) holds on the planned path.
bool constraints_hold(const Model& model, std::size_t proposal, std::optional<std::size_t> player) {
    PlainProcess process(model, model.proposals[proposal].steps);
    return std::ranges::all_of(planned(process).constraints, [&](const PlainConstraint& c) {
        return (player && c.player != *player) ||
               !process.matters(-c.tightest.front().slack(), c.player);
    });
}

bool within(const Patience& patience, double discount) {
    return std::ranges::any_of(patience.holds_on, [&](const auto& interval) {
        return interval.first <= discount && discount <= interval.second;
    });
}

/// Near the end of an interval the two may round differently.
bool at_an_end(const Patience& patience, double discount) {
    return std::ranges::any_of(patience.holds_on, [&](const auto& interval) {
        return std::abs(interval.first - discount) < 1e-6 ||
               std::abs(interval.second - discount) < 1e-6;
    });
}

void compare(const Model& model, std::size_t proposal, const Patience& patience,
             std::optional<std::size_t> player) {
    for (int k = 0; k < 16; ++k) {
        const Rational discount(2 * k + 1, 33);
        const auto number = discount.convert_to<double>();
        if (at_an_end(patience, number)) continue;
        Model changed = model;
        for (std::size_t i = 0; i < model.players.size(); ++i)
            if (!player || i == *player) changed.players[i].discount = constant(discount);
        CAPTURE(proposal, number, player.value_or(99));
        CHECK(within(patience, number) == constraints_hold(changed, proposal, player));
    }
}

}  // namespace

TEST_CASE("critical discount factors are where the plain reference changes its mind", "[slow]") {
    for (const std::uint32_t seed : {3U, 4U, 5U, 6U, 8U, 10U, 13U, 14U}) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        EvaluateOptions options;
        options.flips = false;
        const Evaluation evaluation = evaluate(model, options);
        for (std::size_t s = 0; s < model.proposals.size(); ++s) {
            const ProposalEvaluation& found = evaluation.proposals[s];
            for (std::size_t i = 0; i < model.players.size(); ++i)
                compare(model, s, found.patience[i], i);
            compare(model, s, found.common_patience, std::nullopt);
        }
    }
}
