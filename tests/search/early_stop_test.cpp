/// @file early_stop_test.cpp
/// What is left of a search that did not come to its end: a completion and a bound, both true.
#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "search/ceilings.hpp"
#include "search/climb.hpp"
#include "search/optimum.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace entente;
using support::random_model;

namespace {

using Kind = Objective::Kind;

std::vector<Objective> objectives(std::size_t players) {
    std::vector<Objective> all;
    for (const Kind kind :
         {Kind::utilitarian, Kind::nash, Kind::egalitarian, Kind::fastest, Kind::pareto})
        all.push_back({kind, 0, {}});
    all.push_back({Kind::player, players - 1, {}});
    all.push_back({Kind::weighted, 0, std::vector<double>(players, 0.5)});
    return all;
}

OrderProblem all_measures(const Model& model, const World& world, std::size_t width) {
    PartialOrder order;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    order.optional = order.measures & 0b1010;
    order.width = width;
    return {model, order, world.initial_measures()};
}

/// Measures that pay two players something, alone and in pairs; both want all of them.
std::string generous_model(std::size_t measures, const std::string& more) {
    std::string text = "[players]\na = { discount = 0.9 }\nb = { discount = 0.8 }\n";
    for (std::size_t m = 0; m < measures; ++m)
        text += "[measures.m" + std::to_string(m) +
                "]\nparties = [\"a\", \"b\"]\npayoff = { a = \"" + std::to_string(1 + m * 7 % 5) +
                " + in_force(m" + std::to_string((m + 3) % measures) +
                ")\", b = " + std::to_string(1 + m * 3 % 4) + " }\n";
    return text + more;
}

}  // namespace

