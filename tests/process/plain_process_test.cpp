/// @file plain_process_test.cpp
/// The plain reference against cases worked out by hand.
#include "support/plain_process.hpp"

#include "entente/read_model.hpp"

#include "support/plain_evaluation.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>

using namespace entente;
using namespace entente::support;

namespace {

Model model_of(std::string text) {
    return read_model({"test.toml", std::move(text)});
}

/// Two players and a prisoners' dilemma: both cooperate 2, temptation 3, sucker -1, both defect 0.
std::string dilemma(const std::string& discount, const std::string& measure,
                    const std::string& rest = "", const std::string& temptation = "3") {
    return fmt::format(R"([players]
p = {{ discount = "{0}" }}
q = {{ discount = "{0}" }}
[interactions.g]
players = ["p", "q"]
actions = {{ p = ["c", "d"], q = ["c", "d"] }}
payoffs = [
  {{ play = ["c", "c"], to = [2, 2] }},
  {{ play = ["c", "d"], to = [-1, "{3}"] }},
  {{ play = ["d", "c"], to = ["{3}", -1] }},
  {{ play = ["d", "d"], to = [0, 0] }},
]
[measures.a]
prescribes.g = {{ p = "c", q = "c" }}
{1}
{2}
[proposals.s]
steps = [["a"]]
)",
                       discount, measure, rest, temptation);
}

PlainProcess process_of(const Model& model, std::size_t proposal = 0) {
    return {model, model.proposals.at(proposal).steps};
}

/// The tightest slack of a set of measures, or nothing if there is no such constraint.
PlainSlack tightest(const PlainPlan& plan, std::size_t step, std::size_t player,
                    Constraint::Kind kind, MeasureSet measures) {
    for (const PlainConstraint& c : plan.constraints)
        if (c.step == step && c.player == player && c.kind == kind && c.measures == measures)
            return c.tightest.front();
    FAIL("no such constraint");
    return {};
}

constexpr auto consent = Constraint::Kind::consent;
constexpr auto compliance = Constraint::Kind::compliance;

}  // namespace

TEST_CASE("plain: a patient pair keeps a grim-trigger agreement from the first period") {
    const Model model = model_of(dilemma("1/2", ""));
    PlainProcess process = process_of(model);
    const auto plan = planned(process);

    CHECK(predicted_values(process)[0] == Approx(2));
    CHECK(plan.self_enforcing);
    // Breach: 1 more now, then 2/(1 - 1/2) = 4 lost from the next period on, worth 2 now.
    CHECK(tightest(plan, 0, 0, compliance, 1).gain == Approx(1));
    CHECK(tightest(plan, 0, 0, compliance, 1).loss == Approx(2));
    // Declining puts it off by a period: 1/2 * 4 instead of 4.
    CHECK(tightest(plan, 0, 1, consent, 1).gain == Approx(2));
    CHECK(tightest(plan, 0, 1, consent, 1).loss == Approx(4));
    CHECK(arrival(process, 1).probability == Approx(1));
    CHECK(arrival(process, 1).periods.value() == Approx(1));
    CHECK_FALSE(stall(process));
}

TEST_CASE("plain: an impatient pair does not conclude what it would breach") {
    const Model model = model_of(dilemma("1/4", ""));
    PlainProcess process = process_of(model);
    const auto plan = planned(process);

    CHECK(predicted_values(process)[0] == Approx(0).margin(1e-12));
    CHECK_FALSE(plan.self_enforcing);
    CHECK(tightest(plan, 0, 0, compliance, 1).slack() == Approx(2.0 / 3 - 1));
    CHECK(arrival(process, 1).probability == 0);
    const auto stalled = stall(process).value();
    CHECK(stalled.step == 0);
    CHECK(stalled.obstacles == std::vector<PlainObstacle>{{Stall::Condition::compliance, 0, 0}});
}

TEST_CASE("plain: agreements hold from the critical discount factor on and not below it") {
    for (const auto& [below, from] :
         {std::pair("333333/1000000", "1/3"), std::pair("1/4", "1/3")}) {
        const Model impatient = model_of(dilemma(below, "")), patient = model_of(dilemma(from, ""));
        PlainProcess first = process_of(impatient), second = process_of(patient);
        CHECK_FALSE(planned(first).self_enforcing);
        CHECK(planned(second).self_enforcing);  // indifference is compliance
    }
}

