#include "entente/read_model.hpp"
#include "entente/report.hpp"

#include "report/explanation.hpp"
#include "report/trees.hpp"
#include "report/wording.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace entente;
namespace json = boost::json;

namespace {

Model two_player_model() {
    return read_model({"test.toml", R"(
title = "A test"
period = "year"
[parameters]
temptation = { value = 2, range = [1, 3], unit = "points a year that a breach gains; calm is worth 1" }
growth = { value = 1, range = [0, 2] }
[players]
north = { name = "North Korea", discount = 0.55 }
south = { name = "South Korea", discount = 0.9 }
[relations.ties]
between = ["north", "south"]
levels = ["cold", "warm"]
initial = "cold"
[interactions.arms]
players = ["north", "south"]
actions = { north = ["restrain", "build"], south = ["restrain", "build"] }
template = "prisoners-dilemma"
arguments = { temptation = 5, reward = 3, punishment = 1, sucker = 0 }
[measures.reunions]
name = "family reunions"
parties = ["north", "south"]
[measures.control]
name = "arms control"
prescribes.arms = { north = "restrain", south = "restrain" }
requires = "level(ties) >= 1"
[proposals.easy_first]
name = "Easiest first"
source = "A. Author"
steps = [["reunions"], ["control"]]
[proposals.nothing]
steps = []
)"});
}

const Constraint north_breaches{.step = 1,
                                .player = 0,
                                .kind = Constraint::Kind::compliance,
                                .measures = {1},
                                .gain = 2,
                                .loss = 1.35,
                                .slack = -0.65,
                                .in_force = 3,
                                .levels = {1},
                                .relations = {0}};

/// The first proposal stalls at its second step, the second one is empty.
Evaluation hand_made() {
    ProposalEvaluation stalled;
    stalled.path = {{0, {0}, 1.0, 1.5}, {1, {1}, 0.0, std::nullopt}};
    stalled.stall = Stall{.step = 1,
                          .measure = 1,
                          .condition = Stall::Condition::compliance,
                          .constraint = north_breaches,
                          .probability = 0,
                          .withdrawn = {north_breaches},
                          .foreseen = std::nullopt};
    stalled.values = {1.25, 0.5};
    stalled.welfare = {1.75, -0.25, std::nullopt, -0.5};
    stalled.constraints = {north_breaches};
    stalled.patience = {{{{0.62, 1.0}}, 0.62}, {{{0.2, 0.5}, {0.7, 1.0}}, 0.2}};
    stalled.common_patience = {{}, std::nullopt};
    stalled.flips = {{0, 2, 1.63, 0.185, std::nullopt}};
    stalled.unflipped = {1};
    stalled.punishment_credible = false;
    stalled.warnings = {"a remark"};
    ProposalEvaluation empty;
    empty.proposal = 1;
    empty.self_enforcing = true;
    empty.values = {1, 1};
    empty.welfare = {2, 0, 0.0, 0};
    empty.completion_probability = 1;
    empty.expected_periods = 0;
    empty.patience = {{{{0, 1}}, 0.0}, {{{0, 1}}, 0.0}};
    empty.common_patience = {{{0, 1}}, 0.0};
    empty.unflipped = {0, 1};
    Evaluation evaluation;
    evaluation.status_quo = {1, 1};
    evaluation.proposals = {stalled, empty};
    evaluation.ranking = {1, 0};
    evaluation.states = 12;
    return evaluation;
}

EvaluateOptions fast() {
    EvaluateOptions options;
    options.patience = options.flips = false;
    return options;
}

bool contains(const std::vector<std::string>& sentences, std::string_view part) {
    return std::ranges::any_of(sentences, [part](const std::string& sentence) {
        return sentence.find(part) != sentence.npos;
    });
}

}  // namespace

TEST_CASE("the JSON of an evaluation names players, measures and proposals by their keys") {
    const Model model = two_player_model();
    const json::value tree = json::parse(evaluate_report(model, hand_made(), {}, Format::json));
    const json::value& first = tree.at("proposals").at(0);

    CHECK(first.at("name") == json::value("easy_first"));
    CHECK(first.at("self_enforcing") == json::value(false));
    CHECK(first.at("path").at(1) ==
          json::parse(R"({"step": 2, "measures": ["control"], "probability": 0,
                          "expected_periods": null})"));
    const json::value& stall = first.at("stalls_at");
    CHECK(stall.at("step") == json::value(2));
    CHECK(stall.at("measure") == json::value("control"));
    CHECK(stall.at("player") == json::value("north"));
    CHECK(stall.at("condition") == json::value("compliance"));
    CHECK(stall.at("slack").as_double() == -0.65);
    CHECK(stall.at("state") ==
          json::parse(R"({"in_force": ["reunions", "control"], "levels": {"ties": "warm"}})"));
    CHECK(first.at("values").at("south").at("gain").as_double() == -0.5);
    CHECK(first.at("welfare").at("nash_product").is_null());
    CHECK(first.at("critical_discount") ==
          json::parse(R"({"north": 0.62, "south": 0.2, "common": null})"));
    CHECK(first.at("holds_on").at("south") == json::parse("[[0.2, 0.5], [0.7, 1]]"));
    CHECK(first.at("nearest_flip").at(0).at("parameter") == json::value("temptation"));
    CHECK(first.at("nearest_flip").at(0).at("to").as_double() == 1.63);
    CHECK(first.at("not_looked_for") == json::array());
    CHECK(first.at("punishment_credible") == json::value(false));
    CHECK(first.at("warnings") == json::parse(R"(["a remark"])"));
    CHECK(tree.at("proposals").at(1).at("stalls_at").is_null());
    CHECK(tree.at("ranking") == json::parse(R"(["nothing", "easy_first"])"));
}

TEST_CASE("what was not looked for is null in JSON, and said to be so") {
    const Model model = two_player_model();
    const json::value tree = json::parse(evaluate_report(model, hand_made(), fast(), Format::json));
    const json::value& first = tree.at("proposals").at(0);
    CHECK(first.at("critical_discount") ==
          json::parse(R"({"north": null, "south": null, "common": null})"));
    CHECK(first.at("holds_on") == first.at("critical_discount"));
    CHECK(first.at("not_looked_for") == json::parse(R"(["critical_discount", "nearest_flip"])"));
}

TEST_CASE("a number that is none reaches JSON as null") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.proposals[0].values[0] = std::numeric_limits<double>::infinity();
    const json::value tree = json::parse(evaluate_report(model, evaluation, {}, Format::json));
    CHECK(tree.at("proposals").at(0).at("values").at("north").at("proposal").is_null());
}

