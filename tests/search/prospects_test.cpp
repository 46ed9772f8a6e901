/// Fronts that leave out what cannot be part of an optimum, against all completions one by one and
/// against whole fronts.
#include "search/prospects.hpp"

#include "entente/read_model.hpp"

#include "search/optimum.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <random>

using namespace entente;

namespace {

using Kind = Objective::Kind;

/// Four players; measures that pay each of two parties something and cost a third one something,
/// some of them agreements that must be kept. Wide fronts.
Model tangled_model(std::uint32_t seed, std::size_t measures) {
    std::mt19937 engine(seed);
    const auto number = [&](double from, double to) {
        return from + (to - from) * static_cast<double>(engine() % 1000) / 1000;
    };
    std::string text = "[enforcement]\nscope = \"issue\"\n[players]\n";
    for (int i = 0; i < 4; ++i)
        text += fmt::format("p{} = {{ discount = {} }}\n", i, engine() % 2 == 0 ? 0.9 : 0.8);
    for (std::size_t m = 0; m < measures; ++m) {
        const auto a = engine() % 4, b = (a + 1 + engine() % 3) % 4;
        auto c = engine() % 4;
        while (c == a || c == b) c = (c + 1) % 4;
        if (m % 3 == 0) {
            text += fmt::format(
                "[interactions.g{0}]\nplayers = [\"p{1}\", \"p{2}\"]\n"
                "template = \"prisoners-dilemma\"\n"
                "arguments = {{ T = {3:.3f}, R = 1, P = 0, S = -1 }}\n"
                "[measures.m{0}]\nprescribes.g{0} = \"cooperate\"\n",
                m, a, b, number(1.2, 2));
        } else {
            text += fmt::format(
                "[measures.m{0}]\nparties = [\"p{1}\", \"p{2}\"]\n"
                "payoff = {{ p{1} = {3:.3f}, p{2} = {4:.3f}, p{5} = -{6:.3f} }}\n",
                m, a, b, number(0, 0.6), number(0, 0.6), c, number(0, 0.2));
        }
    }
    return read_model({"tangled.toml", text});
}

std::vector<Objective> objectives_with_directions() {
    return {{Kind::nash, 0, {}},
            {Kind::egalitarian, 0, {}},
            {Kind::utilitarian, 0, {}},
            {Kind::player, 2, {}},
            {Kind::weighted, 0, {1, 0.5, 2, 0}}};
}

/// All of `expected`, in the order of their steps.
void check_same(const Findings& found, const Findings& expected) {
    CHECK(found.complete);
    CHECK(found.ties == expected.ties);
    REQUIRE(found.best.size() == expected.best.size());
    for (std::size_t k = 0; k < found.best.size(); ++k) {
        CHECK(found.best[k].steps == expected.best[k].steps);
        CHECK(found.best[k].score == Approx(expected.best[k].score).margin(1e-9));
    }
}

/// The best completion of all, and the best of those that begin with each of the measures, by
/// sifted and by whole fronts.
struct BothWays {
    BothWays(const Model& model, const Objective& objective, std::size_t quick_labels)
        : judge(model, parameter_values(model)),
          order(PartialOrder{}),
          scorer(objective, judge.judge({}).values) {
        order.measures = (MeasureSet{1} << model.measures.size()) - 1;
        order.width = 1;
        const OrderProblem problem(model, order, 0);
        Optimum::Settings settings;
        settings.quick_look_from = ~std::size_t{0};
        whole = std::make_unique<Optimum>(problem, scorer, judge, settings);
        settings.quick_look_from = 0;
        settings.quick_labels = quick_labels;
        sifted = std::make_unique<Optimum>(problem, scorer, judge, settings);
    }

    PlanJudge judge;
    PartialOrder order;
    Scorer scorer;
    std::unique_ptr<Optimum> whole, sifted;
};

}  // namespace

TEST_CASE("prospects: the same optima with far fewer labels") {
    std::uint64_t labels = 0, labels_of_all = 0;
    std::size_t sifted = 0;
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        const Model model = tangled_model(seed, 6);
        for (const Objective& objective : objectives_with_directions()) {
            CAPTURE(seed, name_of(model, objective));
            BothWays both(model, objective, 1 + seed % 3);
            REQUIRE(both.whole->fronts()->sieve() == nullptr);
            const Findings expected = both.whole->best();
            check_same(both.sifted->best(), expected);
            for (std::size_t m = 0; m < model.measures.size(); ++m)
                check_same(both.sifted->best({MeasureSet{1} << m}),
                           both.whole->best({MeasureSet{1} << m}));
            const auto* sieve = both.sifted->fronts()->sieve();
            if (sieve == nullptr) continue;
            ++sifted;
            labels += both.sifted->fronts()->labels();
            labels_of_all += both.whole->fronts()->labels();
            CHECK(sieve->bound() >= expected.best.front().score - 1e-9);
        }
    }
    CHECK(sifted > 20);
    CHECK(labels < labels_of_all / 5);
}

TEST_CASE("prospects: a weighted sum and a score bound each other") {
    const std::vector<double> status_quo{1, -2, 0.5};
    std::mt19937 engine(3);
    for (const Kind kind : {Kind::nash, Kind::egalitarian}) {
        const Scorer scorer({kind, 0, {}}, status_quo);
        for (int trial = 0; trial < 1000; ++trial) {
            std::vector<double> values, weights;
            double sum = 0;
            for (const double before : status_quo) {
                values.push_back(before + static_cast<double>(engine() % 100) / 50);
                weights.push_back(static_cast<double>(1 + engine() % 100) / 10);
                sum += weights.back() * values.back();
            }
            const double score = scorer(values, 0);
            CHECK(scorer.least_sum(score, weights) <= sum + 1e-9);
            CHECK(scorer.most_score(sum, weights) >= score - 1e-9);
            CHECK(scorer.most_score(scorer.least_sum(score, weights), weights) ==
                  Approx(score).margin(1e-9));
        }
    }
}

TEST_CASE("small gains beside a large status quo are told apart") {
    const Model model = read_model({"small.toml", R"toml(
[players]
a = { discount = 0.5 }
b = { discount = 0.5 }
[relations.r]
between = ["a", "b"]
levels = ["l"]
payoff = { a = 1e6 }
[measures.late]
payoff = { a = 1e-3, b = 0.2e-3 }
[measures.early]
payoff = { a = 1e-3, b = 0.4e-3 }
)toml"});
    for (const Objective& objective :
         {Objective{Kind::egalitarian, 0, {}}, Objective{Kind::nash, 0, {}},
          Objective{Kind::player, 1, {}}, Objective{Kind::weighted, 0, {0, 1}}}) {
        CAPTURE(name_of(model, objective));
        SearchOptions options;
        options.objective = objective;
        const SearchResult result = search(model, options);
        REQUIRE(result.best.size() == 1);
        CHECK(result.best.front().steps == Steps{{1}, {0}});
        CHECK(result.best.front().values[1] == Approx(0.0005));
    }
}
