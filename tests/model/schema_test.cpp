/// @file schema_test.cpp
/// models/model.schema.json accepts the models that ship and refuses what the reader refuses.
#include "entente/diagnostic.hpp"

#include "model/document.hpp"
#include "support/json_schema.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;

namespace {

const std::filesystem::path models = std::filesystem::path(ENTENTE_SOURCE_DIR) / "models";

std::string content(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string schema_fault(const std::string& text) {
    static const boost::json::value schema =
        boost::json::parse(content(models / "model.schema.json"));
    Faults faults;
    const std::vector<SourceText> sources{{"m", text}};
    const auto document = parse_document(sources[0], 0, faults);
    faults.raise(sources);
    return support::JsonSchema(schema).fault(document.value());
}

}  // namespace

TEST_CASE("every model that ships satisfies the schema") {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(models)) {
        const std::string path = entry.path().string();
        if (entry.path().extension() != ".toml" || path.find("/broken/") != path.npos) continue;
        INFO(path);
        CHECK(schema_fault(content(entry.path())) == "");
    }
}

TEST_CASE("the schema knows every form that the reader accepts") {
    CHECK(schema_fault(R"toml(
include = ["base.toml"]
title = "all"
period = "year"
source = "s"
note = "n"
[set]
a = 1
b = { value = "2", range = [1, 3] }
[parameters]
a = true
b = "1/2"
c = { value = 1, distribution = "triangular", range = [0, 2], mode = 1, unit = "u", source = "s", note = "n" }
d = { mean = 1, sd = 2 }
e = { alpha = 1, beta = 2 }
f = { values = [1, 2], weights = [1, "2"] }
[players]
n = { name = "N", discount = "a", source = "s", note = "n" }
[relations.r]
name = "R"
between = ["n", "s"]
levels = ["low", "high"]
initial = 1
payoff = 1
up = 0.1
down = "0.1"
[relations.q]
between = ["n", "s"]
levels = ["low", "high"]
initial = "low"
payoff = { n = 1, s = "level" }
[interactions.g]
players = ["n", "s"]
actions = { n = ["a", "b"], s = ["a"] }
payoffs = [{ play = ["a", "*"], to = [1, 2] }, { play = { n = "a" }, to = { n = 1, s = 2 } }, { otherwise = [0, "0"] }]
baseline = { worst = "n" }
[interactions.o]
players = ["n", "s"]
actions = ["a", "b"]
outcomes = { both = ["a", "a"], none = { n = "b", s = "b" } }
rankings = { n = "both > none = a/b ~ 'b/a'", s = ["both", ["none", "a/b"], "b/a"] }
scale = [0, "a"]
[interactions.p]
players = ["n", "s"]
actions = ["a", "b"]
rankings = [{ play = ["a", "*"], rank = [1, 2] }, { otherwise = { n = 2, s = 1 } }]
[graph_models.c]
name = "C"
players = ["n", "s"]
states = { 1 = "one", 2 = "two" }
moves = { n = "1 <-> 2", s = { 1 = ["2"], 2 = "1" } }
rankings = { n = "1 > 2", s = [["1", "2"]] }
source = "s"
note = "n"
[graph_models.d]
players = "n"
states = ["x"]
moves = { n = "" }
rankings = { n = "x" }
[interactions.h]
players = ["n", "s"]
actions = ["a", "b"]
template = "linear-public-good"
arguments = { benefit = [1, 2], cost = { n = 1, s = 2 } }
baseline = ["a", "a"]
[interactions.i]
players = ["n", "s"]
file = "game.nfg"
baseline = "risk_dominant"
[measures.m]
name = "M"
prescribes = { g = { n = "a" }, h = ["a", "*"], i = "x" }
parties = ["n", "s"]
requires = "level(r) >= 1"
duration = 2
cost = { n = 1 }
payoff = 0.5
lapses = 0.1
initial = true
decision = { rule = "majority", veto = ["n"] }
scope = ["m"]
detection = 1
penalty = 0
[measures.l]
decision = { weights = { n = 1, s = 2 }, quota = 2 }
scope = "issue"
[measures.k]
decision = { consenters = ["n"] }
[measures.j]
decision = "majority"
[enforcement]
scope = "linked"
detection = 0.9
penalty = "a"
punishment = { periods = 5 }
relations = { fall = 1 }
[proposals.p]
name = "P"
source = "s"
note = "n"
steps = ["m", ["l", "k"]]
[proposals.q]
steps = []
[proposals.o]
measures = ["m", "l", "k", "j"]
groups = { g = ["m", "l"] }
order = ["g < k", "k < j"]
optional = true
exclusive = [["l", "k"]]
width = 2
[proposals.u]
order = "m < l"
optional = ["m"]
[expect.evaluate]
ranking = ["p"]
[[expect.cases]]
set = { a = 1 }
solve = { x = 1.5 }
)toml") == "");
}

TEST_CASE("the schema refuses what the reader refuses, where a schema can") {
    for (const char* name :
         {"unknown_key", "unknown_top_level_key", "wrong_types", "name_with_space",
          "relation_of_three", "unknown_template", "unknown_scope", "unknown_decision", "baseline",
          "one_player_game", "empty_step", "wrong_kind_of_payoffs", "graph_models"}) {
        const auto path = models / "broken" / (std::string(name) + ".toml");
        INFO(path);
        CHECK(schema_fault(content(path)) != "");
    }
}