TEST_CASE("an explanation says who would breach what, for how much, and how patient it must be") {
    const Model model = two_player_model();
    const auto sentences = explanation(model, hand_made(), 0, {});
    CHECK(
        contains(sentences,
                 "Not self-enforcing: even if everybody else kept to the plan, at step 2 North "
                 "Korea would breach arms control (with ties at \"warm\"): that gains it 2 at once "
                 "and costs it 1.35 later."));
    CHECK(contains(sentences, "Step 2 stalls at arms control (control) for that reason."));
    CHECK(contains(sentences, "discount factor of at least 0.62; the model says 0.55"));
    CHECK(contains(sentences, "no discount factor that all could share"));
    CHECK(
        contains(sentences, "North Korea (+0.25) is better off, but South Korea (-0.5) is worse"));
    CHECK(contains(sentences,
                   "This change alone would make it self-enforcing: temptation from 2 to "
                   "1.63 (points a year that a breach gains)."));
    CHECK(contains(sentences,
                   "No change within the range of growth was found that turns the verdict."));
}

TEST_CASE("several changes that turn the verdict are listed one below the other") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.proposals[0].flips.push_back({1, 1, 0.25, 0.375, std::nullopt});
    CHECK(contains(explanation(model, evaluation, 0, {}),
                   "Each of these changes alone would make it self-enforcing, the smallest first: "
                   "temptation from 2 to 1.63 (points a year that a breach gains); growth from 1 "
                   "to 0.25."));
    CHECK(evaluate_report(model, evaluation, {}, Format::text)
              .find("the smallest first:\n"
                    "  - temptation from 2 to 1.63 (points a year that a breach gains)\n"
                    "  - growth from 1 to 0.25\n") != std::string::npos);
}