TEST_CASE("early stop: no completion exceeds the ceilings") {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        const std::string text = random_model(seed, {.measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const OrderProblem problem = all_measures(model, judge.world(), 2);
        if (problem.size().completions > 40) continue;
        Ceilings ceilings(model, parameter_values(model), problem.measures());
        const std::vector<double> most = ceilings.values(), status_quo = judge.judge({}).values;
        for (const JudgedPlan& plan : judge_all(problem, judge)) {
            if (!plan.judgement.feasible()) continue;
            for (std::size_t i = 0; i < most.size(); ++i)
                CHECK(plan.judgement.values[i] <= most[i] + 1e-9);
            for (const Objective& objective : objectives(most.size())) {
                const Scorer scorer(objective, status_quo);
                const auto weights = weights_of(objective, most.size());
                const double sum =
                    ceilings.sum(weights ? *weights : std::vector<double>(most.size(), 1));
                const auto bound = score_ceiling(scorer, most, sum);
                const bool none = objective.kind == Kind::fastest || objective.kind == Kind::pareto;
                CHECK(bound.has_value() != none);
                if (bound)
                    CHECK(scorer(plan.judgement.values, plan.judgement.periods) <= *bound + 1e-9);
                if (objective.kind == Kind::fastest)
                    CHECK(plan.judgement.periods >=
                          static_cast<double>(problem.fewest_steps()) - 1e-9);
            }
        }
    }
}

TEST_CASE("early stop: fronts cut short leave completions and a bound") {
    std::size_t cut = 0, found_some = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const std::string text =
            random_model(seed, {.chance = false, .measures = 5, .moving = seed % 2 == 0}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const OrderProblem problem = all_measures(model, judge.world(), 1);
        const std::vector<double> status_quo = judge.judge({}).values;
        for (const Objective& objective : objectives(model.players.size())) {
            const Scorer scorer(objective, status_quo);
            CAPTURE(name_of(model, objective));
            const Findings whole = Optimum(problem, scorer, judge, {}).best();
            std::stop_source stop;
            Optimum::Settings settings;
            settings.quick_look_from = 0;
            settings.quick_labels = 1;
            settings.stop = stop.get_token();
            double last = 0;
            settings.progress = [&](std::string_view, double share) {
                if (share < last) stop.request_stop();  // the second time over
                last = share;
            };
            Findings part;
            try {
                part = Optimum(problem, scorer, judge, settings).best();
            } catch (const Stopped&) {
                continue;
            }
            if (part.complete) continue;
            ++cut;
            if (!part.best.empty()) ++found_some;
            if (objective.kind != Kind::pareto && !whole.best.empty()) {
                REQUIRE(part.bound.has_value());
                CHECK(whole.best.front().score <= *part.bound + 1e-9);
                for (const Found& found : part.best)
                    CHECK(found.score <= whole.best.front().score + 1e-9);
            }
            for (const Found& found : whole.best)
                for (std::size_t i = 0; part.most && i < found.values.size(); ++i)
                    CHECK(found.values[i] <= (*part.most)[i] + 1e-9);
        }
    }
    CHECK(cut > 0);
    CHECK(found_some > 0);
}

TEST_CASE("early stop: changing completions finds one that enforces itself, and none too good") {
    std::size_t found_some = 0, optimal = 0;
    for (std::uint32_t seed = 400; seed < 440; ++seed) {
        const std::string text = random_model(seed, {.measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const OrderProblem problem = all_measures(model, judge.world(), 2);
        const Scorer scorer({Kind::utilitarian, 0, {}}, judge.judge({}).values);
        const auto found =
            climb(problem, judge, scorer, proposed_completions(model, problem), {}, {});
        if (!found) continue;
        ++found_some;
        CHECK(is_completion(problem, found->steps));
        CHECK(judge.judge(found->steps).feasible());
        const Findings best = best_by_brute_force(judge_all(problem, judge), scorer, false);
        REQUIRE(!best.best.empty());
        CHECK(found->score <= *best.bound + 1e-9);
        if (found->score >= *best.bound - 1e-9) ++optimal;
    }
    CHECK(found_some > 3);
    CHECK(2 * optimal > found_some);
}

TEST_CASE("early stop: a dense table finds what the fronts find") {
    const std::string proposals =
        "[proposals.backwards]\nsteps = [\"m11\", \"m10\", \"m9\"]\n"
        "[proposals.first]\nsteps = [\"m0\", \"m1\"]\n";
    const Model model = read_model({"generous.toml", generous_model(12, proposals)});
    SearchOptions options;
    options.threads = 2;
    const SearchResult by_table = search(model, options);
    CHECK(by_table.plan.method.starts_with("a dense table"));
    PlanJudge judge(model, parameter_values(model));
    const Scorer scorer(options.objective, judge.judge({}).values);
    PartialOrder order;
    order.measures = (MeasureSet{1} << 12) - 1;
    Optimum optimum(OrderProblem(model, order, 0), scorer, judge, {});
    const Findings findings = optimum.best();
    REQUIRE(!findings.best.empty());
    REQUIRE(!by_table.best.empty());
    CHECK(by_table.best[0].score == Approx(findings.best[0].score).epsilon(1e-9));
    CHECK(by_table.best[0].steps == findings.best[0].steps);
    REQUIRE(by_table.comparisons.size() == 2);
    for (std::size_t p = 0; p < 2; ++p) {
        const SequenceComparison& compared = by_table.comparisons[p];
        REQUIRE(compared.departs_at.has_value());
        std::vector<MeasureSet> beginning;
        for (std::size_t k = 0; k <= *compared.departs_at; ++k) {
            beginning.push_back(OrderProblem::set_of(model.proposals[p].steps[k]));
            const double after = optimum.best(beginning).best.at(0).score;
            if (k < *compared.departs_at) CHECK(after == Approx(findings.best[0].score));
            if (k == *compared.departs_at) CHECK(after == Approx(compared.best_after.value()));
            if (k == *compared.departs_at) CHECK(after < findings.best[0].score - 1e-6);
        }
        const OrderProblem begun = optimum.problem().beginning_with(beginning);
        CHECK(Optimum(begun, scorer, judge, {}).best().best.at(0).score ==
              Approx(compared.best_after.value()));
    }
    // One measure a step is what shapes it: two at once are worth more.
    REQUIRE(by_table.shaping.size() == 1);
    CHECK(by_table.shaping[0].constraint == "one measure a step");
    // Two discount factors, no constraint that binds: not many more than one completion a set.
    CHECK(optimum.fronts()->widest() < 500);
}

TEST_CASE("early stop: what would not fit is refused, and a stop leaves the best there is") {
    const Model model = read_model(
        {"generous.toml",
         generous_model(14,
                        "[proposals.p]\nsteps = [\"m0\", \"m1\", \"m2\", \"m3\", \"m4\", "
                        "\"m5\", \"m6\", \"m7\", \"m8\", \"m9\", \"m10\", \"m11\", "
                        "\"m12\", \"m13\"]\n")});
    SearchOptions options;
    options.objective.kind = Kind::nash;
    options.memory = 1e5;
    CHECK_THROWS_AS(search(model, options), ModelError);
    options.memory = 4e9;
    for (const Kind kind : {Kind::utilitarian, Kind::nash, Kind::egalitarian, Kind::fastest}) {
        options.objective.kind = kind;
        std::stop_source stop;
        options.stop = stop.get_token();
        options.planned = [&](const SearchPlan& plan) {
            CHECK(plan.sets == 16384);
            CHECK(plan.completions == Approx(87178291200.0));
            stop.request_stop();
        };
        const SearchResult stopped = search(model, options);
        CHECK_FALSE(stopped.complete);
        CHECK(stopped.proven == (kind == Kind::fastest));  // one measure a step, fourteen steps
        REQUIRE(stopped.best.size() == 1);
        REQUIRE(stopped.bound.has_value());
        CHECK(stopped.best[0].score <= *stopped.bound);
        REQUIRE(stopped.most.size() == 2);
        CHECK(stopped.best[0].values[0] <= stopped.most[0].value());
    }
}

TEST_CASE("search: an order that a proposal writes in another way is listed once") {
    // By chance, so that completions are judged one by one and begin with the proposals.
    const Model model = read_model({"twice.toml", R"toml(
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[relations.ties]
between = ["a", "b"]
levels  = ["cold", "warm"]
up      = 0.5
[measures.visits]
parties = ["a", "b"]
payoff  = 1
[measures.talks]
parties = ["a", "b"]
payoff  = 1
[proposals.together]
steps = [["talks", "visits"]]
[proposals.again]
steps = [["visits", "talks"]]
)toml"});
    for (const Kind kind : {Kind::patience, Kind::utilitarian, Kind::pareto}) {
        SearchOptions options;
        options.width = 2;
        options.objective.kind = kind;
        const SearchResult result = search(model, options);
        REQUIRE(!result.best.empty());
        CHECK(result.ties == std::to_string(result.best.size()));
        for (std::size_t k = 0; k < result.best.size(); ++k)
            for (std::size_t other = 0; other < k; ++other)
                CHECK(result.best[k].steps != result.best[other].steps);
        CHECK(result.ties == (kind == Kind::patience ? "3" : "1"));
    }
}

TEST_CASE(
    "early stop: a proven optimum remains one when what shapes it is not looked for to the end") {
    const Model model = read_model({"generous.toml", generous_model(4, "")});
    SearchOptions options;
    options.objective.kind = Kind::fastest;
    std::stop_source stop;
    options.stop = stop.get_token();
    // Fronts are worked out once for the optimum and then again for each removal.
    double last = 0;
    std::size_t searches = 0;
    options.progress = [&](std::string_view what, double share) {
        if (what != "fronts") return;
        if (share < last || searches == 0) ++searches;
        last = share;
        if (searches == 2) stop.request_stop();
    };
    const SearchResult result = search(model, options);
    CHECK(searches == 2);
    CHECK(result.proven);
    CHECK(result.complete);
    CHECK_FALSE(result.explained);
    REQUIRE(!result.best.empty());
    CHECK(result.best.front().score == 4);
}

TEST_CASE("early stop: what else was asked for is told to be missing") {
    const Model model = read_model({"generous.toml", generous_model(4, "")});
    SearchOptions options;
    std::stop_source stop;
    options.stop = stop.get_token();
    stop.request_stop();
    CHECK(search(model, options).explained);
    options.adaptive = true;
    CHECK_FALSE(search(model, options).explained);
}

TEST_CASE("early stop: policies over too many measures are refused before anything is searched") {
    const Model model = read_model({"generous.toml", generous_model(17, "")});
    SearchOptions options;
    options.adaptive = true;
    options.planned = [](const SearchPlan&) { FAIL("searched before"); };
    CHECK_THROWS_AS(search(model, options), ModelError);
}
