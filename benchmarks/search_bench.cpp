/// @file search_bench.cpp
/// How long the best order takes: dense tables for sums over players, fronts for constrained
/// problems of several players. Inputs are made from seeds.
#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "search/scalar_order.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>
#include <string>

namespace {

using namespace entente;

double number(std::mt19937& engine) {
    return static_cast<double>(engine() % 2001) / 1000 - 1;
}

/// Payoffs of single measures and of pairs.
ScalarProblem pairwise(std::size_t n, std::size_t chains) {
    std::mt19937 engine(7);
    ScalarProblem problem;
    DiscountClass all{0.95, {{0, 0.0}}, std::vector<double>(n)};
    for (std::size_t m = 0; m < n; ++m) {
        problem.measures.push_back(m);
        const bool bottom = chains == 0 || m % (n / chains) == 0;
        problem.before.push_back(bottom ? 0 : problem.before.back() | MeasureSet{1} << (m - 1));
        for (std::size_t k = 0; k < m; ++k)
            all.payoff.emplace_back(MeasureSet{1} << m | MeasureSet{1} << k, 0.2 * number(engine));
        all.payoff.emplace_back(MeasureSet{1} << m, number(engine));
        all.cost[m] = 0.1;
    }
    problem.classes = {all};
    problem.mandatory = chains == 0 ? 0 : (MeasureSet{1} << n) - 1;
    return problem;
}

void dense(benchmark::State& state, std::size_t chains) {
    const ScalarProblem problem = pairwise(static_cast<std::size_t>(state.range(0)), chains);
    std::size_t states = 0;
    for (auto _ : state) {
        const ScalarOrder order(problem, {.threads = static_cast<unsigned>(state.range(1))});
        states = order.states();
        benchmark::DoNotOptimize(order.value());
    }
    state.counters["states"] = static_cast<double>(states);
}

void subsets(benchmark::State& state) {
    dense(state, 0);
}
void five_chains(benchmark::State& state) {
    dense(state, 5);
}

/// Five players; measures without an order that pay each of two parties something and cost a third
/// one something, some of them agreements that must be kept.
std::string constrained_model(std::size_t n) {
    std::mt19937 engine(11);
    std::string text = "[enforcement]\nscope = \"issue\"\n[players]\n";
    for (int i = 0; i < 5; ++i) text += fmt::format("p{} = {{ discount = 0.9 }}\n", i);
    for (std::size_t m = 0; m < n; ++m) {
        const auto a = engine() % 5, b = (a + 1 + engine() % 4) % 5;
        auto c = engine() % 5;
        while (c == a || c == b) c = (c + 1) % 5;
        const double to_a = 0.3 + 0.3 * number(engine), to_b = 0.3 + 0.3 * number(engine);
        if (m % 5 == 0) {
            text += fmt::format(
                "[interactions.g{0}]\nplayers = [\"p{1}\", \"p{2}\"]\n"
                "template = \"prisoners-dilemma\"\n"
                "arguments = {{ T = 1.5, R = 1, P = 0, S = -1 }}\n"
                "[measures.m{0}]\nprescribes.g{0} = \"cooperate\"\n",
                m, a, b);
        } else {
            text += fmt::format(
                "[measures.m{}]\nparties = [\"p{}\", \"p{}\"]\n"
                "payoff = {{ p{} = {:.3f}, p{} = {:.3f}, p{} = -{:.3f} }}\n",
                m, a, b, a, to_a, b, to_b, c, 0.1 + 0.1 * number(engine));
        }
    }
    return text;
}

void constrained(benchmark::State& state, const Objective& objective) {
    const Model model = read_model(
        {"constrained.toml", constrained_model(static_cast<std::size_t>(state.range(0)))});
    SearchOptions options;
    options.objective = objective;
    options.explain = false;
    options.threads = static_cast<unsigned>(state.range(1));
    options.memory = 12e9;
    SearchResult result;
    for (auto _ : state) result = search(model, options);
    state.counters["states"] = static_cast<double>(result.states);
    state.counters["labels"] = static_cast<double>(result.labels);
    state.counters["dominated"] = static_cast<double>(result.dominated);
    state.counters["widest"] = static_cast<double>(result.widest);
}

/// Every value counts, so that fronts are wide.
void constrained_nash(benchmark::State& state) {
    constrained(state, {Objective::Kind::nash, 0, {}});
}

/// One player's value, and what the others must be given so that they go along.
void constrained_player(benchmark::State& state) {
    constrained(state, {Objective::Kind::player, 0, {}});
}

}  // namespace

BENCHMARK(subsets)
    ->Args({20, 2})
    ->Args({24, 1})
    ->Args({24, 2})
    ->Args({28, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);
BENCHMARK(five_chains)
    ->Args({40, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(constrained_nash)
    ->Args({8, 2})
    ->Args({10, 2})
    ->Args({12, 2})
    ->Args({16, 2})
    ->Args({20, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);
BENCHMARK(constrained_player)
    ->Args({16, 2})
    ->Args({18, 2})
    ->Args({20, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

BENCHMARK_MAIN();