TEST_CASE("of the empty plan it is not said that no parameter turns its verdict") {
    const Model model = two_player_model();
    CHECK_FALSE(contains(explanation(model, hand_made(), 1, {}), "turns the verdict"));
}

TEST_CASE("what else fails at a step is listed once, the worst first, and nothing twice") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    Stall& stall = *evaluation.proposals[0].stall;
    Constraint south = north_breaches, both = north_breaches;
    south.player = 1;
    both.player = 1;
    both.measures = {0, 1};
    both.loss = 0.5;
    both.slack = -1.5;
    stall.withdrawn = {north_breaches, south};
    CHECK(contains(explanation(model, evaluation, 0, fast()),
                   "At this step also South Korea would breach arms control (with ties at "
                   "\"warm\"): that gains it 2 at once and costs it 1.35 later."));
    stall.withdrawn = {north_breaches, south, both, south};
    CHECK(contains(explanation(model, evaluation, 0, fast()),
                   "At this step also: South Korea would breach family reunions and arms control "
                   "(with ties at \"warm\"): that gains it 2 at once and costs it 0.5 later; "
                   "South Korea would breach arms control (with"));
}

TEST_CASE("an explanation is silent about what was not computed") {
    const Model model = two_player_model();
    const auto sentences = explanation(model, hand_made(), 0, fast());
    CHECK_FALSE(contains(sentences, "discount factor"));
    CHECK_FALSE(contains(sentences, "temptation"));
}

TEST_CASE("a stall on a requirement quotes the requirement") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.proposals[0].stall = Stall{.step = 1,
                                          .measure = 1,
                                          .condition = Stall::Condition::requirement,
                                          .constraint = std::nullopt,
                                          .probability = 0.25,
                                          .withdrawn = {},
                                          .foreseen = std::nullopt};
    CHECK(contains(
        explanation(model, evaluation, 0, {}),
        "Step 2 may stall at arms control (control) (it is completed with a probability of "
        "25.0 %): what it requires (ties at \"warm\" or better) may never come true."));
    const json::value tree = evaluate_tree(model, evaluation, {});
    CHECK(tree.at("proposals").at(0).at("stalls_at").at("player").is_null());
    CHECK(tree.at("proposals").at(0).at("stalls_at").at("condition") == json::value("requirement"));
}

TEST_CASE("the text of an evaluation fits the page") {
    const Model model = two_player_model();
    const std::string text = evaluate_report(model, hand_made(), {}, Format::text);
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin);
        CHECK(end - begin <= 96);
        begin = end + 1;
    }
    CHECK(text.find("not a forecast") != text.npos);
    CHECK(text.find("likes best") != text.npos);
}

TEST_CASE("a stopped evaluation says in every format that it is not whole") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.complete = false;
    evaluation.proposals.resize(1);
    evaluation.ranking = {0};
    CHECK(evaluate_report(model, evaluation, {}, Format::text).find("Not evaluated: nothing.") !=
          std::string::npos);
    CHECK(json::parse(evaluate_report(model, evaluation, {}, Format::json)).at("complete") ==
          json::value(false));
    CHECK(evaluate_report(model, evaluation, {}, Format::csv).find(",false\n") !=
          std::string::npos);
}

TEST_CASE("the CSV of an evaluation has a row for each proposal and player") {
    const Model model = two_player_model();
    const std::string csv = evaluate_report(model, hand_made(), {}, Format::csv);
    CHECK(std::ranges::count(csv, '\n') == 5);
    CHECK(csv.find("easy_first,2,false,2,control,north,compliance,0,,south,0.5,1,-0.5,0.9,0.2,"
                   "0.2..0.5 0.7..1,-0.25,,-0.5,false,true\n") != csv.npos);
}

