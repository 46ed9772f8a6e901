/// @file progress.hpp
/// One line on the terminal that says what a long computation is doing.
#pragma once

#include <chrono>
#include <mutex>
#include <string_view>

namespace entente::cli {

/// Silent for the first second, without a terminal on standard error, or when not wanted.
/// May be called from several threads. The line is wiped at the end.
class Progress {
public:
    explicit Progress(bool wanted);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// @param share of the work that is done, in [0, 1].
    void show(std::string_view what, double share);

private:
    using Clock = std::chrono::steady_clock;

    std::mutex mutex_;
    bool active_;
    bool drawn_ = false;
    Clock::time_point next_;
};

}  // namespace entente::cli
