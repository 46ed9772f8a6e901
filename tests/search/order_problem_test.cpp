/// @file order_problem_test.cpp
/// Which completions a partial order has, counted and listed.
#include "search/order_problem.hpp"

#include "entente/read_model.hpp"

#include "search/brute_force.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

using namespace entente;

namespace {

OrderProblem problem_of(const std::string& keys, std::size_t measures) {
    std::string text = "[players]\nn = {}\n[measures]\n";
    for (std::size_t m = 0; m < measures; ++m)
        text += std::string(1, static_cast<char>('a' + m)) + " = { parties = [\"n\"] }\n";
    const Model model = read_model({"order.toml", text + "[proposals.p]\n" + keys});
    return {model, model.proposals[0].open.value(), 0};
}

/// "ab c" for a step of a and b, then one of c.
std::string spelt(const Steps& steps) {
    std::string text;
    for (const auto& step : steps) {
        if (!text.empty()) text += ' ';
        for (const std::size_t m : step) text += static_cast<char>('a' + m);
    }
    return text;
}

std::set<std::string> completions(const OrderProblem& problem) {
    std::set<std::string> all;
    for_each_completion(problem, [&](const Steps& steps) {
        CHECK(all.insert(spelt(steps)).second);
        return true;
    });
    CHECK(problem.size().completions == static_cast<double>(all.size()));
    return all;
}

using Set = std::set<std::string>;

}  // namespace

TEST_CASE("completions: all orders, then all ordered partitions as steps widen") {
    CHECK(completions(problem_of("width = 1", 3)).size() == 6);
    CHECK(completions(problem_of("width = 3", 3)).size() == 13);  // Fubini numbers
    CHECK(completions(problem_of("width = 4", 4)).size() == 75);
    CHECK(completions(problem_of("width = 2", 3)) == Set{"a b c", "a c b", "b a c", "b c a",
                                                         "c a b", "c b a", "ab c", "ac b", "bc a",
                                                         "a bc", "b ac", "c ab"});
}

TEST_CASE("completions: an order keeps a in an earlier step, through what is left out too") {
    CHECK(completions(problem_of("order = \"a < b\"\nmeasures = [\"a\", \"b\", \"c\"]\nwidth = 3",
                                 3)) == Set{"a b c", "a c b", "c a b", "ac b", "a bc"});
    CHECK(completions(problem_of("order = \"a < b < c\"\noptional = \"b\"\nwidth = 2", 3)) ==
          Set{"a b c", "a c"});
    CHECK(completions(problem_of("order = \"a < b\"\noptional = \"a\"", 2)) == Set{"a b", "b"});
    CHECK(completions(problem_of("order = \"a < b\"\noptional = \"b\"", 2)) == Set{"a b", "a"});
}

TEST_CASE("completions: exclusive measures are alternatives, optional or not") {
    CHECK(completions(problem_of("exclusive = [[\"a\", \"b\"]]\nwidth = 2", 2)) == Set{"a", "b"});
    CHECK(completions(problem_of("exclusive = [[\"a\", \"b\"]]\noptional = true", 2)) ==
          Set{"", "a", "b"});
    CHECK(completions(problem_of("exclusive = [[\"a\", \"b\"]]\noptional = \"b\"\n", 2)) ==
          Set{"a", "b"});
    // c after a, but not after b: a is dispensable once b is there.
    CHECK(completions(problem_of("exclusive = [[\"a\", \"b\"]]\norder = \"a < c\"", 3)) ==
          Set{"a c", "b c", "c b"});
}

TEST_CASE("completions: everything optional is every order of every subset") {
    CHECK(completions(problem_of("optional = true", 3)).size() == 16);  // 1 + 3 + 6 + 6
    const OrderProblem problem = problem_of("optional = true\nwidth = 3", 3);
    CHECK(completions(problem).size() == 26);  // 1 + 3 + 3 * 3 + 13
    CHECK(problem.size().sets == 8);
}

TEST_CASE("completions: those that begin with given steps are those of all that do") {
    const OrderProblem problem = problem_of(
        "measures = [\"a\", \"b\", \"c\", \"d\"]\norder = \"a < b\"\n"
        "optional = \"d\"\nwidth = 2",
        4);
    const std::vector<std::pair<std::vector<MeasureSet>, std::string>> beginnings{
        {{0b0001}, "a"}, {{0b0101}, "ac"}, {{0b0001, 0b1010}, "a bd"}, {{0b0100, 0b0001}, "c a"}};
    for (const auto& [steps, text] : beginnings) {
        Set expected;
        for (const std::string& all : completions(problem))
            if (all == text || all.starts_with(text + " ")) expected.insert(all);
        CAPTURE(text);
        CHECK(!expected.empty());
        CHECK(completions(problem.beginning_with(steps)) == expected);
    }
}

TEST_CASE("completions: those of many measures in wide steps are counted at once") {
    // Ordered partitions of n into blocks of at most two: a(n) = n a(n - 1) + n (n - 1) / 2 a(n -
    // 2)
    std::vector<double> expected{1, 1};
    for (std::size_t n = 2; n <= 26; ++n) {
        const auto x = static_cast<double>(n);
        expected.push_back(x * expected[n - 1] + x * (x - 1) / 2 * expected[n - 2]);
    }
    const OrderProblem::Size size = problem_of("width = 2", 26).size();
    CHECK(size.exact);
    CHECK(size.completions == Approx(expected.back()).epsilon(1e-12));
    CHECK(size.sets == std::ldexp(1.0, 26));
    CHECK_FALSE(problem_of("width = 2", 26).has_at_most(1e7));
    CHECK(problem_of("width = 2", 10).has_at_most(1024));
    CHECK_FALSE(problem_of("width = 2", 10).has_at_most(1023));
}

TEST_CASE("completions: counting with an order gives up when it has done enough") {
    std::string keys = "width = 4\norder = [\"a < b\"]\nmeasures = [";
    for (char m = 'a'; m <= 'z'; ++m) keys += std::string("\"") + m + "\", ";
    const OrderProblem problem = problem_of(keys + "]", 26);
    const OrderProblem::Size size = problem.size(1e4);
    CHECK_FALSE(size.exact);
    CHECK(size.sets > 1000);
    CHECK_FALSE(size.has_completions_up_to(1e300));
    CHECK_FALSE(problem.has_at_most(5000));
}