TEST_CASE("patience is shown as the set that it is") {
    CHECK(patience_text({{{0, 1}}, 0.0}) == "any");
    CHECK(patience_text({{{0.62, 1}}, 0.62}) == "0.62 or more");
    CHECK(patience_text({{{0.2, 0.5}, {0.7, 1}}, 0.2}) == "0.2 to 0.5 or 0.7 or more");
    CHECK(patience_text({{{0, 0.9412}}, 0.0}) == "at most 0.9412");
    CHECK(patience_text({{{0.5, 0.5}}, 0.5}) == "exactly 0.5");
    CHECK(patience_text({{}, std::nullopt}) == "none");
}

TEST_CASE("the condition with least to spare is none that nobody cares about") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    ProposalEvaluation& holds = evaluation.proposals[0];
    holds.self_enforcing = true;
    holds.stall = std::nullopt;
    const Constraint indifferent{.step = 0,
                                 .player = 1,
                                 .kind = Constraint::Kind::consent,
                                 .measures = {0},
                                 .gain = 5,
                                 .loss = 5,
                                 .slack = 0,
                                 .in_force = 0,
                                 .levels = {0},
                                 .relations = {}};
    Constraint kept = north_breaches;
    kept.loss = 2.5;
    kept.slack = 0.5;
    holds.constraints = {indifferent, kept};
    const auto sentences = explanation(model, evaluation, 0, fast());
    CHECK(contains(sentences,
                   "tightest condition is that North Korea keeps arms control in step 2 "
                   "(with ties at \"warm\"), with 0.5 to spare (a breach gains it 2 and "
                   "costs it 2.5 later)."));
    CHECK(contains(sentences,
                   "Indifferent, at least at times, which counts as consent: South Korea about "
                   "family reunions in step 1."));

    holds.constraints = {indifferent};
    CHECK(contains(explanation(model, evaluation, 0, fast()), "Nothing is at stake"));

    kept.loss = 2;  // a breach is tempting, and only just not worth it
    kept.slack = 0;
    holds.constraints = {indifferent, kept};
    CHECK(contains(explanation(model, evaluation, 0, fast()), "with nothing to spare"));
}

TEST_CASE("a breach after which the player is better off is said in plain words") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    Constraint& failure = evaluation.proposals[0].constraints[0];
    failure.loss = -6;
    failure.slack = -8;
    CHECK(contains(explanation(model, evaluation, 0, fast()),
                   "that gains it 2 at once and another 6 later, as it is better off without."));
}

TEST_CASE("a change that only keeps the plan from getting to where it breaks is no remedy") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.proposals[0].flips[0].stops_at = 1;
    CHECK(contains(explanation(model, evaluation, 0, {}),
                   "temptation from 2 to 1.63 (points a year that a breach gains), but only "
                   "because it then never gets through step 2."));
}

TEST_CASE("what comes after ages is said never to come, in effect") {
    const Model model = two_player_model();
    ProposalEvaluation result = hand_made().proposals[0];
    result.completion_probability = 1;
    result.expected_periods = 99;
    CHECK_FALSE(is_never(model, result, {}));
    result.expected_periods = 101;  // ten horizons of the more patient player are 100
    CHECK(is_never(model, result, {}));
    result.expected_periods = 2;
    result.completion_probability = 0.0009;
    CHECK(is_never(model, result, {}));
    result.completion_probability = 0;  // that is never indeed
    CHECK_FALSE(is_never(model, result, {}));
}

TEST_CASE("a plan that never begins is not said to enforce itself") {
    const Model model = two_player_model();
    Evaluation evaluation = hand_made();
    evaluation.proposals[0].self_enforcing = true;
    evaluation.proposals[0].begins = false;
    const std::string text = evaluate_report(model, evaluation, fast(), Format::text);
    CHECK(text.find("never begins") != text.npos);
    CHECK(text.find("Self-enforcing") == text.npos);
    const json::value tree = evaluate_tree(model, evaluation, {});
    CHECK(tree.at("proposals").at(0).at("self_enforcing") == json::value(true));
    CHECK(tree.at("proposals").at(0).at("begins") == json::value(false));
}

TEST_CASE("a sentence begins with a capital where a player is called the so-and-so") {
    CHECK(capitalised("the United States chooses") == "The United States chooses");
    CHECK(capitalised("a chooses") == "a chooses");
    CHECK(capitalised("Österreich") == "Österreich");
    CHECK(capitalised("").empty());
}

