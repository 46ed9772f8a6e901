/// @file adaptive_test.cpp
/// Searches over policies, against plans that the engine judges and against all policies one by
/// one; and the game of agenda setting.
#include "search/adaptive.hpp"

#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "search/agenda.hpp"
#include "search/plan_judge.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace entente;
using support::random_model;

namespace {

OrderProblem all_measures(const Model& model, const World& world, std::size_t width) {
    PartialOrder order;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    order.optional = order.measures;
    order.width = width;
    return {model, order, world.initial_measures()};
}

bool can_lapse(const Model& model, const World& world) {
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (world.can_lapse(m)) return true;
    return false;
}

/// What is searched where no proposal is named, in steps of two.
PartialOrder searched_in_pairs(const Model& model) {
    PartialOrder order;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (!model.measures[m].initial) order.measures |= MeasureSet{1} << m;
    order.width = 2;
    return order;
}

StepSet step_of(const Layer& layer, const std::vector<std::size_t>& measures) {
    StepSet set = 0;
    for (std::size_t k = 0; k < layer.candidates.size(); ++k)
        if (std::ranges::count(measures, layer.candidates[k]) > 0) set |= StepSet{1} << k;
    return set;
}

/// What a fixed plan makes pending at a start.
StepSet pending_of(const Layer& layer, std::size_t at, const Steps& plan) {
    for (const auto& step : plan)
        if ((OrderProblem::set_of(step) & ~layer.measures) != 0)
            return step_of(layer, step) & layer.pending[at];
    return 0;
}

double value_of(AdaptiveProcess& process, const Policy& policy, std::size_t player) {
    StartValues values = process.no_values();
    for (const std::size_t layer : process.layers()) process.solve(layer, policy[layer], values);
    const Dynamics& d = process.dynamics();
    return values[d.initial_layer()][player * d.levels().size() + d.initial_levels()] +
           d.reference(player);
}

/// A start with the steps that a policy may choose from.
struct Start {
    std::size_t layer, at;
    std::vector<StepSet> steps;
};

std::vector<Start> starts_of(const AdaptiveProcess& process) {
    std::vector<Start> starts;
    for (const std::size_t k : process.layers())
        for (std::size_t at = 0; at < process.dynamics().levels().size(); ++at) {
            if (process.dynamics().layers()[k].start[at] == 0) continue;
            starts.push_back({k, at, process.steps(k, at)});
            starts.back().steps.push_back(0);
        }
    return starts;
}

/// The largest sum of values over all policies.
double best_of_all(AdaptiveProcess& process, Policy policy, const std::vector<Start>& starts,
                   std::size_t count) {
    double best = -1e300;
    for (std::size_t n = 0; n < count; ++n) {
        std::size_t rest = n;
        for (const Start& start : starts) {
            policy[start.layer][start.at] = start.steps[rest % start.steps.size()];
            rest /= start.steps.size();
        }
        double sum = 0;
        for (std::size_t i = 0; i < process.players(); ++i) sum += value_of(process, policy, i);
        best = std::max(best, sum);
    }
    return best;
}

}  // namespace

TEST_CASE("adaptive: a fixed plan as a policy is worth what the engine says") {
    std::size_t compared = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const std::string text = random_model(seed).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        PlanJudge judge(model, parameter_values(model));
        if (can_lapse(model, judge.world())) continue;
        const OrderProblem problem = all_measures(model, judge.world(), 16);
        AdaptiveProcess process(judge.world(), problem, judge.world().discounts());
        for (const Proposal& proposal : model.proposals) {
            const Judgement judgement = judge.judge(proposal.steps);
            if (!judgement.self_enforcing) continue;
            Policy policy(process.dynamics().layers().size());
            for (const std::size_t k : process.layers()) {
                const Layer& layer = process.dynamics().layers()[k];
                for (std::size_t at = 0; at < layer.start.size(); ++at)
                    policy[k].push_back(layer.start[at] != 0 ? pending_of(layer, at, proposal.steps)
                                                             : StepSet{0});
            }
            for (std::size_t i = 0; i < model.players.size(); ++i)
                CHECK(value_of(process, policy, i) == Approx(judgement.values[i]).margin(1e-9));
            ++compared;
        }
    }
    CHECK(compared > 5);
}

