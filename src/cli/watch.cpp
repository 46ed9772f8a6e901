#include "cli/watch.hpp"

#include "cli/exit_code.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>

namespace entente::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Signals that come together are one wish: timeout(1) sends them to the process and to its group.
constexpr std::chrono::milliseconds one_wish(500);
constexpr int wake_up = SIGUSR1;  ///< sent by the destructor to its own thread

sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, wake_up);
    return set;
}

/// The next signal of the set, or -1 if none comes before the deadline.
int next_signal(const sigset_t& set, std::optional<Clock::time_point> deadline) {
    while (true) {
        int signal = 0;
        if (deadline) {
            const auto left = std::max(*deadline - Clock::now(), Clock::duration::zero());
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
            const std::chrono::nanoseconds rest = left - seconds;
            const timespec timeout{static_cast<std::time_t>(seconds.count()),
                                   static_cast<long>(rest.count())};
            signal = sigtimedwait(&set, nullptr, &timeout);
        } else {
            signal = sigwaitinfo(&set, nullptr);
        }
        if (signal > 0) return signal;
        if (errno == EAGAIN) return -1;
    }
}

}  // namespace

Watch::Watch(std::optional<double> seconds) {
    const sigset_t set = watched();
    pthread_sigmask(SIG_BLOCK, &set, &previous_);
    if (seconds && *seconds <= 0) stop_.request_stop();  // not left to the speed of the thread
    thread_ = std::jthread([this, seconds](const std::stop_token& over) { wait(over, seconds); });
}

Watch::~Watch() {
    thread_.request_stop();
    pthread_kill(thread_.native_handle(), wake_up);
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void Watch::wait(const std::stop_token& over, std::optional<double> seconds) {
    const sigset_t set = watched();
    std::optional<Clock::time_point> deadline;
    Clock::time_point signalled;
    constexpr double century = 3e9;  // seconds; more would overflow the clock
    if (seconds && *seconds < century) {
        deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(*seconds));
    }
    while (!over.stop_requested()) {
        const int signal = next_signal(set, deadline);
        if (over.stop_requested()) return;
        if (signal == wake_up) continue;
        if (signal > 0 && signal_ != 0) {
            if (Clock::now() - signalled < one_wish) continue;
            std::_Exit(static_cast<int>(ExitCode::incomplete));
        }
        if (signal > 0) {
            signal_ = signal;
            signalled = Clock::now();
        }
        deadline.reset();
        stop_.request_stop();
    }
}

std::string Watch::reason() const {
    if (!stop_.stop_requested()) return {};
    return signal_ != 0 ? "interrupted" : "time limit reached";
}

}  // namespace entente::cli
