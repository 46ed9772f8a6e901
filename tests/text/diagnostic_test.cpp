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
