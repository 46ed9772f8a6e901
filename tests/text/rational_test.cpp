#include "entente/scalar.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("text becomes exactly the number it spells") {
    CHECK(parse_rational("3") == Rational(3));
    CHECK(parse_rational("-2/7") == Rational(-2, 7));
    CHECK(parse_rational("0.1") == Rational(1, 10));
    CHECK(parse_rational("+1.5e-3") == Rational(3, 2000));
    CHECK(parse_rational("010") == Rational(10));
    CHECK(parse_rational("08/09") == Rational(8, 9));
    CHECK(parse_rational("4/2") == Rational(2));
    CHECK(parse_rational("2E3") == Rational(2000));
    CHECK(parse_rational("0e10000") == Rational(0));
    CHECK(parse_rational("-0") == Rational(0));
    CHECK(parse_rational("123456789012345678901234567890.5") ==
          Rational(Integer("246913578024691357802469135781"), 2));
}

TEST_CASE("what is not a number has no value") {
    for (const char* text : {"",     "-",    "1/0",     "1/-2",       "1 ",    " 1",  "1e",    "e5",
                             "0x10", "1..2", "1e10001", "1e99999999", "--1",   "+-1", "1/2/3", ".",
                             "inf",  "nan",  "1_000",   "1.5/2",      "1e1.5", "\xff"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rational(text).has_value());
    }
    CHECK_FALSE(parse_rational(std::string_view("1\0", 2)).has_value());
}

TEST_CASE("a number's text is in lowest terms and gives the number back") {
    CHECK(to_text(Rational(6, 4)) == "3/2");
    CHECK(to_text(Rational(-8, 4)) == "-2");
    CHECK(parse_rational(to_text(Rational(-22, 7))) == Rational(-22, 7));
}
