#include "entente/game.hpp"

#include "support/random_game.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

NamedGame read(std::string text) {
    return read_nfg({"game.nfg", std::move(text)});
}

/// The whole complaint about a text that is no game.
std::string complaint(std::string text) {
    try {
        read(std::move(text));
    } catch (const ModelError& error) {
        return error.what();
    }
    return "none";
}

std::vector<Rational> row(const NamedGame& named, std::size_t player) {
    const auto payoffs = named.game.payoffs(player);
    return {payoffs.begin(), payoffs.end()};
}

}  // namespace

TEST_CASE("the first player's action varies fastest in a file and slowest in a game") {
    const auto named = read("NFG 1 R \"t\" { \"A\" \"B\" } { 2 3 }\n1 10 2 20 3 30 4 40 5 50 6 60");
    CHECK(named.title == "t");
    CHECK(row(named, 0) == std::vector<Rational>{1, 3, 5, 2, 4, 6});
    CHECK(row(named, 1) == std::vector<Rational>{10, 30, 50, 20, 40, 60});
    CHECK(named.game.players()[1] == GamePlayer{"B", {"1", "2", "3"}});
}

TEST_CASE("numbers in a file are exact however they are spelt") {
    const auto named =
        read("NFG 1 D \"\" { \"A\" } { 7 } 1/3 -2/4 0.1 1.5e-3 +7 9223372036854775808 -1E2");
    CHECK(row(named, 0) == std::vector<Rational>{Rational(1, 3), Rational(-1, 2), Rational(1, 10),
                                                 Rational(3, 2000), 7,
                                                 Rational("9223372036854775808"), -100});
}

TEST_CASE("names with quotes and backslashes, comments and commas are read") {
    const auto named = read(
        "NFG 1 R \"say \\\"hi\\\"\" { \"A \\\\\" \"B\" } # two of them\r\n"
        "{ { \"up\" \"down # not a comment\" } { \"only\" } } \"a \\d remark\"\t1, 2, 3, 4,");
    CHECK(named.title == "say \"hi\"");
    CHECK(named.comment == "a \\d remark");
    CHECK(named.game.players()[0] == GamePlayer{"A \\", {"up", "down # not a comment"}});
    CHECK(row(named, 1) == std::vector<Rational>{2, 4});
}

TEST_CASE("outcomes give their payoffs to the profiles that name them, and 0 gives nothing") {
    const auto named = read(
        "NFG 1 R \"\" { \"A\" \"B\" } { { \"a\" \"b\" } { \"c\" \"d\" } } \"\"\n"
        "{ { \"win\" 1, -1 } { \"\" 1/2 2 } { 3 4 } }\n1 0 2 3");
    CHECK(row(named, 0) == std::vector<Rational>{1, Rational(1, 2), 0, 3});
    CHECK(row(named, 1) == std::vector<Rational>{-1, 2, 0, 4});
}

TEST_CASE("every player and action gets a name of its own") {
    const auto named =
        read("NFG 1 R \"\" { \"\" \"A\" } { { \"\" \"x\" \"x\" \"1\" } 1 } 0 0 0 0 0 0 0 0");
    CHECK(named.game.players()[0] == GamePlayer{"1", {"1_2", "x", "x_2", "1"}});
}

TEST_CASE("a game that was written and read again is the same game") {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const auto game = support::random_game(seed);
        std::vector<GamePlayer> players(game.players().begin(), game.players().end());
        std::vector<Rational> payoffs;
        for (std::size_t i = 0; i < players.size(); ++i) {
            players[i].name = "\\\"player # {" + std::to_string(i);
            for (std::size_t a = 0; a < players[i].actions.size(); ++a) {
                players[i].actions[a] = std::to_string(a) + "\\";
            }
            for (const Rational& x : game.payoffs(i)) payoffs.push_back(x / (seed + 1));
        }
        const NamedGame named{"a \"title\"\nin two lines",
                              {std::move(players), std::move(payoffs)},
                              "with a \\comment\\"};
        CHECK(read(write_nfg(named)) == named);
    }
}

