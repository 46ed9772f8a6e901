/// The work that solvers do on fixed games, against benchmarks/steps.txt: a change that was not
/// meant to make them slower or faster must not change a counter. Counters are the same on every
/// machine, times are not. ENTENTE_UPDATE_GOLDEN=1 rewrites the file instead.
#include "entente/generate.hpp"
#include "entente/solver.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace entente;

namespace {

const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/benchmarks/steps.txt";

/// A line of the file: FAMILY SIZE SEED SOLVER, and what it takes.
struct Record {
    std::string family;
    std::size_t size = 0;
    std::uint32_t seed = 0;
    std::string solver;
    std::string result;
};

std::vector<std::string> lines_of_file() {
    std::ifstream file(path);
    REQUIRE(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

Record record_of(const std::string& line) {
    std::istringstream stream(line);
    Record record;
    stream >> record.family >> record.size >> record.seed >> record.solver >> std::ws;
    std::getline(stream, record.result);
    return record;
}

std::string result_of(const Record& record) {
    const GameFamily* family = find_family(record.family);
    const Solver* solver = find_solver(record.solver);
    REQUIRE(family != nullptr);
    REQUIRE(solver != nullptr);
    const Solution solution = solver->solve(family->make(record.size, record.seed).game, {});
    return fmt::format("{} steps {} equilibria", solution.steps, solution.equilibria.size());
}

}  // namespace

TEST_CASE("solvers take the steps that are on record") {
    const bool update = std::getenv("ENTENTE_UPDATE_GOLDEN") != nullptr;
    std::string updated;
    for (const std::string& line : lines_of_file()) {
        if (line.empty() || line.starts_with('#')) {
            updated += line + "\n";
            continue;
        }
        const Record record = record_of(line);
        CAPTURE(line);
        const std::string result = result_of(record);
        if (!update) CHECK(result == record.result);
        updated += fmt::format("{} {} {} {} {}\n", record.family, record.size, record.seed,
                               record.solver, result);
    }
    if (update) std::ofstream(path) << updated;
}
