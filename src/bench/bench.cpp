#include "entente/bench.hpp"

#include "entente/contract.hpp"
#include "entente/verify.hpp"

#include "bench/lrsnash.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

namespace entente {
namespace {

constexpr double patience = 10;       ///< seconds for all repetitions of one row
constexpr double warm = 0.05;         ///< seconds that short runs are repeated at least
constexpr std::size_t enough = 1000;  ///< but not more often than this

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double clock_seconds() {
    using Clock = std::chrono::steady_clock;
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

struct Times {
    std::vector<double> processor;
    std::vector<double> clock;
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void record(BenchRow& row, const Times& times) {
    row.repetitions = static_cast<unsigned>(times.processor.size());
    row.median = median(times.processor);
    row.least = *std::ranges::min_element(times.processor);
    row.most = *std::ranges::max_element(times.processor);
    row.clock = median(times.clock);
}

/// One measurement after the other until there are enough or the patience is used up.
/// @param once returns whether it is worth going on.
template <class Once>
Times repeat(unsigned repetitions, Once once) {
    Times times;
    double spent = 0;
    do {
        if (!once(times)) break;
        spent += times.clock.back();
    } while ((times.clock.size() < repetitions && spent < patience) ||
             (times.clock.size() < enough && spent < warm));
    return times;
}

BenchRow run_solver(const NamedGame& named, const Solver& solver, const BenchOptions& options,
                    std::vector<Equilibrium>& found) {
    BenchRow row{.game = named.title, .solver = std::string(solver.name)};
    const Game game = named.game;
    if (const auto reason = solver.refusal(game)) {
        row.remark = *reason;
        return row;
    }
    Solution solution;
    const Times times = repeat(options.repetitions, [&](Times& so_far) {
        solution = {};  // what was found before is freed outside of the time that is taken
        const double clock = clock_seconds();
        const double processor = processor_seconds();
        solution = solver.solve(game, options.limits);
        so_far.processor.push_back(processor_seconds() - processor);
        so_far.clock.push_back(clock_seconds() - clock);
        return solution.status == Status::complete;
    });
    record(row, times);
    row.status = solution.status;
    row.steps = solution.steps;
    row.equilibria = solution.equilibria.size();
    if (solver.finds_all(game) && solution.status == Status::complete) {
        found = std::move(solution.equilibria);
    }
    const auto& list = found.empty() ? solution.equilibria : found;
    for (const Equilibrium& e : list) {
        row.worst_regret = std::max(row.worst_regret, regret(named.game, e.profile));
    }
    return row;
}

BenchRow run_peer(const NamedGame& named, const BenchOptions& options,
                  std::vector<Equilibrium>& found) {
    BenchRow row{.game = named.title, .solver = std::string(lrsnash_name)};
    if (named.game.players().size() != 2) {
        row.remark = "lrsnash knows games of two players";
        return row;
    }
    std::optional<LrsnashRun> last;
    const Times times = repeat(options.repetitions, [&](Times& so_far) {
        last = run_lrsnash(named.game, options.limits.stop);
        if (!last) return false;
        so_far.processor.push_back(last->processor_seconds);
        so_far.clock.push_back(last->clock_seconds);
        return last->finished;
    });
    if (!last) {
        row.remark = "lrsnash is not installed";
        return row;
    }
    record(row, times);
    row.version = last->version;
    row.remark = last->remark;
    row.status = last->finished ? Status::complete : Status::cancelled;
    row.equilibria = last->equilibria.size();
    for (const Equilibrium& e : last->equilibria) {
        row.worst_regret = std::max(row.worst_regret, e.regret);
    }
    found = std::move(last->equilibria);
    for (Equilibrium& e : found) e.regret = 0;  // only the profiles are compared
    return row;
}

}  // namespace

std::vector<BenchRow> bench(const std::vector<NamedGame>& games, const BenchOptions& options) {
    std::vector<std::string> names = options.solvers;
    if (names.empty()) {
        for (const Solver* solver : solvers()) names.emplace_back(solver->name);
        names.emplace_back(lrsnash_name);
    }
    std::vector<BenchRow> rows;
    for (const NamedGame& named : games) {
        std::optional<std::vector<Equilibrium>> reference;
        for (const std::string& name : names) {
            if (options.limits.stop.stop_requested()) return rows;
            std::vector<Equilibrium> found;
            if (name == lrsnash_name) {
                rows.push_back(run_peer(named, options, found));
            } else {
                const Solver* solver = find_solver(name);
                expects(solver != nullptr, "a solver that is in the list");
                rows.push_back(run_solver(named, *solver, options, found));
            }
            if (found.empty()) continue;
            if (reference) {
                rows.back().agrees = found == *reference;
            } else {
                reference = std::move(found);
            }
        }
    }
    return rows;
}

}  // namespace entente
