#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

const std::string korea = R"toml(title  = "Arms control on the peninsula"
period = "year"

[parameters]
patience = 0.85
temptation = { value = 2.0, range = [1.0, 3.0] }

[players]
north = { name = "North Korea", discount = "patience" }
south = { name = "South Korea", discount = 0.9 }

[relations.inter_korean]
between = ["north", "south"]
levels  = ["hostile", "cold", "stable", "cooperative"]
initial = "cold"
payoff  = { north = "0.5 * level", south = "0.5 * level" }
up      = "0.05 + 0.30 * in_force(family_reunions)"
down    = "0.05 + 0.20 * play(arms_race, north, build)"

[interactions.arms_race]
players = ["north", "south"]
actions = { north = ["restrain", "build"], south = ["restrain", "build"] }
payoffs = [
  { play = ["restrain", "restrain"], to = [3, 3] },
  { play = ["restrain", "build"],    to = [0, "3 + temptation"] },
  { play = ["build", "restrain"],    to = ["3 + temptation", 0] },
  { play = ["build", "build"],       to = [1, 1] },
]
baseline = "payoff-dominant"

[measures.family_reunions]
parties = ["north", "south"]
cost    = { north = 0.4, south = 0.1 }

[measures.arms_control]
prescribes.arms_race = { north = "restrain", south = "restrain" }
requires = "level(inter_korean) >= 2"
duration = 2

[enforcement]
scope = "linked"
detection = 0.9
punishment = { periods = 5 }

[proposals.easiest_first]
source = "document, author"
steps  = [["family_reunions"], ["arms_control"]]

[proposals.hard_security_first]
steps  = [["arms_control"], ["family_reunions"]]
)toml";

Model read(const std::string& text) {
    return read_model({"models/test.toml", text});
}

Rational number(const Model& model, const Expression& expression) {
    return value(expression, {parameter_values(model), {}, 0, {}});
}

}  // namespace

TEST_CASE("the model of the design page reads as it stands") {
    const Model model = read(korea);
    CHECK(model.title == "Arms control on the peninsula");
    CHECK(model.period == "year");
    REQUIRE(model.players.size() == 2);
    CHECK(model.players[0].key == "north");
    CHECK(model.players[0].name == "North Korea");
    CHECK(number(model, model.players[0].discount) == Rational(17, 20));
    CHECK(number(model, model.players[1].discount) == Rational(9, 10));

    REQUIRE(model.relations.size() == 1);
    CHECK(model.relations[0].initial == 1);
    CHECK(model.relations[0].levels.size() == 4);
    CHECK(dependencies(model.relations[0].up).measures == 1);
    CHECK(dependencies(model.relations[0].down).interactions == std::vector<std::uint32_t>{0});

    REQUIRE(model.interactions.size() == 1);
    const auto& payoffs = model.interactions[0].payoffs;
    REQUIRE(payoffs.size() == 8);
    std::vector<Rational> numbers;
    for (const Expression& payoff : payoffs) numbers.push_back(number(model, payoff));
    CHECK(numbers == std::vector<Rational>{3, 0, 5, 1, 3, 5, 0, 1});

    REQUIRE(model.measures.size() == 2);
    CHECK(model.measures[0].costs.size() == 2);
    CHECK(model.measures[1].parties == std::vector<std::size_t>{0, 1});
    CHECK(model.measures[1].prescriptions.size() == 2);
    CHECK(model.measures[1].requirement.has_value());
    CHECK(number(model, model.measures[1].duration) == 2);
    CHECK(number(model, model.measures[1].detection) == Rational(9, 10));
    CHECK(number(model, model.enforcement.periods.value()) == 5);

    REQUIRE(model.proposals.size() == 2);
    CHECK(model.proposals[1].key == "hard_security_first");
    CHECK(model.proposals[1].steps == std::vector<std::vector<std::size_t>>{{1}, {0}});
    CHECK(model.proposals[0].source == "document, author");
}

TEST_CASE("an option --set replaces a parameter by any expression") {
    const Model model = read_model({"m", korea}, {{"patience=2/3", "temptation = patience * 3"}});
    CHECK(parameter_values(model) == std::vector<Rational>{Rational(2, 3), 2});
    const std::vector<std::pair<std::size_t, Rational>> half{{0, Rational(1, 2)}};
    CHECK(parameter_values(model, half) == std::vector<Rational>{Rational(1, 2), Rational(3, 2)});
}

TEST_CASE("only players are required") {
    const Model model = read("players = { a = {}, b = { discount = 0.5 } }");
    CHECK(model.players.size() == 2);
    CHECK(model.period == "period");
    CHECK_THROWS_AS(read(""), ModelError);
}

TEST_CASE("a proposal may leave the order open, with groups, choices and width") {
    const Model model = read_model({"open.toml", R"toml(
[players]
n = { discount = 0.5 }
[measures]
a = { parties = ["n"] }
b = { parties = ["n"] }
c = { parties = ["n"], initial = true }
d = { parties = ["n"] }
[proposals.all]
optional = true
[proposals.some]
groups    = { first = ["a", "b"] }
order     = ["first < d"]
exclusive = [["a", "b"]]
width     = 3
[proposals.chain]
measures = ["a", "b", "d"]
order    = "a<b < d"
optional = ["b"]
)toml"});
    REQUIRE(model.proposals.size() == 3);
    const PartialOrder& all = model.proposals[0].open.value();
    CHECK(all.measures == 0b1011);
    CHECK(all.optional == 0b1011);
    CHECK(all.width == 1);
    const PartialOrder& some = model.proposals[1].open.value();
    CHECK(some.measures == 0b1011);
    CHECK(some.optional == 0);
    CHECK(some.exclusive == std::vector<MeasureSet>{0b11});
    CHECK(some.width == 3);
    REQUIRE(some.order.size() == 1);
    CHECK(some.order[0].earlier == 0b11);
    CHECK(some.order[0].later == 0b1000);
    CHECK(some.order[0].text == "first < d");
    const PartialOrder& chain = model.proposals[2].open.value();
    REQUIRE(chain.order.size() == 2);
    CHECK(chain.order[1].text == "b < d");
    CHECK(chain.optional == 0b10);
}
