#include "entente/diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("a diagnostic shows the line, carets below the words, and the hint") {
    const std::vector<SourceText> sources{
        {"base.toml", "title = \"x\"\n"},
        {"crisis.toml", "players Serbia Kosovo\npayoff Sebria 3\n"}};
    const Diagnostic misspelt{
        {2, 8, 6, 1}, "no player is called \"Sebria\"", "did you mean \"Serbia\"?"};

    CHECK(render(sources, misspelt) ==
          "crisis.toml:2:8: error: no player is called \"Sebria\"\n"
          "    2 | payoff Sebria 3\n"
          "      |        ^^^^^^\n"
          "      = did you mean \"Serbia\"?\n");
}

TEST_CASE("a diagnostic past the end of the file points at an empty line") {
    const Diagnostic early_end{{3, 1, 0}, "the file ends before any payoff", ""};
    CHECK(render(std::vector<SourceText>{{"m", "a\nb\n"}}, early_end) ==
          "m:3:1: error: the file ends before any payoff\n"
          "    3 | \n"
          "      | ^\n");
}

TEST_CASE("control characters are shown as blanks, and a carriage return not at all") {
    const Diagnostic misspelt{{1, 3, 1}, "no\nsuch\tname", ""};
    CHECK(render(std::vector<SourceText>{{"m", "a\tb\x1b[31m\r\n"}}, misspelt) ==
          "m:1:3: error: no such name\n"
          "    1 | a b [31m\n"
          "      |   ^\n");
}

TEST_CASE("carets stand below the word also behind characters of several bytes or columns") {
    const std::string line = "n = \"\xc3\xa9\xed\x95\x9c\" x";  // one column, two columns
    const Diagnostic misspelt{{1, line.size(), 1}, "what is x", ""};
    CHECK(render(std::vector<SourceText>{{"m", line}}, misspelt) ==
          "m:1:13: error: what is x\n"
          "    1 | " +
              line +
              "\n"
              "      |           ^\n");
}

TEST_CASE("a long line is cut around the carets, between characters") {
    const std::string line = std::string(1000, 'a') + "bad" + std::string(1000, 'c');
    const auto shown = render(std::vector<SourceText>{{"m", line}}, {{1, 1001, 3}, "bad", ""});
    CHECK(shown == "m:1:1001: error: bad\n    1 | ..." + std::string(60, 'a') + "bad" +
                       std::string(57, 'c') + "...\n      | " + std::string(63, ' ') + "^^^\n");
    std::string wide;
    for (int k = 0; k < 500; ++k) wide += "\xed\x95\x9c";
    for (std::size_t column = 1; column <= wide.size() + 2; ++column) {
        const auto text = render(std::vector<SourceText>{{"m", wide}}, {{1, column, 9}, "", ""});
        CHECK(text.size() < 500);
    }
}
