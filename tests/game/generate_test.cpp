#include "entente/generate.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("a family makes the same game for the same seed and another for another") {
    for (const GameFamily& family : game_families()) {
        CAPTURE(family.name);
        const NamedGame game = family.make(4, 1);
        CHECK(game == family.make(4, 1));
        CHECK(game.game.action_count(0) == 4);
        CHECK(game.game.action_count(1) == 4);
        CHECK(find_family(family.name) == &family);
    }
    CHECK_FALSE(find_family("uniform")->make(4, 1).game == find_family("uniform")->make(4, 2).game);
    CHECK(find_family("unknown") == nullptr);
}

TEST_CASE("payoffs of a zero-sum game sum to zero") {
    const auto game = find_family("zero-sum")->make(5, 7).game;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        CHECK(game.payoffs(0)[p] + game.payoffs(1)[p] == 0);
    }
}

TEST_CASE("lrsnash reads rows of rationals, one matrix after the other") {
    const NormalForm<Rational> game({{"A", {"x", "y"}}, {"B", {"x", "y", "z"}}},
                                    {1, 2, 3, 4, 5, Rational(1, 2), 0, 0, 0, -1, -2, -3});
    CHECK(write_lrsnash(game) == "2 3\n\n1 2 3\n4 5 1/2\n\n0 0 0\n-1 -2 -3\n");
}
