/// @file shaping_test.cpp
/// What the optimum would be without one of its constraints, against every completion of the
/// problem without it; and what is said where no completion holds.
#include "search/shaping.hpp"

#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "search/brute_force.hpp"
#include "search/explain_patience.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace entente;
using support::random_model;

namespace {

using Kind = Objective::Kind;

/// b gains nothing by the gift, so that only the trade can be had.
constexpr const char* gift = R"toml(
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[measures.gift]
parties = ["a", "b"]
payoff  = { a = 3, b = -1 }
[measures.trade]
parties = ["a", "b"]
payoff  = 1
[proposals.trade_only]
steps = ["trade"]
[proposals.gift_first]
steps = ["gift", "trade"]
[proposals.both]
steps = [["gift", "trade"]]
)toml";

/// All measures, each before the next with some exceptions, one a step.
PartialOrder some_order(const Model& model, std::uint32_t seed) {
    PartialOrder order;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    const auto members = OrderProblem::members(order.measures);
    for (std::size_t k = 1; k < members.size(); ++k)
        if ((seed >> k & 1U) != 0)
            order.order.push_back({MeasureSet{1} << members[k - 1],
                                   MeasureSet{1} << members[k],
                                   std::to_string(k),
                                   {}});
    return order;
}

std::map<std::string, PartialOrder> looser_by_name(const Model& model, const PartialOrder& order) {
    std::map<std::string, PartialOrder> looser;
    for (std::size_t k = 0; k < order.order.size(); ++k) {
        PartialOrder& made = looser["the order " + order.order[k].text] = order;
        made.order.erase(made.order.begin() + static_cast<std::ptrdiff_t>(k));
    }
    for (const std::size_t m : OrderProblem::members(order.measures))
        (looser["that " + model.measures[m].key + " must be adopted"] = order).optional =
            MeasureSet{1} << m;
    if (std::popcount(order.measures) > 1) (looser["one measure a step"] = order).width = 2;
    return looser;
}

std::optional<double> best_of(const Model& model, const PartialOrder& order, PlanJudge& judge,
                              const Scorer& scorer) {
    const OrderProblem problem(model, order, judge.world().initial_measures());
    return best_by_brute_force(judge_all(problem, judge), scorer, false).bound;
}

/// Every constraint of the order whose removal helps is told, with what it would bring.
void check_removals(const Model& model, PlanJudge& judge, const PartialOrder& order,
                    const Scorer& scorer) {
    const auto now = best_of(model, order, judge, scorer);
    const ShapedBy shaped =
        shaped_by_order(model, OrderProblem(model, order, judge.world().initial_measures()), scorer,
                        judge, {}, now);
    const auto looser = looser_by_name(model, order);
    CHECK(shaped.tried == looser.size());
    CHECK(shaped.untried.empty());
    std::size_t expected = 0;
    for (const auto& [name, without] : looser) {
        CAPTURE(name);
        const auto best = best_of(model, without, judge, scorer);
        const auto told = std::ranges::find(shaped.constraints, name, &Shaping::constraint);
        const bool helps = best && (!now || *best > *now + scorer.tolerance(*now));
        REQUIRE((told != shaped.constraints.end()) == helps);
        if (!helps) continue;
        ++expected;
        CHECK(told->score == Approx(scorer.shown(*best)).margin(1e-9));
        CHECK(told->gain.has_value() == now.has_value());
        REQUIRE(told->steps.has_value());
        const Judgement judgement = judge.judge(*told->steps);
        CHECK(judgement.feasible());
        CHECK(scorer(judgement.values, judgement.periods) == Approx(*best).margin(1e-9));
    }
    CHECK(shaped.constraints.size() == expected);
}

}  // namespace