TEST_CASE("what is wrong with an .nfg file is said with its place") {
    CHECK(complaint("NFG 1 R \"t\"\n{ \"A\" \"B\" } { 2 2 }\n1 2 3 x 5 6 7 8") ==
          "game.nfg:3:7: error: \"x\" is not a number, expected payoff 4 of 8\n"
          "    3 | 1 2 3 x 5 6 7 8\n"
          "      |       ^\n"
          "      = numbers look like 3, -2/7, 0.1 or 1.5e-3, with exponents up to 10000\n");
    const auto says = [](std::string text, const std::string& words) {
        const std::string whole = complaint(std::move(text));
        CAPTURE(whole);
        CHECK_THAT(whole, Catch::Contains(words));
    };
    says("", "does not begin with NFG");
    says("EFG 2 R \"\" { }", "does not begin with NFG");
    says("NFG 2 R \"\" { }", "version");
    says("NFG 1 X \"\" { }", "expected R or D");
    says("NFG 1 R title", "expected the title of the game in quotes");
    says("NFG 1 R \"title { 2 2 }", ":1:9: error: this string has no closing quote");
    says("NFG 1 R \"\" { } { }", "an empty list, expected the name of a player");
    says("NFG 1 R \"\" { \"A\" } { 0 }", "found \"0\", expected a number of actions from 1 to");
    says("NFG 1 R \"\" { \"A\" } { 1.5 } 1", "found \"1.5\", expected a number of actions");
    says("NFG 1 R \"\" { \"A\" } { 2 2 } 1 2 3 4",
         "found \"2\", expected \"}\" after the actions of 1");
    says("NFG 1 R \"\" { \"A\" \"B\" } { 2 2 } 1 2 3", "more payoffs than the 5 bytes");
    says("NFG 1 R \"\" { \"A\" } { 2 } 111 ", "found the end of the file, expected payoff 2 of 2");
    says("NFG 1 R \"\" { \"A\" } { 2 } 1 2 3", "found \"3\" after the last payoff");
    says("NFG 1 R \"\" { \"A\" } { 2 } 1 1/0", "\"1/0\" is not a number");
    says("NFG 1 R \"\" { \"A\" } { 2 } { { \"o\" 1 } } 1 2", "found \"2\", expected");
    says("NFG 1 R \"\" { \"A\" } { 2 } { { \"o\" 1 2 } } 1 1", "expected \"}\" after 1 payoffs");
    says("NFG 1 R \"\" { \"A\" } { 2 } { { \"o\" 1 } } 1",
         "expected the outcome of profile 2 of 2");
    says("NFG 1 R \"\" { \"A\" } { 2 } { { \"o\" 1 } 1 1",
         "and the next outcome, or \"}\" after the last");
    says("NFG 1 R \"\" { \"A\" { 2 2 } 1 2", "expected the name of a player in quotes or \"}\"");
}

TEST_CASE("a file that announces an absurd size is refused at once") {
    CHECK_THAT(complaint("NFG 1 R \"\" { \"A\" \"B\" } { 4000000000 4000000000 } 1"),
               Catch::Contains("found \"4000000000\", expected a number of actions from 1 to"));
    CHECK_THAT(complaint("NFG 1 R \"\" { \"A\" \"B\" \"C\" } { 20 20 20 } " + std::string(50, '1')),
               Catch::Contains("profiles, but only 50 bytes follow"));
}

TEST_CASE("a damaged .nfg file is read or refused, and nothing else") {
    const std::string whole =
        "NFG 1 R \"a \\\"b\" { \"A\" \"B\" } { { \"a\" \"b\" } { \"c\" \"d\" } } \"\"\n"
        "{ { \"w\" 1, -1.5e2 } { \"\" 1/2 2 } }\n1 0 2 1";
    for (std::uint32_t seed = 0; seed < 3000; ++seed) {
        std::mt19937 engine(seed);
        std::string damaged = whole;
        for (std::uint32_t k = engine() % 4 + 1; k > 0; --k) {
            const std::size_t where = engine() % damaged.size();
            const std::size_t length = engine() % 9;
            switch (engine() % 4) {
                case 0:
                    damaged[where] = static_cast<char>(engine() % 256);
                    break;
                case 1:
                    damaged.erase(where, length);
                    break;
                case 2:
                    damaged.insert(where, damaged.substr(engine() % damaged.size(), length));
                    break;
                default:
                    damaged.resize(where + 1);
                    break;
            }
            if (damaged.empty()) damaged = " ";
        }
        CAPTURE(seed, damaged);
        try {
            const NamedGame named = read(damaged);
            CHECK(read(write_nfg(named)) == named);
        } catch (const ModelError& error) {
            CHECK(error.diagnostics().size() == 1);
        }
    }
}
