/// @file against_brute_force_test.cpp
/// The search against the bottom rung: every completion, judged by the process engine.
#include "entente/read_model.hpp"

#include "search/brute_force.hpp"
#include "search/least_patience.hpp"
#include "search/optimum.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace entente;
using support::random_model;

namespace {

std::vector<Objective> objectives(std::size_t players) {
    std::vector<Objective> all;
    using Kind = Objective::Kind;
    for (const Kind kind :
         {Kind::utilitarian, Kind::nash, Kind::egalitarian, Kind::fastest, Kind::pareto})
        all.push_back({kind, 0, {}});
    all.push_back({Kind::player, players - 1, {}});
    all.push_back({Kind::weighted, 0, {}});
    for (std::size_t i = 0; i < players; ++i)
        all.back().weights.push_back(static_cast<double>(i % 3));
    return all;
}

/// Random orders, choices and widths over all measures; of many measures with more of an order, so
/// that brute force comes to an end.
PartialOrder random_order(const Model& model, std::mt19937& engine, std::size_t widest) {
    PartialOrder order;
    const std::size_t n = model.measures.size();
    for (std::size_t m = 0; m < n; ++m)
        if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    for (std::size_t m = 0; m < n; ++m)
        if (engine() % 4 == 0) order.optional |= order.measures & MeasureSet{1} << m;
    const auto some = [&] { return order.measures & MeasureSet{1} << engine() % n; };
    const std::size_t precedences = engine() % 3 + (n > 5 ? 5 * (n - 4) : 0);
    for (std::size_t k = 0; k < precedences; ++k) {
        const MeasureSet a = some(), b = some();
        if (a != 0 && b != 0 && a < b) order.order.push_back({a, b, "", {}});
    }
    if (engine() % 3 == 0)
        if (const MeasureSet set = some() | some(); std::popcount(set) == 2)
            order.exclusive.push_back(set);
    order.width = 1 + engine() % widest;
    return order;
}

void check_found(const Findings& found, const Findings& expected, bool front) {
    CHECK(found.complete);
    REQUIRE(found.best.size() == expected.best.size());
    CHECK(found.ties == expected.ties);
    for (std::size_t k = 0; k < found.best.size(); ++k) {
        if (!front) CHECK(found.best[k].steps == expected.best[k].steps);
        CHECK(found.best[k].score == Approx(expected.best[k].score).margin(1e-8));
        for (std::size_t i = 0; i < found.best[k].values.size() && front; ++i)
            CHECK(found.best[k].values[i] == Approx(expected.best[k].values[i]).margin(1e-7));
    }
}

/// The best of those that begin as some completion does, be it an optimum or not.
void check_beginning(Optimum& optimum, const std::vector<JudgedPlan>& all, const Scorer& scorer) {
    const Steps& some = all[all.size() / 2].steps;
    if (some.empty()) return;
    std::vector<JudgedPlan> those;
    std::ranges::copy_if(all, std::back_inserter(those), [&](const JudgedPlan& plan) {
        return !plan.steps.empty() && plan.steps.front() == some.front();
    });
    check_found(optimum.best({OrderProblem::set_of(some.front())}),
                best_by_brute_force(those, scorer, false), false);
}

struct Tally {
    std::size_t models = 0, by_fronts = 0, exact = 0, feasible = 0;
};

/// Every objective, with and without the quick look that large problems get.
void check_model(const Model& model, const OrderProblem& problem, Tally& tally) {
    PlanJudge judge(model, parameter_values(model));
    const auto all = judge_all(problem, judge);
    const std::vector<double> status_quo = judge.judge({}).values;
    ++tally.models;
    for (const Objective& objective : objectives(model.players.size())) {
        const bool front = objective.kind == Objective::Kind::pareto;
        const Scorer scorer(objective, status_quo);
        CAPTURE(name_of(model, objective));
        Optimum::Settings settings;
        settings.most_listed = 100'000;
        if (tally.models % 2 == 0) settings.quick_look_from = 0;
        if (tally.models % 4 == 0) settings.quick_labels = 1;
        Optimum optimum(problem, scorer, judge, settings);
        const Findings expected = best_by_brute_force(all, scorer, front);
        check_found(optimum.best(), expected, front);
        if (!front && !all.empty()) check_beginning(optimum, all, scorer);
        if (objective.kind != Objective::Kind::utilitarian) continue;
        if (optimum.by_fronts()) ++tally.by_fronts;
        if (optimum.by_fronts() && optimum.fronts()->exact()) ++tally.exact;
        if (!expected.best.empty()) ++tally.feasible;
    }
}

Tally check_models(std::uint32_t from, std::uint32_t to, const support::RandomModelOptions& options,
                   std::size_t widest, double most_completions) {
    Tally tally;
    for (std::uint32_t seed = from; seed < to; ++seed) {
        const std::string text = random_model(seed, options).print();
        const Model model = read_model({"random.toml", text});
        std::mt19937 engine(seed);
        const PartialOrder order = random_order(model, engine, widest);
        World world(model, parameter_values(model));
        const OrderProblem problem(model, order, world.initial_measures());
        if (problem.size().completions > most_completions) continue;
        CAPTURE(seed, text, order.measures, order.optional, order.width);
        for (const Precedence& p : order.order) UNSCOPED_INFO(p.earlier << " < " << p.later);
        for (const MeasureSet set : order.exclusive) UNSCOPED_INFO("exclusive " << set);
        check_model(model, problem, tally);
    }
    return tally;
}

}  // namespace

