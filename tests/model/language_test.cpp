/// @file language_test.cpp
/// What the shorter and less usual forms of a model file mean.
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace entente;

namespace {

const std::string players = "[players]\nn = { discount = 0.9 }\ns = { discount = 0.8 }\n";

Model model_of(const std::string& text) {
    return read_model({"test.toml", text});
}

Rational number(const Model& model, const Expression& expression) {
    return value(expression, {parameter_values(model), {}, 0, {}});
}

std::vector<Rational> payoffs(const Model& model, std::size_t interaction = 0) {
    std::vector<Rational> all;
    for (const Expression& one : model.interactions.at(interaction).payoffs)
        all.push_back(number(model, one));
    return all;
}

}  // namespace

TEST_CASE("numbers are exact however they are written") {
    const Model model = model_of(
        "[parameters]\na = 0.1\nb = 1_000\nc = 0x10\nd = 1e3\ne = \"2/3\"\nf = -1_0.5e-1\n"
        "g = true\nh = +3\n" +
        players);
    CHECK(parameter_values(model) == std::vector<Rational>{Rational(1, 10), 1000, 16, 1000,
                                                           Rational(2, 3), Rational(-21, 20), 1,
                                                           3});
}

TEST_CASE("a parameter without a value takes the middle of its distribution") {
    const Model model = model_of(
        "[parameters]\n"
        "uniform = { range = [1, 2] }\n"
        "triangle = { distribution = \"triangular\", range = [0, 4], mode = 1 }\n"
        "flat = { distribution = \"triangular\", range = [0, 4] }\n"
        "normal = { mean = 5, sd = 1 }\n"
        "beta = { alpha = 1, beta = 3, range = [0, 8] }\n"
        "share = { alpha = 1, beta = 3 }\n"
        "discrete = { values = [1, 2, 4], weights = [1, 1, 2] }\n"
        "equal = { values = [1, 3] }\n" +
        players);
    CHECK(parameter_values(model) ==
          std::vector<Rational>{Rational(3, 2), 1, 2, 5, 2, Rational(1, 4), Rational(11, 4), 2});
    using Kind = Distribution::Kind;
    CHECK(model.parameters[0].distribution.kind == Kind::uniform);
    CHECK(model.parameters[3].distribution.kind == Kind::normal);
    CHECK(model.parameters[6].distribution.kind == Kind::discrete);
    CHECK(number(model, model.parameters[5].distribution.high) == 1);
}

TEST_CASE("templates put R, S, T and P where they belong") {
    const std::string head = players + "[interactions.g]\nplayers = [\"n\", \"s\"]\n";
    const Model same = model_of(head +
                                "template = \"prisoners-dilemma\"\n"
                                "arguments = { T = 5, R = 3, P = 1, S = 0 }\n");
    CHECK(same.interactions[0].actions[1] == std::vector<std::string>{"cooperate", "defect"});
    CHECK(payoffs(same) == std::vector<Rational>{3, 0, 5, 1, 3, 5, 0, 1});
    const Model own =
        model_of(head +
                 "template = \"chicken\"\nactions = [\"yield\", \"stand\"]\n"
                 "arguments = { reward = 3, temptation = { n = 4, s = 5 }, sucker = [2, 1], "
                 "punishment = \"0 - 1\" }\n");
    CHECK(own.interactions[0].actions[0] == std::vector<std::string>{"yield", "stand"});
    CHECK(payoffs(own) == std::vector<Rational>{3, 2, 4, -1, 3, 5, 1, -1});
}

TEST_CASE("in a public good each contribution brings everybody a benefit") {
    const Model model =
        model_of(players +
                 "e = {}\n[interactions.g]\nplayers = [\"n\", \"s\", \"e\"]\n"
                 "template = \"public-good\"\narguments = { benefit = [1, 2, 3], cost = 4 }\n");
    const auto all = payoffs(model);
    REQUIRE(all.size() == 24);
    CHECK(all[0] == 3 * 1 - 4);   // n, everybody contributes
    CHECK(all[4] == 2 * 1);       // n alone withholds
    CHECK(all[8 + 3] == 2);       // s, who withholds with e: n's contribution
    CHECK(all[16 + 6] == 3 - 4);  // e alone contributes
    CHECK(all[16 + 7] == 0);
}

