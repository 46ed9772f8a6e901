/// @file planner_test.cpp
/// What a search is said to take, against what it is counted to take.
#include "search/planner.hpp"

#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace entente;

namespace {

/// Measures that pay two or three players something; each is an agreement of two of them.
Model model_of(std::size_t measures, const std::string& more = "") {
    std::string text = "[players]\na = { discount = 0.9 }\nb = { discount = 0.9 }\nc = {}\n";
    for (std::size_t m = 0; m < measures; ++m)
        text += "[measures.m" + std::to_string(m) + "]\nparties = [\"a\", \"b\"]\npayoff = { a = " +
                std::to_string(static_cast<int>(m * 7 % 5) - 1) +
                ", b = " + std::to_string(1 + m * 3 % 4) + ", c = " + std::to_string(m % 3) +
                " }\n";
    return read_model({"planned.toml", text + more});
}

struct Planned {
    SearchPlan plan;
    double counted = 0;  ///< bytes of the fronts
};

Planned planned(const Model& model, const Objective& objective, std::size_t width) {
    PlanJudge judge(model, parameter_values(model));
    SearchOptions options;
    options.width = width;
    const OrderProblem problem(model, searched_order(model, options), 0);
    const Optimum::Settings settings = optimum_settings(options);
    const Scorer scorer(objective, judge.judge({}).values);
    Planned made{plan_of(problem, judge.world(), objective, settings), 0};
    const Optimum optimum(problem, scorer, judge, settings);
    if (optimum.by_fronts()) made.counted = optimum.fronts()->bytes();
    return made;
}

}  // namespace

TEST_CASE("planner: the bytes of narrow fronts are right within a factor of three") {
    using Kind = Objective::Kind;
    for (const std::size_t measures : {5U, 8U, 11U}) {
        for (const std::size_t width : {1U, 2U}) {
            for (const Kind kind : {Kind::utilitarian, Kind::player, Kind::fastest}) {
                CAPTURE(measures, width, static_cast<int>(kind));
                const auto [plan, counted] = planned(model_of(measures), {kind, 0, {}}, width);
                CHECK(plan.method.starts_with("fronts"));
                CHECK_FALSE(plan.at_least);
                CHECK(plan.bytes < 3 * counted);
                CHECK(counted < 3 * plan.bytes);
            }
        }
    }
}

TEST_CASE("planner: a table is chosen where one fits, judging one by one where chance decides") {
    const Planned table = planned(model_of(12), {}, 1);
    CHECK(table.plan.method == "a dense table");
    CHECK(table.plan.bytes == 8 * 4096);
    CHECK(planned(model_of(12), {}, 2).plan.method.starts_with("fronts"));
    CHECK(planned(model_of(6), {Objective::Kind::nash, 0, {}}, 1).plan.at_least);
    const Planned chance = planned(model_of(4,
                                            "[relations.r]\nbetween = [\"a\", \"b\"]\n"
                                            "levels = [\"low\", \"high\"]\nup = 0.5\n"),
                                   {}, 1);
    CHECK(chance.plan.method.starts_with("every completion"));
    CHECK(chance.plan.bytes == 0);
}
