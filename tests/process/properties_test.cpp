/// @file properties_test.cpp
/// What must not change the verdict on a proposal, and what must change values in a known way.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_world.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

using namespace entente;
using namespace entente::support;

namespace {

Evaluation verdicts(const Model& model) {
    EvaluateOptions quick;
    quick.patience = false;
    quick.flips = false;
    return evaluate(model, quick);
}

bool close(double a, double b) {
    return std::abs(a - b) <= 1e-7 * (1 + std::max(std::abs(a), std::abs(b)));
}

/// (left op number)
Expression with(Expression left, Operator op, const Rational& number) {
    const auto whole = static_cast<std::uint32_t>(left.nodes.size() - 1);
    ExpressionNode literal;
    literal.number = number;
    left.nodes.push_back(literal);
    ExpressionNode root;
    root.op = op;
    root.operands = {whole, whole + 1};
    left.nodes.push_back(root);
    return left;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// The same verdict, stall and course; `changed[i]` says what becomes of a discounted sum or of a
/// value of player i.
using Change = std::function<double(std::size_t, double)>;

void same_but(const ProposalEvaluation& a, const ProposalEvaluation& b, const Change& value,
              const Change& difference) {
    CHECK(a.self_enforcing == b.self_enforcing);
    CHECK(a.cycled == b.cycled);
    CHECK(a.stall.has_value() == b.stall.has_value());
    if (a.stall && b.stall) {
        CHECK(a.stall->step == b.stall->step);
        CHECK(a.stall->measure == b.stall->measure);
        CHECK(a.stall->condition == b.stall->condition);
    }
    CHECK(close(a.completion_probability, b.completion_probability));
    CHECK(close(a.expected_periods.value_or(-1), b.expected_periods.value_or(-1)));
    CHECK(close(a.breakdown_probability, b.breakdown_probability));
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        CAPTURE(i, a.values[i], b.values[i]);
        CHECK(close(value(i, a.values[i]), b.values[i]));
    }
    CHECK(a.constraints.size() == b.constraints.size());
    for (std::size_t c = 0; c < std::min(a.constraints.size(), b.constraints.size()); ++c) {
        const Constraint &x = a.constraints[c], &y = b.constraints[c];
        CAPTURE(c, x.slack, y.slack);
        CHECK(x.measures == y.measures);
        CHECK(x.player == y.player);
        CHECK(close(difference(x.player, x.slack), y.slack));
    }
}

double unchanged(std::size_t, double x) {
    return x;
}

Model random(std::uint32_t seed) {
    return read_model({"random.toml", random_model(seed).print()});
}

void add_a_constant(std::uint32_t seed) {
    const Model model = random(seed);
    Model moved = model;
    Interaction& g = moved.interactions.front();
    const std::size_t count = g.payoffs.size() / g.players.size();
    for (std::size_t p = 0; p < count; ++p) g.payoffs[p] = with(g.payoffs[p], Operator::add, 100);
    CAPTURE(seed, random_model(seed).print());
    const auto before = verdicts(model), after = verdicts(moved);
    const auto value = [&](std::size_t i, double x) {
        return i == g.players.front() ? x + 100 : x;
    };
    for (std::size_t i = 0; i < before.status_quo.size(); ++i)
        CHECK(close(value(i, before.status_quo[i]), after.status_quo[i]));
    for (std::size_t s = 0; s < before.proposals.size(); ++s)
        same_but(before.proposals[s], after.proposals[s], value, unchanged);
    CHECK(before.ranking == after.ranking);
}

void scale_a_player(std::uint32_t seed) {
    const Rational factor(7, 3);
    Model model = random(seed);
    // A sum over players depends on units, and one penalty is meant for all of them.
    for (Interaction& g : model.interactions) g.baseline.rule = Baseline::Rule::first;
    for (Measure& m : model.measures) m.penalty = constant(0);
    Model scaled = model;
    const std::size_t player = seed % model.players.size();
    const auto scale = [&](Expression& e) { e = with(e, Operator::multiply, factor); };
    const auto scale_terms = [&](std::vector<PlayerTerm>& terms) {
        for (PlayerTerm& term : terms)
            if (term.player == player) scale(term.amount);
    };
    for (Interaction& g : scaled.interactions) {
        const std::size_t count = g.payoffs.size() / g.players.size();
        for (std::size_t k = 0; k < g.players.size(); ++k)
            for (std::size_t p = 0; g.players[k] == player && p < count; ++p)
                scale(g.payoffs[k * count + p]);
    }
    for (Relation& r : scaled.relations) scale_terms(r.payoffs);
    for (Measure& m : scaled.measures) scale_terms(m.costs);
    for (Measure& m : scaled.measures) scale_terms(m.payoffs);

    CAPTURE(seed, random_model(seed).print());
    const auto before = verdicts(model), after = verdicts(scaled);
    const auto change = [&](std::size_t i, double x) { return i == player ? x * 7 / 3 : x; };
    for (std::size_t s = 0; s < before.proposals.size(); ++s)
        same_but(before.proposals[s], after.proposals[s], change, change);
}

void rename_players(std::uint32_t seed) {
    std::string text = random_model(seed).print();
    CAPTURE(seed, text);
    const auto before = verdicts(read_model({"random.toml", text}));
    replace_all(text, "p0", "zulu");
    replace_all(text, "p1", "mike");
    replace_all(text, "p2", "alpha");
    replace_all(text, "p3", "kilo");
    const auto after = verdicts(read_model({"random.toml", text}));
    CHECK(before.status_quo == after.status_quo);
    for (std::size_t s = 0; s < before.proposals.size(); ++s) {
        CHECK(before.proposals[s].values == after.proposals[s].values);
        CHECK(before.proposals[s].constraints == after.proposals[s].constraints);
    }
}

void reorder_tables(std::uint32_t seed) {
    ModelText text = random_model(seed);
    CAPTURE(seed, text.print());
    const auto before = verdicts(read_model({"random.toml", text.print()}));
    // All but the title in reverse, and then the measures as they were: of two that prescribe
    // for the same player, the later one applies.
    std::reverse(text.tables.begin() + 1, text.tables.end());
    const auto is_measure = [](const ModelText::Table& table) {
        return table.header.starts_with("[measures");
    };
    const auto first = std::ranges::find_if(text.tables, is_measure);
    const auto end = std::find_if_not(first, text.tables.end(), is_measure);
    std::reverse(first, end);
    const auto after = verdicts(read_model({"random.toml", text.print()}));
    const std::size_t n = before.proposals.size();
    for (std::size_t s = 0; s < n; ++s)
        same_but(before.proposals[s], after.proposals[n - 1 - s], unchanged, unchanged);
}

}  // namespace

TEST_CASE("a constant added to a player's payoffs moves its values by it and no verdict") {
    for (std::uint32_t seed = 0; seed < 4; ++seed) add_a_constant(seed);
}

TEST_CASE("other units for a player's payoffs change its values in proportion and no verdict") {
    for (std::uint32_t seed = 0; seed < 4; ++seed) scale_a_player(seed);
}

TEST_CASE("other names for the players change nothing") {
    for (std::uint32_t seed = 0; seed < 4; ++seed) rename_players(seed);
}

TEST_CASE("another order of the tables changes nothing") {
    for (std::uint32_t seed = 0; seed < 4; ++seed) reorder_tables(seed);
}

TEST_CASE("constants, units, names and the order of tables matter in none of many models",
          "[slow]") {
    for (std::uint32_t seed = 10; seed < 60; ++seed) {
        add_a_constant(seed);
        scale_a_player(seed);
        rename_players(seed);
        reorder_tables(seed);
    }
}
