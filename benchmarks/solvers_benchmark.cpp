/// @file solvers_benchmark.cpp
/// Solvers on games of every family: time, and the work counters that explain it.
///
///     build/release/benchmarks/solvers_benchmark --benchmark_filter=tree/uniform
#include "entente/components.hpp"
#include "entente/generate.hpp"
#include "entente/reductions.hpp"
#include "entente/solver.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace entente;

constexpr std::uint32_t seed = 1;

void solve(benchmark::State& state, const Solver& solver, const GameFamily& family) {
    const auto game = family.make(static_cast<std::size_t>(state.range(0)), seed).game;
    Solution solution;
    for (auto _ : state) solution = solver.solve(game, {});
    state.counters["steps"] = static_cast<double>(solution.steps);
    state.counters["equilibria"] = static_cast<double>(solution.equilibria.size());
}

void nash_subsets(benchmark::State& state, const GameFamily& family) {
    const auto game = family.make(static_cast<std::size_t>(state.range(0)), seed).game;
    const auto extreme = default_solver(game).solve(game, {}).equilibria;
    std::size_t count = 0;
    for (auto _ : state) count = maximal_nash_subsets(game, extreme)->size();
    state.counters["subsets"] = static_cast<double>(count);
}

void reduce(benchmark::State& state, const GameFamily& family) {
    const auto game = family.make(static_cast<std::size_t>(state.range(0)), seed).game;
    std::size_t count = 0;
    for (auto _ : state) count = reductions(game).dominated.size();
    state.counters["dominated"] = static_cast<double>(count);
}

struct Case {
    std::string_view solver;
    std::string_view family;
    std::vector<std::int64_t> sizes;
};

const std::vector<Case> cases{
    {"tree", "uniform", {4, 8, 12, 14}},
    {"tree", "covariant", {8, 12}},
    {"tree", "coordination", {4, 8, 12}},
    {"tree", "degenerate", {6, 8, 10}},
    {"tree", "sparse", {6, 8}},
    {"tree", "cyclic-many", {6, 8, 10}},
    {"tree", "cyclic-long", {6, 8, 10}},
    {"vertex-enumeration", "uniform", {4, 6}},
    {"support-enumeration", "uniform", {4, 6}},
    {"small-support", "uniform", {8, 16, 30}},
    {"lemke-howson", "uniform", {20, 50, 100, 200}},
    {"lemke-howson", "cyclic-long", {8, 12}},
    {"zero-sum", "zero-sum", {10, 50, 100}},
};

void register_all() {
    for (const Case& each : cases) {
        const Solver& solver = *find_solver(each.solver);
        const GameFamily& family = *find_family(each.family);
        auto* entry = benchmark::RegisterBenchmark(
            (std::string(each.solver) + "/" + std::string(each.family)).c_str(),
            [&solver, &family](benchmark::State& state) { solve(state, solver, family); });
        for (const std::int64_t size : each.sizes) entry->Arg(size)->Unit(benchmark::kMicrosecond);
    }
    for (const std::string_view name : {"degenerate", "uniform"}) {
        const GameFamily& family = *find_family(name);
        benchmark::RegisterBenchmark(
            ("nash-subsets/" + std::string(name)).c_str(),
            [&family](benchmark::State& state) { nash_subsets(state, family); })
            ->Arg(8)
            ->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark(("reductions/" + std::string(name)).c_str(),
                                     [&family](benchmark::State& state) { reduce(state, family); })
            ->Arg(8)
            ->Arg(16)
            ->Unit(benchmark::kMicrosecond);
    }
}

}  // namespace

int main(int argc, char** argv) {
    register_all();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
