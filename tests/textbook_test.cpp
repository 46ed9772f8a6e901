/// The games of models/textbook: each file lists its answer in its comment, one equilibrium a
/// line, the players' strategies separated by bars.
#include "entente/game.hpp"
#include "entente/solver.hpp"
#include "entente/verify.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace entente;

namespace {

NamedGame textbook_game(const std::filesystem::path& path) {
    std::ifstream file(path);
    return read_nfg({path.filename().string(), std::string(std::istreambuf_iterator(file), {})});
}

std::vector<std::filesystem::path> textbook_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/models/textbook")) {
        if (entry.path().extension() == ".nfg") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

Profile profile_of(const std::string& line) {
    Profile profile(1);
    std::istringstream words(line);
    for (std::string word; words >> word;) {
        if (word == "|") {
            profile.emplace_back();
        } else {
            profile.back().push_back(parse_rational(word).value());
        }
    }
    return profile;
}

/// The lines below `heading`; empty if there is none.
std::vector<Equilibrium> listed(const std::string& comment, const std::string& heading) {
    std::vector<Equilibrium> list;
    std::istringstream lines(comment);
    std::string line;
    while (std::getline(lines, line) && line != heading) {
    }
    while (std::getline(lines, line)) list.push_back({profile_of(line), 0});
    canonicalise(list);
    return list;
}

}  // namespace

TEST_CASE("every solver that finds all equilibria finds those that the textbook game lists") {
    std::size_t games = 0;
    for (const auto& path : textbook_files()) {
        const NamedGame named = textbook_game(path);
        const auto expected = listed(named.comment, "Extreme equilibria:");
        if (expected.empty()) continue;
        ++games;
        for (const Solver* solver : solvers()) {
            if (!solver->finds_all(named.game) || solver->refusal(named.game)) continue;
            CAPTURE(path.filename(), solver->name);
            CHECK(solver->solve(named.game, {}).equilibria == expected);
        }
    }
    CHECK(games >= 14);
}

TEST_CASE("pure enumeration finds the pure equilibria that the textbook game lists") {
    std::size_t games = 0;
    for (const auto& path : textbook_files()) {
        const NamedGame named = textbook_game(path);
        auto expected = listed(named.comment, "Pure equilibria:");
        if (expected.empty()) continue;
        ++games;
        CAPTURE(path.filename());
        const auto found = find_solver("pure-enumeration")->solve(named.game, {}).equilibria;
        CHECK(found == expected);
    }
    CHECK(games >= 2);
}

TEST_CASE("the answers that the textbook games list are extreme equilibria") {
    for (const auto& path : textbook_files()) {
        const NamedGame named = textbook_game(path);
        CAPTURE(path.filename());
        for (const auto& [profile, zero] : listed(named.comment, "Extreme equilibria:")) {
            CHECK(regret(named.game, profile) == 0);
            CHECK(is_extreme(named.game, profile));
        }
    }
}
