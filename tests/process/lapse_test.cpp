/// Measures that lapse, against closed forms.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace entente;

namespace {

ProposalEvaluation only_proposal(const std::string& text) {
    EvaluateOptions quick;
    quick.flips = false;
    return evaluate(read_model({"lapse.toml", text}), quick).proposals.front();
}

}  // namespace

TEST_CASE("what lapses at once and is concluded anew pays in every period") {
    // While it is in force the relation rises; it has lapsed before anybody could be at rest.
    for (const std::string up : {"in_force(m)", "1", "0.5 * in_force(m)"}) {
        CAPTURE(up);
        const auto found = only_proposal(
            "[players]\na = {}\nb = { discount = 0.5 }\n"
            "[relations.r]\nbetween = [\"a\", \"b\"]\nlevels = [\"low\", \"mid\", \"high\"]\n"
            "up = \"" +
            up +
            "\"\n[measures.m]\nparties = [\"b\"]\ncost = { b = -1 }\nlapses = 1\n"
            "[proposals.s]\nsteps = [[\"m\"]]\n");
        CHECK(found.values[1] == Approx(1));
        CHECK(found.warnings.empty());
    }
}

TEST_CASE("an agreement that breaks down whenever it is resumed") {
    // b would breach the prescription in force, as that lapses anyway: punished for two periods,
    // it is resumed and breaks down again, so that it is never played by.
    const auto found = only_proposal(
        "[players]\na = {}\nb = { discount = 0.6 }\n"
        "[relations.r]\nbetween = [\"a\", \"b\"]\nlevels = [\"low\", \"high\"]\n"
        "up = \"in_force(m)\"\n"
        "[interactions.g]\nplayers = [\"a\", \"b\"]\n"
        "actions = { a = [\"c\", \"d\"], b = [\"c\", \"d\"] }\n"
        "payoffs = [\n"
        "  { play = [\"c\", \"c\"], to = [2, 2] }, { play = [\"c\", \"d\"], to = [0, 3] },\n"
        "  { play = [\"d\", \"c\"], to = [3, 0] }, { play = [\"d\", \"d\"], to = [1, 1] }]\n"
        "[measures.m]\n[measures.old]\nprescribes.g = { b = \"c\" }\nlapses = 1\ninitial = true\n"
        "[enforcement]\npunishment = { periods = 2 }\n"
        "[proposals.s]\nsteps = [[\"m\"]]\n");
    CHECK(found.values[0] == Approx(1));
    CHECK(found.values[1] == Approx(1));
    CHECK(found.breakdown_probability == Approx(1));
    for (const std::string& warning : found.warnings) CHECK(warning.find("off by") == warning.npos);
}
