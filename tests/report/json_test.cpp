#include "report/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace entente;

TEST_CASE("a double in JSON text reads back as the same double") {
    std::mt19937 random(1);
    for (int seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        const double mantissa = static_cast<double>(random()) / static_cast<double>(random() + 1);
        const double x = std::ldexp(mantissa, static_cast<int>(random() % 400) - 200);
        CHECK(std::stod(json_text(json_number(x))) == x);
    }
    CHECK(json_text(json_number(0.1)) == "0.1\n");
    CHECK(json_text(json_number(-0.0)) == "0\n");
}

TEST_CASE("what is no number is null in JSON") {
    CHECK(json_text(json_number(std::nan(""))) == "null\n");
    CHECK(json_text(json_number(std::numeric_limits<double>::infinity())) == "null\n");
    CHECK(json_text(json_number(std::optional<double>{})) == "null\n");
}

TEST_CASE("names are valid JSON whatever bytes they have") {
    CHECK(json_text(json_string("한반도 \"DMZ\"\n")) == "\"한반도 \\\"DMZ\\\"\\n\"\n");
    CHECK(json_text(json_string("a\xFF"
                                "b")) ==
          "\"a\xEF\xBF\xBD"
          "b\"\n");
    CHECK(json_text(json_string("\xED\xA0\x80")).find('\xED') == std::string::npos);  // surrogate
    CHECK(json_text(json_string("\xE2\x82")) == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"\n");    // cut off
}

TEST_CASE("JSON text keeps short things on one line and breaks long ones") {
    const boost::json::value tree =
        boost::json::parse(R"({"a": [1, 2], "empty": {}, "long": [")" + std::string(50, 'x') +
                           R"(", ")" + std::string(50, 'y') + R"("]})");
    CHECK(json_text(tree) == "{\n  \"a\": [1, 2],\n  \"empty\": {},\n  \"long\": [\n    \"" +
                                 std::string(50, 'x') + "\",\n    \"" + std::string(50, 'y') +
                                 "\"\n  ]\n}\n");
    CHECK(boost::json::parse(json_text(tree)) == tree);
}
