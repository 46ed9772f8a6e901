/// @file process_benchmark.cpp
/// How long the evaluation of a proposal takes: seven players in a chain, a relation of four levels
/// between neighbours that moves by chance, twelve measures in eight steps.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

namespace {

using namespace entente;

constexpr int relations = 6;

/// @param punishment as in [enforcement].
std::string chain_of_states(const std::string& punishment) {
    std::string text =
        "[parameters]\nt = { value = 2, range = [1, 3] }\nd = { value = 0.9, range = [0.5, 0.99] "
        "}\n"
        "[players]\n";
    for (int i = 0; i <= relations; ++i) text += fmt::format("p{} = {{ discount = \"d\" }}\n", i);
    for (int k = 0; k < relations; ++k) {
        const std::string above =
            k + 1 < relations ? fmt::format(" + 0.02 * (level(r{}) >= 2)", k + 1) : "";
        text += fmt::format(
            "[relations.r{0}]\nbetween = [\"p{0}\", \"p{1}\"]\n"
            "levels = [\"hostile\", \"cold\", \"stable\", \"cooperative\"]\ninitial = \"cold\"\n"
            "payoff = {{ p{0} = \"0.3 * level\", p{1} = \"0.3 * level\" }}\n"
            "up = \"0.05 + 0.2 * in_force(m{0}){2}\"\ndown = \"0.1 - 0.05 * in_force(m{3})\"\n"
            "[interactions.g{0}]\nplayers = [\"p{0}\", \"p{1}\"]\n"
            "actions = {{ p{0} = [\"C\", \"D\"], p{1} = [\"C\", \"D\"] }}\n"
            "payoffs = [ {{ play = [\"C\", \"C\"], to = [3, 3] }}, "
            "{{ play = [\"C\", \"D\"], to = [0, \"3 + t - 0.2 * level(r{0})\"] }}, "
            "{{ play = [\"D\", \"C\"], to = [\"3 + t - 0.2 * level(r{0})\", 0] }}, "
            "{{ play = [\"D\", \"D\"], to = [1, 1] }} ]\n"
            "[measures.m{0}]\nparties = [\"p{0}\", \"p{1}\"]\n"
            "cost = {{ p{0} = 0.1, p{1} = 0.1 }}\n"
            "[measures.m{3}]\nprescribes.g{0} = {{ p{0} = \"C\", p{1} = \"C\" }}\n"
            "requires = \"level(r{0}) >= 1\"\nduration = 2\n",
            k, k + 1, above, k + relations);
    }
    return text + fmt::format(
                      "[enforcement]\nscope = \"linked\"\ndetection = 0.9\npunishment = {}\n"
                      "[proposals.plan]\nsteps = [[\"m0\", \"m1\"], [\"m2\", \"m3\"], "
                      "[\"m4\", \"m5\"], [\"m6\"], [\"m7\"], [\"m8\", \"m9\"], [\"m10\"], "
                      "[\"m11\"]]\n",
                      punishment);
}

void evaluate_all(benchmark::State& state, const std::string& punishment) {
    const Model model = read_model(SourceText{"chain.toml", chain_of_states(punishment)});
    EvaluateOptions options;
    options.threads = 2;
    std::uint64_t states = 0;
    for (auto _ : state) {
        const Evaluation evaluation = evaluate(model, options);
        states = evaluation.states;
        benchmark::DoNotOptimize(evaluation.ranking.data());
    }
    state.counters["states"] = static_cast<double>(states);
}

void punished_forever(benchmark::State& state) {
    evaluate_all(state, "\"forever\"");
}
void punished_five_periods(benchmark::State& state) {
    evaluate_all(state, "{ periods = 5 }");
}

}  // namespace

BENCHMARK(punished_forever)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);
BENCHMARK(punished_five_periods)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

BENCHMARK_MAIN();
