#include "cli/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace entente::cli {
namespace {

constexpr std::chrono::seconds patience{1};
constexpr std::chrono::milliseconds refresh{200};
constexpr std::size_t widest = 60;

}  // namespace

Progress::Progress(bool wanted)
    : active_(wanted && isatty(STDERR_FILENO) == 1), next_(Clock::now() + patience) {}

Progress::~Progress() {
    if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::show(std::string_view what, double share) {
    if (!active_) return;
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (now < next_) return;
    fmt::print(stderr, "\r\x1b[K{:3.0f} %  {}", 100 * share, what.substr(0, widest));
    std::fflush(stderr);
    drawn_ = true;
    next_ = now + refresh;
}

}  // namespace entente::cli
