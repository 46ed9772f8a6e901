#include "expression/support.hpp"

#include <catch2/catch.hpp>

using namespace entente;
using support::faults_of;

TEST_CASE("carets stand below the unknown name inside an expression") {
    CHECK(faults_of("1 + in_force(pakt)") ==
          "t:1:14: error: no measure is called \"pakt\"\n"
          "    1 | 1 + in_force(pakt)\n"
          "      |              ^^^^\n"
          "      = did you mean \"pact\"?\n");
}

TEST_CASE("every unknown name of an expression is reported") {
    const auto faults =
        faults_of("x + level(ty) + play(race, north, bild) + play(race, sooth, hold)");
    CHECK(faults.find("no parameter is called \"x\"") != faults.npos);
    CHECK(faults.find("no relation is called \"ty\"") != faults.npos);
    CHECK(faults.find("\"north\" has no action called \"bild\" in \"race\"") != faults.npos);
    CHECK(faults.find("no player of \"race\" is called \"sooth\"") != faults.npos);
}

TEST_CASE("syntax faults say what was expected") {
    const auto starts = [](const std::string& text, const std::string& with) {
        const auto faults = faults_of(text);
        INFO(text << ": " << faults);
        CHECK(faults.find("error: " + with) != faults.npos);
    };
    starts("a < b < 1", "comparisons cannot be chained");
    starts("2a", "\"2a\" is neither a number nor a name");
    starts("a b", "expected an operator before \"b\"");
    starts("(a", "expected \")\" to close the parenthesis, found the end");
    starts("a)", "\")\" closes nothing");
    starts("a +", "expected a number or a name, found the end");
    starts("a && b", "\"&&\" means nothing in an expression");
    starts("a = b", "\"=\" means nothing in an expression");
    starts("a \xe2\x89\xa4 b", "\"\xe2\x89\xa4\" means nothing in an expression");
    starts("a % b", "\"%\" means nothing in an expression");
    starts("a $ b", "unexpected character \"$\"");
    starts("", "the discount is empty");
    starts("1__0", "\"1__0\" is not a number");
    starts("1e999999999", "\"1e999999999\" is not a number");
    starts("if(a, b)", "\"if\" takes 3 operands, found 2");
    starts("sqrt(a)", "no function is called \"sqrt\"");
    starts("pact + 1", "\"pact\" is a measure, not a number");
    starts("tie + 1", "\"tie\" is a relation, not a number");
    starts("level + 1", "\"level\" alone has a meaning only inside a relation");
    starts("play(race, north)", "play takes 3 names, found 2");
    starts("in_force(1)", "expected a name in in_force(), found \"1\"");
    starts("a == not b", "\"not\" needs parentheses here");
    starts("'very close' + 1", "\"very close\" is text where a number is needed");
    starts("level(tie) > hot", "no parameter, and no level of \"tie\", is called \"hot\"");
    starts("min", "\"min\" needs parentheses after it");
    starts("'abc", "a quotation that does not end");
}

TEST_CASE("what does not depend on the state may not mention it") {
    CHECK(faults_of("a * 2", false).empty());
    CHECK(faults_of("in_force(pact)", false)
              .find("the discount cannot depend on the state of the world") != std::string::npos);
}

TEST_CASE("nesting and length without end are refused, not obeyed") {
    CHECK(faults_of(std::string(1000, '(')).find("nested too deeply") != std::string::npos);
    CHECK(faults_of(std::string(10000, '-') + "1").find("nested too deeply") != std::string::npos);
    std::string sum = "1";
    for (int k = 0; k < 5000; ++k) sum += "+1";
    CHECK(faults_of(sum).find("too many operations in a row") != std::string::npos);
    CHECK(faults_of(sum + sum + sum + sum + sum).find("too long") != std::string::npos);
}