TEST_CASE("shaping: what each removal brings is what all orders without it bring") {
    std::size_t none_holds = 0, some_hold = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const std::string text =
            random_model(seed, {.chance = seed % 4 == 0, .measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const PartialOrder order = some_order(model, seed);
        for (const Kind kind : {Kind::utilitarian, Kind::nash, Kind::fastest}) {
            const Scorer scorer({kind, 0, {}}, judge.judge({}).values);
            check_removals(model, judge, order, scorer);
            ++(best_of(model, order, judge, scorer) ? some_hold : none_holds);
        }
    }
    CHECK(none_holds > 20);
    CHECK(some_hold > 20);
}

TEST_CASE("shaping: where no completion holds it is said what would let one, and who stalls") {
    const Model model = read_model({"gift.toml", gift});
    const SearchResult result = search(model);
    CHECK(result.best.empty());
    CHECK(result.complete);
    // Without the consent of b both are adopted, one a period: 2 and then 4, or the other way round
    // 2 and then 4: 3 per period. Without the gift the trade is worth 2.
    REQUIRE(result.shaping.size() == 2);
    CHECK(result.shaping[0].constraint == "the consent of b");
    CHECK(result.shaping[0].score == Approx(3));
    CHECK_FALSE(result.shaping[0].gain.has_value());
    CHECK_FALSE(result.shaping[0].is_bound);
    CHECK(result.shaping[1].constraint == "that gift must be adopted");
    CHECK(result.shaping[1].score == Approx(2));
    CHECK(result.shaping[1].steps == std::vector<std::vector<std::size_t>>{{1}});
    CHECK(result.tried == 7);  // two measures, the width, two players twice

    REQUIRE(result.comparisons.size() == 3);
    const SequenceComparison &trade = result.comparisons[0], &first = result.comparisons[1];
    CHECK(trade.self_enforcing);
    CHECK_FALSE(trade.is_completion);
    CHECK(trade.score.value() == Approx(2));
    CHECK_FALSE(trade.stall.has_value());
    CHECK(first.is_completion);
    CHECK_FALSE(first.departs_at.has_value());
    CHECK(first.score.value() == Approx(0));
    REQUIRE(first.stall.has_value());
    CHECK(first.stall->step == 0);
    CHECK(first.stall->constraint.value().player == 1);
    CHECK_FALSE(result.comparisons[2].is_allowed);  // two measures in one step
}

TEST_CASE("shaping: what is not removed is told with the reason") {
    SearchOptions options;
    // The trade comes by chance once it is wanted: nobody is freed from anything then.
    const Model chance = read_model({"chance.toml", std::string(gift) + R"toml(
[relations.ties]
between = ["a", "b"]
levels  = ["cold", "warm"]
up      = 0.5
)toml"});
    const SearchResult result = search(chance, options);
    CHECK(result.best.empty());
    REQUIRE(result.untried.size() == 1);
    CHECK(result.untried[0].constraints == 4);
    CHECK(result.untried[0].which == "4 constraints of consent and compliance");
    CHECK(result.untried[0].because.starts_with("chance decides"));
    REQUIRE(result.shaping.size() == 1);
    CHECK(result.shaping[0].constraint == "that gift must be adopted");
}

TEST_CASE("shaping: where fronts are bounds, so is what players freed from constraints get") {
    std::size_t bounds = 0;
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        const std::string text = random_model(seed, {.chance = false, .measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const OrderProblem problem(model, some_order(model, seed),
                                   judge.world().initial_measures());
        const Scorer scorer({}, judge.judge({}).values);
        Optimum optimum(problem, scorer, judge, {});
        if (!optimum.by_fronts() || optimum.fronts()->exact()) continue;
        const auto now = optimum.best().bound;
        const ShapedBy shaped = shaped_by_players(model, optimum, scorer, judge, {}, now);
        CHECK(shaped.tried == 2 * model.players.size());
        CHECK(shaped.untried.empty());
        for (const Shaping& s : shaped.constraints) {
            if (s.is_bound) ++bounds;
            CHECK(s.is_bound != s.steps.has_value());
            if (now) CHECK(s.score >= *now);
        }
    }
    CHECK(bounds > 5);
}

namespace {

std::optional<double> least_of(const Model& model, const PartialOrder& order, PlanJudge& judge) {
    std::optional<double> least;
    const OrderProblem problem(model, order, judge.world().initial_measures());
    for_each_completion(problem, [&](const Steps& steps) {
        const Patience patience = judge.common_patience(steps);
        if (patience.critical) least = std::min(least.value_or(1), *patience.critical);
        return true;
    });
    return least;
}

}  // namespace

TEST_CASE("shaping: the patience needed without a constraint is that of all orders without it") {
    constexpr double almost_one = 0.999;  // beyond, little is left but indifference
    std::size_t helped = 0;
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        const std::string text =
            random_model(seed, {.chance = seed % 5 == 0, .measures = 2, .moving = seed % 2 == 0})
                .print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const PartialOrder order = some_order(model, seed);
        const OrderProblem problem(model, order, judge.world().initial_measures());
        const auto now = least_of(model, order, judge);
        if (now && *now > almost_one) continue;
        const ShapedBy shaped = patience_shaped_by_order(problem, judge, judge.judge({}).values, {},
                                                         now, seed % 5 != 0);
        const auto looser = looser_by_name(model, order);
        CHECK(shaped.tried == looser.size());
        for (const auto& [name, without] : looser) {
            CAPTURE(name);
            const auto least = least_of(model, without, judge);
            const auto told = std::ranges::find(shaped.constraints, name, &Shaping::constraint);
            const bool helps = least && *least < std::min(now.value_or(1), almost_one) - 1e-6;
            if (least && *least > almost_one) continue;
            REQUIRE((told != shaped.constraints.end()) == helps);
            if (!helps) continue;
            ++helped;
            CHECK(told->score == Approx(*least).margin(1e-9).epsilon(0));
            CHECK(told->gain.has_value() == now.has_value());
        }
    }
    CHECK(helped > 5);
}

TEST_CASE("shaping: less patience would do without the compliance of who is tempted most") {
    const Model model = read_model({"tempted.toml", R"toml(
[players]
x = { discount = 0.9 }
y = { discount = 0.9 }
[interactions.arms]
players = ["x", "y"]
actions = ["keep", "break"]
payoffs = [
  { play = ["keep", "keep"],   to = [2, 2] },
  { play = ["keep", "break"],  to = [-8, 4] },
  { play = ["break", "keep"],  to = [3, -8] },
  { play = ["break", "break"], to = [0, 0] },
]
[measures.treaty]
prescribes.arms = "keep"
[proposals.now]
steps = ["treaty"]
)toml"});
    SearchOptions options;
    options.objective.kind = Objective::Kind::patience;
    const SearchResult result = search(model, options);
    // Grim trigger asks for (T - R) / (T - P): 1 / 3 of x and 1 / 2 of y.
    CHECK(result.bound.value() == Approx(0.5).margin(1e-9));
    REQUIRE(result.shaping.size() == 2);
    CHECK(result.shaping[0].constraint == "that treaty must be adopted");
    CHECK(result.shaping[0].score == 0);
    CHECK(result.shaping[1].constraint == "the compliance of y");
    CHECK(result.shaping[1].score == Approx(1.0 / 3).margin(1e-9));
    CHECK(result.shaping[1].gain.value() == Approx(1.0 / 6).margin(1e-9));
    CHECK(result.untried.empty());
}

namespace {

std::vector<Found> front_of(const Model& model, const PartialOrder& order, PlanJudge& judge,
                            const Scorer& scorer) {
    const OrderProblem problem(model, order, judge.world().initial_measures());
    return best_by_brute_force(judge_all(problem, judge), scorer, true).best;
}

double most_for(const std::vector<Found>& front, std::size_t player) {
    double most = front.front().values[player];
    for (const Found& found : front) most = std::max(most, found.values[player]);
    return most;
}

/// How many of these are beaten, or at least as good as, by one of those.
std::size_t count_covered(const std::vector<Found>& these, const std::vector<Found>& those,
                          bool strictly) {
    return static_cast<std::size_t>(std::ranges::count_if(these, [&](const Found& a) {
        return std::ranges::any_of(those, [&](const Found& b) {
            return covers(b.values, a.values) && !(strictly && covers(a.values, b.values));
        });
    }));
}

}  // namespace

TEST_CASE("shaping: a front without a constraint is that of all orders without it") {
    std::size_t told = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const std::string text =
            random_model(seed, {.chance = seed % 4 == 0, .measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        const PartialOrder order = some_order(model, seed);
        const OrderProblem problem(model, order, judge.world().initial_measures());
        const Scorer scorer({Kind::pareto, 0, {}}, judge.judge({}).values);
        const auto now = front_of(model, order, judge, scorer);
        if (now.empty()) continue;
        std::vector<Sequence> front;
        for (const Found& found : now) front.push_back({found.steps, 0, found.values, 0});
        const Optimum optimum(problem, scorer, judge, {});
        const FrontShapedBy shaped = front_shaped_by(model, optimum, scorer, judge, {}, front);
        for (const auto& [name, without] : looser_by_name(model, order)) {
            CAPTURE(name);
            const auto then = front_of(model, without, judge, scorer);
            const std::size_t added = then.size() - count_covered(then, now, false);
            const auto found =
                std::ranges::find(shaped.constraints, name, &FrontShaping::constraint);
            REQUIRE((found != shaped.constraints.end()) == (added > 0));
            if (added == 0) continue;
            ++told;
            CHECK(found->added == added);
            CHECK(found->beaten == count_covered(now, then, true));
            for (std::size_t i = 0; i < model.players.size(); ++i)
                CHECK(found->raises[i] ==
                      Approx(std::max(0.0, most_for(then, i) - most_for(now, i))).margin(1e-9));
        }
    }
    CHECK(told > 10);
}
