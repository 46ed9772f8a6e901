/// @file catalogue.cpp
/// To add a solver: write src/solvers/NAME.cpp, declare it in catalogue.hpp, list it here.
/// The command line, `entente solvers`, the property tests and the benchmarks read this list.
#include "solvers/catalogue.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace entente {
namespace {

constexpr std::array catalogue{
    &pure_enumeration,    &support_search,     &lemke_howson, &lemke_howson_all,
    &support_enumeration, &vertex_enumeration, &tree,         &zero_sum,
};

}  // namespace

std::span<const Solver* const> solvers() noexcept {
    return catalogue;
}

const Solver* find_solver(std::string_view name) noexcept {
    const auto it = std::ranges::find(catalogue, name, &Solver::name);
    return it == catalogue.end() ? nullptr : *it;
}

const Solver& default_solver(const Game& game) {
    // The last one listed is the fastest of those that find everything.
    for (const Solver* solver : std::ranges::reverse_view(catalogue)) {
        if (solver->finds_all(game) && !solver->refusal(game)) return *solver;
    }
    return pure_enumeration;
}

}  // namespace entente