TEST_CASE("plain: a punishment of two periods takes two periods and then the plan goes on") {
    const Model model = model_of(dilemma("1/2", "", "[enforcement]\npunishment = { periods = 2 }"));
    PlainProcess process = process_of(model);
    // P = 0 + 1/2 * 0 + 1/4 * 4 = 1
    CHECK(tightest(planned(process), 0, 0, compliance, 1).loss == Approx(0.5 * (4 - 1)));
}

TEST_CASE("plain: detection and penalty weigh the loss") {
    const Model model = model_of(dilemma("1/2", "detection = 0.5\npenalty = 0.4"));
    PlainProcess process = process_of(model);
    CHECK(tightest(planned(process), 0, 0, compliance, 1).loss == Approx(0.5 * (0.4 + 0.5 * 4)));
}

TEST_CASE("plain: a measure that takes two periods is worth less, and its cost comes with it") {
    const Model model = model_of(dilemma("1/2", "duration = 2\ncost = { p = 0.5 }"));
    PlainProcess process = process_of(model);
    // V = (-cost + 2 + 4/2)/2 + (V/2)/2
    CHECK(process.predicted_values[0][0] == Approx(7.0 / 3));
    CHECK(process.predicted_values[0][1] == Approx(8.0 / 3));
    CHECK(arrival(process, 1).periods.value() == Approx(2));
    CHECK(arrival(process, 1).probability == Approx(1));
}

TEST_CASE("plain: an agreement that is kept in good times breaks down when they end") {
    // At level 1 both keep it: gain 1. At level 0 the temptation is 12: gain 10 > 4/5 * 10.
    const Model model = model_of(dilemma("4/5", "", R"([relations.r]
between = ["p", "q"]
levels = ["low", "high"]
initial = "high"
down = 0.5)",
                                         "if(level(r) >= 1, 3, 12)"));
    PlainProcess process = process_of(model);
    const auto plan = planned(process);
    // V = 2 + 4/5 * 1/2 * V, and nothing after the breakdown
    CHECK(process.predicted_values[0][0] == Approx(10.0 / 3));
    CHECK(arrival(process, 1).probability == Approx(1));
    CHECK(arrival(process, 1).periods.value() == Approx(1));
    CHECK(breakdown_probability(process) == Approx(1));
    CHECK_FALSE(stall(process));
    CHECK_FALSE(plan.self_enforcing);
    CHECK(plan.values[0][0] == Approx(10));
    CHECK(tightest(plan, 0, 1, compliance, 1).slack() == Approx(8 - 10));
}

TEST_CASE("plain: a finite breakdown suspends at once and counts as the first punished period") {
    // As above, but low never lasts: at low, breakdown, 0 now, then the plan goes on at high.
    const Model model = model_of(dilemma("1/2", "", R"([relations.r]
between = ["p", "q"]
levels = ["low", "high"]
initial = "high"
up = 1
down = 1
[enforcement]
punishment = { periods = 1 })",
                                         "if(level(r) >= 1, 2.5, 12)"));
    PlainProcess process = process_of(model);
    // high: 2 + L/2, low: 0 + H/2, so H = 8/3.
    // A breach at high: gain 1/2, punished at low: 0 + H/2, as much as breaking down: no loss!
    // So the agreement is not concluded at high; at low neither (gain 10).
    CHECK(process.predicted_values[0][0] == Approx(0).margin(1e-12));
}

TEST_CASE("plain: consent is asked of the voters alone") {
    const std::string burden = "payoff = { q = -3 }\n";
    const auto value_for = [&](const std::string& decision) {
        const Model model = model_of(dilemma("1/2", burden + decision));
        PlainProcess process = process_of(model);
        return predicted_values(process)[1];
    };
    // Kept, it is worth 2 - 3 to q, who would rather breach 3 - 3 and be rid of it: gain 1,
    // loss 1/2 * (-1/(1 - 1/2) - 0) < 0. Nobody can bind it.
    CHECK(value_for("") == Approx(0).margin(1e-12));
    CHECK(value_for("decision = { consenters = [\"p\"] }") == Approx(0).margin(1e-12));
    // With a penalty of 3 it is bound: 1 <= 3 - 1.
    CHECK(value_for("penalty = 3\ndecision = { consenters = [\"p\"] }") == Approx(-1));
    CHECK(value_for("penalty = 3") == Approx(0).margin(1e-12));
}