TEST_CASE("search: as good as all orders one by one, with relations that stand still") {
    const Tally tally = check_models(
        0, 60, {.chance = false, .punished = true, .measures = 4, .moving = false}, 1, 200);
    CHECK(tally.exact == tally.models);
    CHECK(tally.feasible > 10);
}

TEST_CASE("search: as good as all ordered partitions one by one, with relations that move") {
    const Tally tally = check_models(1000, 1060, {.chance = false, .measures = 4}, 3, 200);
    CHECK(tally.by_fronts > tally.models / 2);
    CHECK(tally.feasible > 10);
}

TEST_CASE("search: as good as everything one by one where chance decides") {
    const Tally tally = check_models(2000, 2020, {.measures = 3}, 2, 100);
    CHECK(tally.models > 10);
}

TEST_CASE("search: as good as everything one by one with seven measures") {
    for (const bool moving : {false, true}) {
        const Tally tally =
            check_models(2400, 2415, {.chance = false, .measures = 7, .moving = moving}, 3, 200);
        CHECK(tally.models >= 2);
        CHECK(tally.by_fronts > 0);
    }
}

TEST_CASE("search: hundreds of models with up to seven measures", "[slow]") {
    Tally tally;
    for (const std::size_t measures : {1U, 2U, 3U, 5U, 6U, 7U}) {
        const std::uint32_t from = 3000 + 200 * static_cast<std::uint32_t>(measures);
        for (const bool moving : {false, true}) {
            const Tally some = check_models(
                from, from + 60, {.chance = false, .measures = measures, .moving = moving}, 3, 600);
            tally.models += some.models;
            tally.exact += some.exact;
            tally.feasible += some.feasible;
        }
    }
    CHECK(tally.models > 300);
    CHECK(tally.exact > 100);
    CHECK(tally.feasible > 100);
}

