#include "report/table.hpp"

#include "report/csv.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("a table aligns what is seen, not bytes") {
    Table table({{"player"}, {"value", Table::Align::right}});
    table.add({"북한", "1.5"});
    table.add({"Japan", "12"});
    CHECK(table.text() ==
          "player  value\n"
          "------  -----\n"
          "북한      1.5\n"
          "Japan      12\n");
}

TEST_CASE("a table too wide for the page fills its widest column over several lines") {
    Table table({{"measure"}, {"why it fails"}});
    table.add({"arms_control", "North Korea would breach it in the first period"});
    CHECK(table.text(0, 36) ==
          "measure       why it fails\n"
          "------------  ----------------------\n"
          "arms_control  North Korea would\n"
          "              breach it in the first\n"
          "              period\n");
}

TEST_CASE("no line of a paragraph is longer than asked, unless one word is") {
    CHECK(paragraph("one two three four", "- ", 2, 12) == "- one two\n  three four\n");
    CHECK(paragraph("incomprehensibilities", "", 0, 10) == "incomprehensibilities\n");
    CHECK(paragraph("", "", 0, 10) == "\n");
}

TEST_CASE("CSV cells are quoted exactly when they must be") {
    CHECK(csv_line({"a", "b c", "d,e", "say \"x\"", "", "two\nlines"}) ==
          "a,b c,\"d,e\",\"say \"\"x\"\"\",,\"two\nlines\"\n");
    CHECK(csv_line({"", ""}) == ",\n");
}

TEST_CASE("a table too wide for the page breaks the titles of numbers, never the numbers") {
    Table table({{"proposal"}, {"total gain", Table::Align::right}});
    table.add({"a_name_of_one_word", "+12 345"});
    CHECK(table.text(0, 27) ==
          "proposal              total\n"
          "                       gain\n"
          "------------------  -------\n"
          "a_name_of_one_word  +12 345\n");
}

TEST_CASE("a long heading takes several lines, and its rule one") {
    CHECK(heading("A name", '-') == "A name\n------\n");
    const std::string text = heading(std::string(60, 'a') + " " + std::string(60, 'b'), '=');
    CHECK(text == std::string(60, 'a') + "\n" + std::string(60, 'b') + "\n" +
                      std::string(page_width, '=') + "\n");
}