TEST_CASE("requirements are told by names where they are plain, and quoted where they are not") {
    const auto told = [](const std::string& requirement) {
        const Model model = read_model({"test.toml", R"(
[parameters]
gate = 1
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[relations.ties]
between = ["a", "b"]
levels = ["cold", "mild", "warm"]
initial = "mild"
[measures.visit]
name = "a visit"
parties = ["a", "b"]
[measures.treaty]
parties = ["a", "b"]
requires = ")" + requirement + "\"\n"});
        return requirement_text(model, *model.measures[1].requirement, {});
    };
    CHECK(told("level(ties) >= gate") == "ties at \"mild\" or better");
    CHECK(told("level(ties) > 1") == "ties at \"warm\" or better");
    CHECK(told("level(ties) < 1") == "ties at \"cold\" or worse");
    CHECK(told("level(ties) == 2") == "ties at \"warm\"");
    CHECK(told("in_force(visit) and level(ties) <= 1") ==
          "a visit in force and ties at \"mild\" or worse");
    CHECK(told("level(ties) >= 5") == "level(ties) >= 5");
    CHECK(told("level(ties) >= 0.5") == "level(ties) >= 0.5");
    CHECK(told("in_force(visit) and (level(ties) >= 1 or level(ties) == 0)") ==
          "in_force(visit) and (level(ties) >= 1 or level(ties) == 0)");
    CHECK(told("2 * level(ties) >= 1") == "2 * level(ties) >= 1");
}

TEST_CASE("of what is required only what can be missing is told") {
    const auto told = [](const std::string& requirement, const std::vector<std::size_t>& moving) {
        const Model model = read_model({"test.toml", R"(
[parameters]
military = 1
gate = 0
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[relations.ties]
between = ["a", "b"]
levels = ["cold", "mild", "warm"]
initial = "mild"
[relations.trade]
between = ["a", "b"]
levels = ["none", "some"]
[measures.charter]
parties = ["a", "b"]
initial = true
[measures.treaty]
parties = ["a", "b"]
requires = ")" + requirement + "\"\n"});
        ProposalEvaluation plan;
        plan.joint = moving;
        return requirement_text(model, *model.measures[1].requirement, {}, &plan);
    };
    CHECK(told("level(ties) >= 1 and level(trade) >= 1", {1}) == "trade at \"some\" or better");
    CHECK(told("level(ties) >= 1 and level(trade) >= 1", {0, 1}) ==
          "ties at \"mild\" or better and trade at \"some\" or better");
    CHECK(told("level(ties) > 1 and level(trade) == 0", {}) == "ties at \"warm\" or better");
    CHECK(told("level(ties) >= 2 and level(trade) >= 0", {0, 1}) == "ties at \"warm\" or better");
    CHECK(told("in_force(charter) and level(ties) < 1", {0}) == "ties at \"cold\" or worse");
    CHECK(told("(military == 0 or level(trade) >= 1) and level(ties) >= gate", {0, 1}) ==
          "trade at \"some\" or better");
    CHECK(told("military and (level(trade) >= 1 or level(ties) >= 2)", {0, 1}) ==
          "trade at \"some\" or better or ties at \"warm\" or better");
    CHECK(told("military == 0 or level(trade) >= 1 + gate", {0, 1}) ==
          "trade at \"some\" or better");
    const std::string unreached = "level(trade) >= 1 or 1 / gate > 2";
    CHECK(told(unreached, {0, 1}) == unreached);
    const std::string always = "level(ties) >= 0 or level(trade) == 1";
    CHECK(told(always, {0, 1}) == always);  // and then it is not what is missed
}

TEST_CASE("titles with a comma stand in quotes where there are several") {
    const Model model = read_model({"test.toml", R"(
[players]
a = {}
b = {}
[measures.one]
name = "links, the first"
parties = ["a", "b"]
[measures.two]
name = "links of trade"
parties = ["a", "b"]
)"});
    CHECK(titles_of(model, {0, 1}) == "\"links, the first\" and \"links of trade\"");
    CHECK(titles_of(model, {0}) == "links, the first");
    CHECK(titles_of(model, {1}) == "links of trade");
}