TEST_CASE("adaptive: without constraints as good as all policies one by one") {
    std::size_t compared = 0;
    for (std::uint32_t seed = 0; seed < 200 && compared < 20; ++seed) {
        const std::string text = random_model(seed, {.measures = 2}).print();
        const Model model = read_model({"random.toml", text});
        World world(model, parameter_values(model));
        if (can_lapse(model, world) || world.levels().size() > 3) continue;
        CAPTURE(seed, text);
        const OrderProblem problem = all_measures(model, world, 2);
        AdaptiveProcess process(world, problem, std::vector(model.players.size(), 0.8));
        const std::vector<double> weights(model.players.size(), 1);
        const PolicySearch found(process, weights, false);
        const auto starts = starts_of(process);
        double count = 1;
        for (const Start& start : starts) count *= static_cast<double>(start.steps.size());
        if (count > 1500) continue;
        ++compared;
        CHECK(found.score() ==
              Approx(best_of_all(process, found.policy(), starts, static_cast<std::size_t>(count)))
                  .margin(1e-9));
    }
    CHECK(compared >= 10);
}

TEST_CASE("adaptive: what is found is accepted and kept, and its bound is one") {
    std::size_t proven = 0, held = 0;
    for (std::uint32_t seed = 100; seed < 160; ++seed) {
        const std::string text = random_model(seed, {.measures = 3}).print();
        const Model model = read_model({"random.toml", text});
        World world(model, parameter_values(model));
        if (can_lapse(model, world)) continue;
        CAPTURE(seed, text);
        const OrderProblem problem = all_measures(model, world, 2);
        const std::vector<double> weights(model.players.size(), 1);
        const AdaptiveResult result = best_policy(world, problem, weights, nullptr, {});
        if (!result.holds) continue;
        ++held;
        CHECK(result.score <= result.bound + 1e-9);
        if (result.proven) ++proven;
        AdaptiveProcess process(world, problem, world.discounts());
        const PolicySearch found(process, weights, true);
        const Dynamics& d = process.dynamics();
        for (const AdaptiveRow& row : result.rows) {
            const std::size_t layer = d.layer_of(row.in_force);
            const std::size_t at = d.levels().index(row.levels);
            const StepSet step = step_of(d.layers()[layer], row.step);
            CHECK(process.is_kept(layer, at, step, found.values()));
            CHECK(process.is_accepted(layer, at, step));
        }
    }
    CHECK(held > 10);
    CHECK(proven > 3);
}

namespace {

/// The policy that the rows tell; where nothing is told it waits.
Policy policy_of(const AdaptiveProcess& process, const std::vector<AdaptiveRow>& rows) {
    const Dynamics& d = process.dynamics();
    Policy policy(d.layers().size(), std::vector<StepSet>(d.levels().size()));
    for (const AdaptiveRow& row : rows) {
        const std::size_t layer = d.layer_of(row.in_force);
        policy[layer][d.levels().index(row.levels)] = step_of(d.layers()[layer], row.step);
    }
    return policy;
}

}  // namespace

