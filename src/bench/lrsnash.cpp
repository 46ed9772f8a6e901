#include "bench/lrsnash.hpp"

#include "entente/contract.hpp"
#include "entente/generate.hpp"
#include "entente/verify.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>

extern char** environ;

namespace entente {
namespace {

/// A file that is gone when this is.
class TemporaryFile {
public:
    TemporaryFile() : descriptor_(mkstemp(name_.data())) {
        if (descriptor_ >= 0) close(descriptor_);
    }
    ~TemporaryFile() {
        if (descriptor_ >= 0) unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    bool exists() const noexcept { return descriptor_ >= 0; }
    const std::string& name() const noexcept { return name_; }

private:
    std::string name_ = "/tmp/entente-XXXXXX";
    int descriptor_;
};

struct Ended {
    int status = 0;
    bool stopped = false;
    double processor_seconds = 0;
    double clock_seconds = 0;
};

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// Waits for the process, or ends it when a stop is requested.
Ended wait_for(pid_t process, const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    Ended ended;
    rusage usage{};
    auto pause = std::chrono::microseconds(200);
    while (wait4(process, &ended.status, WNOHANG, &usage) == 0) {
        if (stop.stop_requested() && !std::exchange(ended.stopped, true)) kill(process, SIGKILL);
        std::this_thread::sleep_for(pause);
        pause = std::min(2 * pause, std::chrono::microseconds(20000));
    }
    ended.clock_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    ended.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return ended;
}

/// nullopt if the program does not exist.
std::optional<Ended> run(const std::string& input, const std::string& output,
                         const std::stop_token& stop) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0600);
    std::string program = "lrsnash";
    std::string file = input;
    char* const arguments[] = {program.data(), file.data(), nullptr};
    pid_t process = 0;
    const int failed =
        posix_spawnp(&process, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return std::nullopt;
    return wait_for(process, stop);
}

/// The strategy in a line "1 p_1 ... p_m v"; empty if it is none.
std::vector<Rational> strategy_of(std::istringstream& line, std::size_t actions) {
    std::vector<Rational> strategy;
    for (std::string word; strategy.size() < actions && line >> word;) {
        const auto number = parse_rational(word);
        if (!number) return {};
        strategy.push_back(*number);
    }
    return strategy;
}

/// A block has lines of player 2 and then lines of player 1, each of them paired with each.
std::vector<Equilibrium> equilibria_in(std::istream& text, const NormalForm<Rational>& game) {
    std::vector<Equilibrium> found;
    std::vector<std::vector<Rational>> second;
    bool ended = true;
    for (std::string words; std::getline(text, words);) {
        std::istringstream line(words);
        std::string player;
        line >> player;
        if (player == "2") {
            if (std::exchange(ended, false)) second.clear();
            second.push_back(strategy_of(line, game.action_count(1)));
        } else if (player == "1") {
            ended = true;
            const auto first = strategy_of(line, game.action_count(0));
            for (const auto& other : second) found.push_back({{first, other}, 0});
        }
    }
    return found;
}

}  // namespace

std::optional<LrsnashRun> run_lrsnash(const NormalForm<Rational>& game, std::stop_token stop) {
    const TemporaryFile input;
    const TemporaryFile output;
    if (!input.exists() || !output.exists()) return LrsnashRun{.remark = "no temporary file"};
    std::ofstream(input.name()) << write_lrsnash(game);
    const auto ended = run(input.name(), output.name(), stop);
    if (!ended) return std::nullopt;

    LrsnashRun result;
    result.processor_seconds = ended->processor_seconds;
    result.clock_seconds = ended->clock_seconds;
    std::ifstream text(output.name());
    if (std::string line; std::getline(text, line) && line.starts_with("*")) {
        result.version = line.substr(1);
    }
    if (ended->stopped || !WIFEXITED(ended->status) || WEXITSTATUS(ended->status) != 0) {
        result.remark = ended->stopped ? "stopped" : "lrsnash failed";
        return result;
    }
    result.finished = true;
    result.equilibria = equilibria_in(text, game);
    try {
        for (Equilibrium& e : result.equilibria) e.regret = regret(game, e.profile);
    } catch (const ContractError&) {
        result.remark = "lrsnash printed what is no profile of the game";
    }
    canonicalise(result.equilibria);
    return result;
}

}  // namespace entente
