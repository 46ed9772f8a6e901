#include "report/numbers.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace entente;

TEST_CASE("short numbers have about three digits and no idle zeros") {
    CHECK(short_text(1.35) == "1.35");
    CHECK(short_text(2) == "2");
    CHECK(short_text(1.0 / 3) == "0.333");
    CHECK(short_text(1.0 / 3, 5) == "0.33333");
    CHECK(short_text(12345.678) == "12346");
    CHECK(short_text(-0.00012345) == "-0.000123");
    CHECK(short_text(1e-13) == "0");
    CHECK(short_text(1200) == "1200");
    CHECK(short_text(3e200) == "3e+200");
    CHECK(short_text(-std::numeric_limits<double>::infinity()) == "-infinite");
}

TEST_CASE("exact numbers of any size keep their leading digits") {
    const Rational huge = pow(Integer(10), 400);
    CHECK(rounded_text(0, 4) == "0");
    CHECK(rounded_text(Rational(-1, 3), 4) == "-0.3333");
    CHECK(rounded_text(Rational(1, 8), 4) == "0.125");
    CHECK(rounded_text(huge, 4) == "1e+400");
    CHECK(rounded_text(-huge * 123456, 4) == "-1.235e+405");
    CHECK(rounded_text(1 / huge, 4) == "1e-400");
    CHECK(rounded_text(Rational(99996, 100000) / huge, 4) == "1e-400");
    CHECK(rounded_text(Rational(99994, 100000) / huge, 4) == "9.999e-401");
    CHECK(rounded_text(Rational(1) / 3 / 1000000000, 4) == "3.333e-10");
}

TEST_CASE("a signed number shows its sign unless it is zero") {
    CHECK(signed_text(0.25) == "+0.25");
    CHECK(signed_text(-3) == "-3");
    CHECK(signed_text(1e-14) == "0");
}

TEST_CASE("two different numbers never look the same") {
    CHECK(distinct_texts(2, 1.35) == std::pair<std::string, std::string>("2", "1.35"));
    CHECK(distinct_texts(0.66666, 0.66667) ==
          std::pair<std::string, std::string>("0.66666", "0.66667"));
    CHECK(distinct_texts(0.1 + 0.2, 0.3) == std::pair<std::string, std::string>("0.3", "0.3"));
    CHECK(distinct_texts(1, 1) == std::pair<std::string, std::string>("1", "1"));
}

TEST_CASE("a number beyond a threshold is not rounded back") {
    const auto beyond = [](double from, double to) { return crossing_texts(from, to).second; };
    CHECK(beyond(0.1, 0.1875) == "0.188");
    CHECK(beyond(0.3, 0.1875) == "0.187");
    CHECK(beyond(0.1, 0.25 + 1e-12) == "0.25");  // as good as round
    CHECK(beyond(0.1, 0.2501) == "0.251");
    CHECK(beyond(0.3, 0.2499) == "0.249");
    CHECK(beyond(2, 1.635) == "1.63");
    CHECK(beyond(0, -12.34) == "-12.4");
    CHECK(beyond(1, 12345.2) == "12346");
    CHECK(beyond(0, 0.9999) == "1");
    CHECK(beyond(1, 0) == "0");
    CHECK(crossing_texts(0.66666, 0.666674) ==
          std::pair<std::string, std::string>("0.66666", "0.66668"));
}

TEST_CASE("only certainty is shown as 100 % and impossibility as 0 %") {
    CHECK(percent(1) == "100 %");
    CHECK(percent(0.99999) == "> 99.9 %");
    CHECK(percent(0.5) == "50.0 %");
    CHECK(percent(1e-6) == "< 0.1 %");
    CHECK(percent(0) == "0 %");
}

TEST_CASE("a discount factor below 1 is never shown as 1") {
    CHECK(discount_text(0.62) == "0.62");
    CHECK(discount_text(0.9999906458612473) == "0.9999906");
    CHECK(discount_text(2.0 / 3) == "0.6667");
    CHECK(discount_text(0) == "0");
    CHECK(discount_text(1) == "1");
}

TEST_CASE("one of a thing is not shown as several") {
    CHECK(count_text(1, "year") == "1 year");
    CHECK(count_text(1.00001, "year") == "1 year");
    CHECK(count_text(1.5, "year") == "1.5 years");
    CHECK(count_text(0, "year") == "0 years");
}