TEST_CASE("a row with fewer stars overrides one with more") {
    const Model model =
        model_of(players +
                 "[interactions.g]\nplayers = [\"n\", \"s\"]\nactions = [\"a\", \"b\"]\n"
                 "payoffs = [ { play = [\"a\", \"*\"], to = [1, 2] }, { otherwise = [0, 0] },\n"
                 "{ play = { n = \"a\", s = \"b\" }, to = { s = 8, n = 7 } } ]\n");
    CHECK(payoffs(model) == std::vector<Rational>{1, 7, 0, 0, 2, 8, 0, 0});
}

TEST_CASE("a game is imported from a file beside the model") {
    const auto folder = std::filesystem::temp_directory_path() / "entente_language_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "g.nfg") << "NFG 1 R \"g\" { \"A\" \"B\" } { 2 2 }\n\n1 2 3 4 5 6 7 8\n";
    const Model model = read_model(
        {(folder / "m.toml").string(), players + "[interactions.g]\nplayers = [\"s\", \"n\"]\n"
                                                 "file = \"g.nfg\"\n"});
    CHECK(model.interactions[0].players == std::vector<std::size_t>{1, 0});
    CHECK(payoffs(model) == std::vector<Rational>{1, 5, 3, 7, 2, 6, 4, 8});

    std::ofstream(folder / "base.toml") << "title = \"base\"\nnote = \"kept\"\n[parameters]\na = "
                                           "1\nb = { value = 2, range = [1, 3] }\n"
                                        << players << "[enforcement]\nscope = \"all\"\n";
    const Model extended = read_model(
        {(folder / "m.toml").string(),
         "title = \"mine\"\ninclude = [\"base.toml\", \"base.toml\"]\n[set]\na = \"b / 4\"\n"
         "[players]\ne = {}\n[measures.m]\nparties = [\"e\"]\n[enforcement]\ndetection = 0.5\n"});
    CHECK(extended.title == "mine");
    CHECK(extended.note == "kept");
    CHECK(parameter_values(extended) == std::vector<Rational>{Rational(1, 2), 2});
    CHECK(extended.players.size() == 3);
    CHECK(extended.players[0].key == "n");
    CHECK(extended.measures[0].scope.kind == Scope::Kind::linked);
    CHECK(extended.sources.size() == 2);
    std::filesystem::remove_all(folder);
}

