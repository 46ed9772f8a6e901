#include "cli/watch.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

using entente::cli::Watch;

namespace {

/// Waits as long as it takes: a test that hangs here has failed.
void wait_for_stop(const Watch& watch) {
    while (!watch.token().stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace

TEST_CASE("an interrupt requests a stop instead of ending the program") {
    const Watch watch(std::nullopt);
    CHECK_FALSE(watch.token().stop_requested());
    CHECK(watch.reason().empty());
    ::kill(::getpid(), SIGINT);
    wait_for_stop(watch);
    CHECK(watch.reason() == "interrupted");
}

TEST_CASE("two signals that come together are one wish") {
    const Watch watch(std::nullopt);
    ::kill(::getpid(), SIGINT);
    ::kill(::getpid(), SIGTERM);
    wait_for_stop(watch);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // in which the second is taken
    CHECK(watch.reason() == "interrupted");
}

TEST_CASE("the end of the time limit requests a stop") {
    const Watch watch(0.01);
    wait_for_stop(watch);
    CHECK(watch.reason() == "time limit reached");
}

TEST_CASE("a time limit beyond all bounds is no limit") {
    const Watch watch(1e300);
    CHECK_FALSE(watch.token().stop_requested());
    ::kill(::getpid(), SIGTERM);
    wait_for_stop(watch);
    CHECK(watch.reason() == "interrupted");
}