TEST_CASE("adaptive: never worse than the best fixed order, and worth what its table says") {
    std::size_t fixed = 0, better = 0, fallen_back = 0;
    for (std::uint32_t seed = 0; seed < 160; ++seed) {
        const std::string text = random_model(seed, {.measures = 3}).print();
        CAPTURE(seed, text);
        const Model model = read_model({"random.toml", text});
        World world(model, parameter_values(model));
        if (can_lapse(model, world)) continue;
        SearchOptions options;
        options.width = 2;
        options.adaptive = true;
        options.explain = false;
        options.objective = {Objective::Kind::weighted, 0, {}};
        for (std::size_t i = 0; i < model.players.size(); ++i)
            options.objective.weights.push_back(static_cast<double>(1 + (i + seed) % 3));
        const SearchResult result = search(model, options);
        const AdaptiveResult& adaptive = result.adaptive.value();
        CHECK(adaptive.score <= adaptive.bound + 1e-9);
        CHECK(adaptive.fixed.has_value() == !result.best.empty());
        if (!adaptive.holds) continue;
        const OrderProblem problem(model, searched_in_pairs(model), world.initial_measures());
        AdaptiveProcess process(world, problem, world.discounts());
        const Policy policy = policy_of(process, adaptive.rows);
        double sum = 0;
        for (std::size_t i = 0; i < model.players.size(); ++i) {
            CHECK(value_of(process, policy, i) == Approx(adaptive.values[i]).margin(1e-8));
            sum += options.objective.weights[i] * adaptive.values[i];
        }
        CHECK(adaptive.score == Approx(sum).margin(1e-8));
        if (!adaptive.fixed) continue;
        ++fixed;
        CHECK(*adaptive.fixed == Approx(result.best.front().score).margin(1e-9));
        CHECK(adaptive.score >= *adaptive.fixed);
        if (adaptive.is_fixed) ++fallen_back;
        if (adaptive.score > *adaptive.fixed + 1e-6) ++better;
    }
    CHECK(fixed > 20);
    CHECK(better > 5);
    CHECK(fallen_back > 0);
}

TEST_CASE("agenda: each proposes first what is best for itself, and both are accepted") {
    const Model model = read_model({"divided.toml", R"toml(
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[measures.first]
parties = ["a", "b"]
payoff  = { a = 3, b = 1 }
[measures.second]
parties = ["a", "b"]
payoff  = { a = 1, b = 3 }
)toml"});
    World world(model, parameter_values(model));
    PartialOrder order;
    order.measures = 0b11;
    const OrderProblem problem(model, order, 0);
    AdaptiveProcess process(world, problem, world.discounts());
    // One measure a period: the proposer's own first, then the other. Per period, by hand:
    // first before second gives a 3 / 2 + 4 / 2 = 3.5 and b 1 / 2 + 4 / 2 = 2.5.
    const AgendaOutcome only_a = stationary_agenda(process, {1, 0}, {});
    CHECK(only_a.is_equilibrium);
    CHECK(only_a.values[0] == Approx(3.5));
    CHECK(only_a.values[1] == Approx(2.5));
    const AgendaOutcome equal = stationary_agenda(process, {0.5, 0.5}, {});
    CHECK(equal.is_equilibrium);
    CHECK(equal.is_kept);
    CHECK(equal.values[0] == Approx(3));
    CHECK(equal.values[1] == Approx(3));
    REQUIRE(!equal.rows.empty());
    CHECK(equal.rows[0].proposals == std::vector<std::vector<std::size_t>>{{0}, {1}});
}

TEST_CASE("agenda: nobody has a better proposal that would pass, unless it says so") {
    std::size_t equilibria = 0;
    for (std::uint32_t seed = 300; seed < 330; ++seed) {
        const std::string text = random_model(seed, {.measures = 3}).print();
        const Model model = read_model({"random.toml", text});
        World world(model, parameter_values(model));
        if (can_lapse(model, world)) continue;
        CAPTURE(seed, text);
        const OrderProblem problem = all_measures(model, world, 1);
        AdaptiveProcess process(world, problem, world.discounts());
        const std::size_t players = model.players.size();
        const AgendaOutcome outcome = stationary_agenda(
            process, std::vector(players, 1.0 / static_cast<double>(players)), {});
        if (!outcome.is_equilibrium) continue;
        ++equilibria;
        const Dynamics& d = process.dynamics();
        for (const AgendaRow& row : outcome.rows) {
            const std::size_t layer = d.layer_of(row.in_force);
            const std::size_t at = d.levels().index(row.levels);
            for (std::size_t j = 0; j < players; ++j) {
                const StepSet own = step_of(d.layers()[layer], row.proposals[j]);
                CHECK((own == 0 || process.is_accepted(layer, at, own)));
                CHECK(process.worth(j, layer, at, own) >=
                      process.worth(j, layer, at, 0) - 1e-8 * d.scale(j));
            }
        }
    }
    CHECK(equilibria > 10);
}
