#include "text/spelling.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace entente;

TEST_CASE("the nearest name is the one with the fewest slips") {
    const std::vector<std::string> names{"discount", "name", "between", "payoff", "payoffs"};
    CHECK(nearest_name("dicsount", names) == "discount");
    CHECK(nearest_name("Payof", names) == "payoff");
    CHECK(nearest_name("payoffs_", names) == "payoffs");
    CHECK(nearest_name("betwixt", names) == std::nullopt);
    CHECK(nearest_name("x", names) == std::nullopt);
    CHECK(nearest_name("", names) == std::nullopt);
}

TEST_CASE("a hyphen for an underscore is no slip, and a beginning is enough") {
    const std::vector<std::string> names{"arms_control", "family_reunions"};
    CHECK(nearest_name("arms-control", names) == "arms_control");
    CHECK(nearest_name("family", names) == "family_reunions");
}

TEST_CASE("where nothing is near, the hint lists what there is") {
    const std::vector<std::string> names{"north", "south"};
    CHECK(suggestion("nroth", names) == "did you mean \"north\"?");
    CHECK(suggestion("japan", names) == "known are \"north\" and \"south\"");
    CHECK(suggestion("japan", {}).empty());
}
