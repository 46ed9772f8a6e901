/// Every way to write rankings and moves, and what it means.
#include "entente/rankings.hpp"

#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

using Ranks = std::vector<std::vector<std::size_t>>;

Model model_of(const std::string& text) {
    return read_model({"m.toml", "[players]\na = {}\nb = {}\n" + text});
}

Ranks ranks_of(const std::string& keys) {
    const Model model =
        model_of("[interactions.g]\nplayers = [\"a\", \"b\"]\nactions = [\"x\", \"y\"]\n" + keys);
    return model.interactions.at(0).rankings.value().ranks;
}

GraphModel graph_of(const std::string& moves) {
    return model_of(
               "[graph_models.g]\nplayers = \"a\"\nstates = [\"1\", \"2\", \"3\", \"4-b\"]\n"
               "rankings = { a = \"1 = 2 = 3 = 4-b\" }\nmoves = { a = " +
               moves + " }\n")
        .graph_models.at(0)
        .graph;
}

}  // namespace

TEST_CASE("rankings as texts, lists and rows mean the same", "[ordinal]") {
    // Profiles: x/x, x/y, y/x, y/y.
    const Ranks expected{{1, 2, 0, 1}, {0, 0, 0, 0}};
    CHECK(ranks_of("rankings = { a = \"y/x > x/x = y/y > x/y\", b = \"x/x=x/y~y/x = y/y\" }") ==
          expected);
    CHECK(ranks_of("outcomes = { 'a > b' = [\"x\", \"x\"], war = { a = \"y\", b = \"y\" } }\n"
                   "rankings = { a = \"y/x > 'a > b' = war > x/y\", b = "
                   "\"war = 'y/x' = x/y = 'a > b'\" }") == expected);
    CHECK(ranks_of("rankings = { a = [\"y/x\", [\"x/x\", \"y/y\"], \"x/y\"], b = "
                   "[[\"x/x\", \"x/y\", \"y/x\", \"y/y\"]] }") == expected);
    CHECK(ranks_of("rankings = [{ play = [\"y\", \"x\"], rank = [2, 7] }, { play = [\"x\", \"y\"], "
                   "rank = { a = 9, b = 7 } }, { otherwise = [5, 7] }]") == expected);
}

TEST_CASE("payoffs that are unknown are zeros, and nothing may be computed from them",
          "[ordinal]") {
    const Model model = model_of(
        "[interactions.g]\nplayers = [\"a\", \"b\"]\nactions = [\"x\", \"y\"]\n"
        "rankings = [{ otherwise = [1, 1] }]\n");
    CHECK(model.interactions[0].payoffs ==
          std::vector<Expression>(8, model.interactions[0].payoffs[0]));
    const std::vector<std::size_t> all{0};
    CHECK(solve_rankings(model, all).size() == 1);
}

TEST_CASE("moves as texts and tables", "[ordinal]") {
    using Moves = std::vector<std::vector<std::size_t>>;
    CHECK(graph_of("\"\"").moves[0] == Moves{{}, {}, {}, {}});
    CHECK(graph_of("\"1->2\"").moves[0] == Moves{{1}, {}, {}, {}});
    CHECK(graph_of("\"1 -> 2 4-b, 2 <-> 3,4-b<->3\"").moves[0] == Moves{{1, 3}, {2}, {1, 3}, {2}});
    CHECK(graph_of("\"1 <-> 2 <-> 4-b\"").moves[0] == Moves{{1, 3}, {0, 3}, {}, {0, 1}});
    CHECK(graph_of("\"1 2 -> 3, 1 -> 3, 3 -> 3\"").moves[0] == Moves{{2}, {2}, {}, {}});
    CHECK(graph_of("{ 1 = [\"4-b\", \"2\"], 2 = \"1\" }").moves[0] == Moves{{1, 3}, {0}, {}, {}});
}
