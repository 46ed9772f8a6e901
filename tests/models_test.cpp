/// Every shipped model yields what its own [expect] table says. broken/ is read elsewhere.
#include "entente/expectation.hpp"
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;

namespace {

std::vector<std::filesystem::path> model_files(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    const std::string models = ENTENTE_SOURCE_DIR "/models/";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(models + folder)) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// Files that only serve as parts of others cannot be read by themselves.
bool is_part(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str().find("[proposals") == std::string::npos &&
           text.str().find("[expect") == std::string::npos;
}

std::string differences(const Model& model) {
    std::string text;
    for (const Diagnostic& unmet : unmet_expectations(model)) text += render(model.sources, unmet);
    return text;
}

/// @return how many expectations its files have.
std::size_t check_folder(const std::string& folder) {
    std::size_t expectations = 0;
    for (const auto& file : model_files(folder)) {
        if (is_part(file)) continue;
        CAPTURE(file.string());
        const Model model = read_model_file(file.string());
        expectations += model.expectations.size();
        CHECK(differences(model) == "");
    }
    return expectations;
}

Model small_model(const std::string& expectations) {
    return read_model({"small.toml", R"toml(
[parameters]
temptation = 1
[players]
a = { discount = 0.6 }
b = { discount = 0.6 }
[interactions.trade]
players = ["a", "b"]
actions = { a = ["c", "d"], b = ["c", "d"] }
payoffs = [
  { play = ["c", "c"], to = [2, 2] },
  { play = ["c", "d"], to = [-1, "2 + temptation"] },
  { play = ["d", "c"], to = ["2 + temptation", -1] },
  { play = ["d", "d"], to = [0, 0] },
]
[measures.pact]
prescribes.trade = { a = "c", b = "c" }
[proposals.cooperate]
steps = [["pact"]]
)toml" + expectations});
}

}  // namespace

TEST_CASE("every textbook model yields what it says it yields") {
    CHECK(check_folder("textbook") > 0);
}

TEST_CASE("every model from the literature yields what it says it yields") {
    CHECK(check_folder("literature") > 0);
}

TEST_CASE("every model of the region yields what it says it yields", "[slow]") {
    CHECK(check_folder("northeast_asia") > 0);
}

TEST_CASE("an expectation that holds is not reported, whichever way it is written") {
    CHECK(differences(small_model(R"toml(
[expect.solve]
trade.complete = true
interactions.trade.equilibria = [
  { strategies.a = { d = 1 }, payoffs = { a = 0, b = "0" } },
]
[expect.evaluate]
ranking = ["cooperate"]
cooperate.self_enforcing = true
cooperate.critical_discount = { a = "1/3", common = "temptation / (2 + temptation)" }
proposals.cooperate.stalls_at = "none"
)toml")) == "");
}

TEST_CASE("each expectation that fails is reported at its place with what was found") {
    const std::string text = differences(small_model(R"toml(
[expect.evaluate]
cooperate.self_enforcing = false
cooperate.critical_discount.a = 0.333
cooperate.colour = "red"
ranking = []
)toml"));
    CAPTURE(text);
    CHECK(text.find("small.toml:22:28: error: expected evaluate.cooperate.self_enforcing to be "
                    "false, found true") != text.npos);
    CHECK(text.find("expected evaluate.cooperate.critical_discount.a to be 0.333, found 0.33333") !=
          text.npos);
    CHECK(text.find("the result has no evaluate.cooperate.colour") != text.npos);
    CHECK(text.find("expected evaluate.ranking to be a list of 0, found [\"cooperate\"]") !=
          text.npos);
}

TEST_CASE("equilibria are expected in any order, but all of them") {
    const std::string two = R"toml(
[[expect.cases]]
set = { temptation = -1 }
solve.trade.equilibria = [
  { strategies = { a = { d = 1 }, b = { d = 1 } } },
  { strategies = { a = { c = "1/2" } }, payoffs.a = "1/2" },
  { strategies = { a = { c = 1 }, b = { c = 1 } } },
])toml";
    CHECK(differences(small_model(two)) == "");
    const std::string twice = R"toml(
[[expect.cases]]
set = { temptation = -1 }
solve.trade.equilibria = [
  { strategies = { a = { d = 1 } } },
  { strategies = { a = { d = 1 } } },
  { strategies = { a = { c = 1 } } },
])toml";
    CHECK(differences(small_model(twice)).find("these, in any order") != std::string::npos);
}