namespace {

/// @return how many models were compared
std::size_t check_patience(std::uint32_t from, std::uint32_t to, std::size_t measures,
                           double most_completions) {
    std::size_t compared = 0;
    for (std::uint32_t seed = from; seed < to; ++seed) {
        const std::string text =
            random_model(seed, {.chance = false, .measures = measures, .moving = seed % 2 == 0})
                .print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        std::mt19937 engine(seed);
        const OrderProblem problem(model, random_order(model, engine, 3),
                                   judge.world().initial_measures());
        if (problem.size().completions > most_completions) continue;
        ++compared;
        std::optional<double> expected;
        for_each_completion(problem, [&](const Steps& steps) {
            const Patience patience = judge.common_patience(steps);
            if (patience.critical) expected = std::min(expected.value_or(1), *patience.critical);
            return true;
        });
        const LeastPatience found = least_patience(problem, judge, judge.judge({}).values, {});
        REQUIRE(found.critical.has_value() == expected.has_value());
        // So close to 1 discounting leaves less than what counts as indifference.
        if (expected && *expected < 0.9999)
            CHECK(*found.critical == Approx(*expected).margin(1e-9).epsilon(0));
    }
    return compared;
}

}  // namespace

TEST_CASE("search: the least patience is that of all completions one by one") {
    CHECK(check_patience(0, 12, 3, 30) > 5);
}

TEST_CASE("search: the least patience of models with up to seven measures", "[slow]") {
    for (const std::size_t measures : {2U, 3U, 4U, 5U, 6U, 7U}) {
        const std::uint32_t from = 5000 + 100 * static_cast<std::uint32_t>(measures);
        CHECK(check_patience(from, from + 40, measures, 60) > 5);
    }
}

TEST_CASE("search: trust lowers temptation, and the best order changes where it is known to") {
    const Model model =
        read_model_file(ENTENTE_SOURCE_DIR "/models/literature/trust_gated_order.toml");
    SearchOptions options;
    options.all_optional = true;
    options.width = 2;
    options.objective.kind = Objective::Kind::patience;
    const SearchResult result = search(model, options);
    REQUIRE(result.regimes.size() == 4);
    const Steps nothing, a_first{{0}, {1}}, b_first{{1}, {0}}, both{{0, 1}};
    CHECK(result.regimes[0].steps == nothing);
    CHECK(result.regimes[1].steps == a_first);
    CHECK(result.regimes[2].steps == b_first);
    CHECK(result.regimes[3].steps == both);
    CHECK(result.regimes[0].to == Approx(1.0 / 3).margin(1e-9).epsilon(0));
    CHECK(result.regimes[1].to == Approx(4.0 / 7).margin(1e-9).epsilon(0));
    CHECK(result.regimes[2].to == Approx(5.0 / 8).margin(1e-9).epsilon(0));

    options.objective.kind = Objective::Kind::utilitarian;
    for (const auto& [tenths, value] : {std::pair{3, 0.0}, {5, 2.0}, {6, 2.6}, {7, 3.0}}) {
        options.set = {{0, Rational(tenths, 10)}};
        const SearchResult best = search(model, options);
        REQUIRE(best.best.size() == 1);
        CHECK(best.best[0].values[0] == Approx(value).margin(1e-9));
        CHECK(best.proven);
    }

    // Both must be adopted: the one that needs the least patience is A first.
    options.all_optional = false;
    options.set.clear();
    options.objective.kind = Objective::Kind::patience;
    const SearchResult least = search(model, options);
    REQUIRE(least.bound.has_value());
    CHECK(*least.bound == Approx(1.0 / 3).margin(1e-10).epsilon(0));
    REQUIRE(least.best.size() == 1);
    CHECK(least.best[0].steps == a_first);

    // A first, B first, both at once: what each needs, and that what departs cannot be mended.
    REQUIRE(least.comparisons.size() >= 3);
    const double needs[] = {1.0 / 3, 4.0 / 7, 5.0 / 8};
    for (std::size_t p = 0; p < 3; ++p) {
        const SequenceComparison& compared = least.comparisons[p];
        CAPTURE(model.proposals[p].key);
        CHECK(compared.score.value() == Approx(needs[p]).margin(1e-9).epsilon(0));
        CHECK(compared.departs_at.has_value() == (p > 0));
        if (p > 0) CHECK(compared.best_after.value() == Approx(needs[p]).margin(1e-9).epsilon(0));
    }
}
