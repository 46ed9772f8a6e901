/// @file watch.hpp
/// Stops a computation when the user or the clock says so.
#pragma once

#include <atomic>
#include <csignal>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace entente::cli {

/// While it lives, SIGINT, SIGTERM and the end of the time limit request a stop; a later
/// signal ends the program at once. Only one at a time, made before any other thread.
///
/// The signals are blocked in all threads and taken by one that waits for them, so nothing
/// ever runs inside a signal handler.
class Watch {
public:
    /// @param seconds from now; none for no limit.
    explicit Watch(std::optional<double> seconds);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    std::stop_token token() const { return stop_.get_token(); }

    /// Why a stop was requested, as words for the user; empty if it was not.
    std::string reason() const;

private:
    void wait(const std::stop_token& over, std::optional<double> seconds);

    sigset_t previous_{};
    std::stop_source stop_;
    std::atomic<int> signal_ = 0;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace entente::cli