TEST_CASE("plain: linking two issues pools their constraints") {
    // A = (2,3,-1,0) alone needs 1/3, B = (1,3,-3,0) alone 2/3, both linked 1/2.
    const auto holds = [](const std::string& discount, const std::string& scope) {
        const Model model = model_of(dilemma(discount, "", R"([interactions.h]
players = ["p", "q"]
actions = { p = ["c", "d"], q = ["c", "d"] }
payoffs = [
  { play = ["c", "c"], to = [1, 1] },
  { play = ["c", "d"], to = [-3, 3] },
  { play = ["d", "c"], to = [3, -3] },
  { play = ["d", "d"], to = [0, 0] },
]
[measures.b]
prescribes.h = { p = "c", q = "c" }
[proposals.both]
steps = [["a", "b"]]
[enforcement]
scope = ")" + scope + "\""));
        PlainProcess process = process_of(model, 0);
        CHECK(model.proposals[0].steps.size() == 1);
        return planned(process).self_enforcing;
    };
    CHECK(holds("1/2", "linked"));
    CHECK_FALSE(holds("499999/1000000", "linked"));
    CHECK_FALSE(holds("3/5", "issue"));
    CHECK(holds("2/3", "issue"));
}

TEST_CASE("plain: which of two agreements builds trust first depends on patience") {
    // Cooperation is worth (1, 2); temptation (1, 4) at low and (1/2, 1) at high trust; trust is
    // high after one period of cooperation; any breach ends all.
    const auto value_of = [](const std::string& discount, std::size_t proposal) {
        const Model model = model_of(fmt::format(R"toml([players]
p = {{ discount = "{0}" }}
q = {{ discount = "{0}" }}
[relations.trust]
between = ["p", "q"]
levels = ["low", "high"]
initial = "low"
up = "in_force(a) or in_force(b)"
[interactions.g]
players = ["p", "q"]
actions = {{ p = ["c", "d"], q = ["c", "d"] }}
payoffs = [
  {{ play = ["c", "c"], to = [1, 1] }},
  {{ play = ["c", "d"], to = [-8, "2 - level(trust) / 2"] }},
  {{ play = ["d", "c"], to = ["2 - level(trust) / 2", -8] }},
  {{ play = ["d", "d"], to = [0, 0] }},
]
[interactions.h]
players = ["p", "q"]
actions = {{ p = ["c", "d"], q = ["c", "d"] }}
payoffs = [
  {{ play = ["c", "c"], to = [2, 2] }},
  {{ play = ["c", "d"], to = [-8, "6 - 3 * level(trust)"] }},
  {{ play = ["d", "c"], to = ["6 - 3 * level(trust)", -8] }},
  {{ play = ["d", "d"], to = [0, 0] }},
]
[measures.a]
prescribes.g = {{ p = "c", q = "c" }}
[measures.b]
prescribes.h = {{ p = "c", q = "c" }}
[proposals.a_first]
steps = [["a"], ["b"]]
[proposals.b_first]
steps = [["b"], ["a"]]
[proposals.together]
steps = [["a", "b"]]
)toml",
                                                 discount));
        PlainProcess process = process_of(model, proposal);
        // The value, or nothing if the plan is not self-enforcing.
        return planned(process).self_enforcing ? predicted_values(process)[0] : std::nan("");
    };
    CHECK(std::isnan(value_of("0.3", 0)));
    CHECK(value_of("0.34", 0) == Approx(1 + 2 * 0.34));
    CHECK(std::isnan(value_of("0.57", 1)));
    CHECK(value_of("0.58", 1) == Approx(2 + 0.58));
    CHECK(std::isnan(value_of("0.62", 2)));
    CHECK(value_of("0.63", 2) == Approx(3));
}