TEST_CASE("measures, decisions and enforcement mean what the reference says") {
    const Model model = model_of(
        players +
        "e = {}\n[interactions.g]\nplayers = [\"n\", \"s\"]\nactions = [\"a\", \"b\"]\n"
        "payoffs = [{ otherwise = [0, 0] }]\nbaseline = { worst = \"s\" }\n"
        "[interactions.h]\nplayers = [\"n\", \"s\"]\nactions = [\"a\", \"b\"]\n"
        "payoffs = [{ otherwise = [0, 0] }]\nbaseline = { s = \"b\", n = \"a\" }\n"
        "[measures.one]\nprescribes.g = \"b\"\nprescribes.h = [\"*\", \"a\"]\ncost = 0.5\n"
        "initial = true\n"
        "[measures.two]\nparties = [\"e\", \"n\"]\ndecision = { veto = [\"e\"] }\nscope = "
        "[\"one\"]\n"
        "penalty = 2\n"
        "[measures.three]\nparties = [\"n\", \"s\"]\n"
        "decision = { weights = { n = 2, s = 1 }, quota = 2, veto = [\"s\"] }\n"
        "[measures.four]\nparties = [\"n\"]\ndecision = { consenters = [\"e\"] }\n"
        "[enforcement]\nscope = \"bilateral\"\ndetection = 0.5\nrelations = { fall = 2 }\n"
        "[proposals.p]\nsteps = [\"two\", [\"three\", \"four\"]]\n[proposals.q]\nsteps = []\n");
    CHECK(model.interactions[0].baseline.rule == Baseline::Rule::worst_for);
    CHECK(model.interactions[0].baseline.player == 1);
    CHECK(model.interactions[1].baseline.profile == std::vector<std::size_t>{0, 1});
    const auto& measures = model.measures;
    CHECK(measures[0].prescriptions.size() == 3);
    CHECK(measures[0].prescriptions[2].player == 1);
    CHECK(measures[0].costs.size() == 2);
    CHECK(measures[0].initial);
    CHECK(measures[0].scope.kind == Scope::Kind::bilateral);
    CHECK(measures[1].parties == std::vector<std::size_t>{0, 2});
    CHECK(measures[1].decision.rule == Decision::Rule::majority);
    CHECK(measures[1].decision.veto == std::vector<std::size_t>{2});
    CHECK(measures[1].scope.listed == 1);
    CHECK(number(model, measures[1].penalty) == 2);
    CHECK(number(model, measures[1].detection) == Rational(1, 2));
    CHECK(measures[2].decision.rule == Decision::Rule::weighted);
    CHECK(number(model, measures[2].decision.quota) == 2);
    CHECK(measures[3].decision.rule == Decision::Rule::consenters);
    CHECK(model.enforcement.reaction == Enforcement::Reaction::fall);
    CHECK_FALSE(model.enforcement.periods.has_value());
    CHECK(model.proposals[0].steps == std::vector<std::vector<std::size_t>>{{1}, {2, 3}});
    CHECK(model.proposals[1].steps.empty());
}

TEST_CASE("expectations keep numbers as numbers, words as words, and their cases") {
    const Model model =
        model_of("[parameters]\nd = 0.5\n" + players +
                 "[expect.evaluate]\nranking = [\"p\"]\n[expect.evaluate.x]\nself_enforcing = "
                 "true\nv = 0.1\n"
                 "[[expect.cases]]\nset = { d = \"1/3\" }\nsolve = { a = \"1/2\" }\n");
    REQUIRE(model.expectations.size() == 2);
    const auto& table = std::get<Expected::Table>(model.expectations[0].evaluate->value);
    CHECK(table[0].key == "ranking");
    const auto& inner = std::get<Expected::Table>(table[1].value.value);
    CHECK(std::get<bool>(inner[0].value.value));
    CHECK(number(model, std::get<Expression>(inner[1].value.value)) == Rational(1, 10));
    CHECK(model.expectations[1].set[0].first == 0);
    CHECK_FALSE(model.expectations[1].evaluate.has_value());
}

TEST_CASE("a model has at most 64 players, relations and measures") {
    std::string many = "[players]\n";
    for (int i = 0; i < 65; ++i) many += "p" + std::to_string(i) + " = {}\n";
    try {
        read_model({"m", many}, {});
        FAIL("65 players were accepted");
    } catch (const ModelError& error) {
        CHECK(std::string(error.what()).find("m:66:1: error: more than 64 players") == 0);
    }
}

TEST_CASE("faults of an option --set point into the option") {
    const auto fault = [](const std::string& option) {
        try {
            read_model({"m", "[parameters]\npatience = 0.5\nb = \"2 * patience\"\n" + players},
                       {{option}});
        } catch (const ModelError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(fault("patience=2/3").empty());
    CHECK(fault("patiense=2/3") ==
          "--set:1:1: error: no parameter is called \"patiense\"\n    1 | patiense=2/3\n"
          "      | ^^^^^^^^\n      = did you mean \"patience\"?\n");
    CHECK(fault("patience").find("expected \"name=value\"") != std::string::npos);
    CHECK(fault("=1").find("expected \"name=value\"") != std::string::npos);
    CHECK(fault("").find("expected \"name=value\"") != std::string::npos);
    CHECK(fault("patience=").find("the value after --set is empty") != std::string::npos);
    CHECK(fault("patience = x").find("--set:1:12: error: no parameter is called \"x\"") !=
          std::string::npos);
    CHECK(fault("patience=b").find("is defined by itself") != std::string::npos);
}
