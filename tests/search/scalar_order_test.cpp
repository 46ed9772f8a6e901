/// @file scalar_order_test.cpp
/// Dense tables against all orders, one by one, in numbers only.
#include "search/scalar_order.hpp"

#include "search/chain_table.hpp"
#include "search/set_function.hpp"
#include "search/subset_kernels.hpp"
#include "search/subset_table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

using namespace entente;

namespace {

double number(std::mt19937& engine) {
    return static_cast<double>(static_cast<int>(engine() % 2001) - 1000) / 500;
}

ScalarProblem random_problem(std::mt19937& engine, std::size_t n, std::size_t classes,
                             bool precedence, bool optional) {
    ScalarProblem problem;
    for (std::size_t m = 0; m < n; ++m) problem.measures.push_back(m);
    for (std::size_t c = 0; c < classes; ++c) {
        DiscountClass made{0.3 + 0.2 * static_cast<double>(engine() % 4), {}, {}};
        if (c == 1) made.discount = 0.95;
        for (MeasureSet set = 0; set < MeasureSet{1} << n; ++set)
            if (std::popcount(set) <= 2 || (std::popcount(set) == 3 && engine() % 8 == 0))
                made.payoff.emplace_back(set, number(engine));
        for (std::size_t m = 0; m < n; ++m)
            made.cost.push_back(engine() % 3 == 0 ? std::abs(number(engine)) : 0);
        problem.classes.push_back(std::move(made));
    }
    problem.mandatory = (MeasureSet{1} << n) - 1;
    if (optional) problem.mandatory &= engine();
    problem.before.resize(n);
    for (std::size_t m = 1; m < n && precedence; ++m)
        for (std::size_t k = 0; k < m; ++k)
            if (engine() % 4 == 0) problem.before[m] |= problem.before[k] | MeasureSet{1} << k;
    return problem;
}

struct Best {
    double value = -1e300;
    std::vector<std::vector<std::size_t>> orders;
};

void visit(const ScalarProblem& problem, MeasureSet set, std::vector<std::size_t>& order,
           Best& best) {
    if ((problem.mandatory & ~set) == 0) {
        const double value = value_of(problem, order);
        if (value > best.value + 1e-9) best.orders.clear();
        if (value > best.value - 1e-9) best.orders.push_back(order);
        best.value = std::max(best.value, value);
    }
    for (std::size_t m = 0; m < problem.size(); ++m) {
        if ((set >> m & 1U) != 0 || (problem.before[m] & ~set) != 0) continue;
        order.push_back(m);
        visit(problem, set | MeasureSet{1} << m, order, best);
        order.pop_back();
    }
}

void check(const ScalarProblem& problem, double memory = 1e9) {
    Best expected;
    std::vector<std::size_t> order;
    visit(problem, 0, order, expected);
    ScalarOrder::Options options;
    options.memory = memory;
    options.threads = 2;
    const ScalarOrder found(problem, options);
    CHECK(found.value() == Approx(expected.value).margin(1e-9));
    std::vector<std::vector<std::size_t>> orders;
    found.for_each_best([&](const std::vector<std::size_t>& one) {
        orders.push_back(one);
        return true;
    });
    std::ranges::sort(orders);
    std::ranges::sort(expected.orders);
    CHECK(orders == expected.orders);
    CHECK(found.count() == std::to_string(orders.size()));
    for (const auto& one : expected.orders)  // whatever of an optimum is begun, it stays one
        for (std::size_t k = 0; k <= one.size(); ++k)
            CHECK(found.value_after({one.begin(), one.begin() + static_cast<std::ptrdiff_t>(k)}) ==
                  Approx(expected.value).margin(1e-9));
}

/// Of the orders that begin with each of the measures.
void check_beginnings(const ScalarProblem& problem) {
    const ScalarOrder found(problem, {});
    for (std::size_t m = 0; m < problem.size(); ++m) {
        if (problem.before[m] != 0) continue;
        Best expected;
        std::vector<std::size_t> order{m};
        visit(problem, MeasureSet{1} << m, order, expected);
        CHECK(found.value_after({m}) == Approx(expected.value).margin(1e-9));
        std::vector<std::vector<std::size_t>> orders;
        found.for_each_best(
            [&](const std::vector<std::size_t>& one) {
                orders.push_back(one);
                return true;
            },
            {m});
        std::ranges::sort(expected.orders);
        CHECK(orders == expected.orders);
    }
}

}  // namespace

TEST_CASE("dense tables: as good as all orders, one by one") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        std::mt19937 engine(seed);
        const bool precedence = seed % 2 == 1, optional = seed % 3 == 0 && !precedence;
        const ScalarProblem problem =
            random_problem(engine, 1 + seed % 7, 1 + seed % 5 / 3, precedence, optional);
        check(problem);
        check_beginnings(problem);
    }
}

TEST_CASE("dense tables: subsets and chains agree where both apply, beyond one block") {
    std::mt19937 engine(7);
    ScalarProblem problem = random_problem(engine, 14, 1, false, true);
    const SubsetTable subsets(problem, {.threads = 2});
    const ChainTable chains(problem, {});
    const double d = problem.classes[0].discount;
    for (MeasureSet set = 1; set < MeasureSet{1} << 14; set += 37)
        CHECK(subsets.node(set) * std::pow(d, std::popcount(set) - 1) ==
              Approx(chains.node(set)).margin(1e-9));
    for (DiscountClass& c : problem.classes) std::ranges::fill(c.cost, 0.0);
    problem.classes.push_back(problem.classes[0]);
    problem.classes[1].discount = 0.8;
    const SubsetTable two(problem, {});
    const ChainTable both(problem, {});
    for (MeasureSet set = 1; set < MeasureSet{1} << 14; set += 41)
        CHECK(two.node(set) == Approx(both.node(set)).margin(1e-9));
}

TEST_CASE("dense tables: every instruction set computes the same") {
    std::mt19937 engine(3);
    constexpr std::size_t low = 7, size = 1U << low;
    std::vector<double> one(size), other(size), stop(size), stay(size);
    for (std::size_t s = 0; s < size; ++s) {
        one[s] = number(engine), other[s] = number(engine);
        stop[s] = number(engine), stay[s] = number(engine);
    }
    const double* above[] = {one.data(), other.data()};
    const double above_cost[] = {0.5, 0.25};
    double low_cost[low];
    for (double& cost : low_cost) cost = number(engine);
    std::vector<double> expected;
    for (const SubsetKernels* kernels : subset_kernels()) {
        std::vector<double> out(size);
        kernels->solve(
            {out.data(), low, above, above_cost, 2, low_cost, stop.data(), stay.data(), 0.9});
        if (expected.empty()) expected = out;
        CHECK(out == expected);
    }
}

TEST_CASE("chains: as few as the widest set of measures without an order") {
    // 0 < 2, 1 < 2, 2 < 3, 2 < 4: two at the bottom, two at the top.
    const auto chains = chains_of({0, 0, 0b11, 0b111, 0b111});
    CHECK(chains.size() == 2);
    CHECK(chains_of({0, 0, 0, 0}).size() == 4);
    CHECK(chains_of({0, 0b1, 0b11, 0b111}).size() == 1);
}
