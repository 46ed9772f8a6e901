/// @file watched.hpp
/// A computation that the clock and the user can stop, with a line of progress.
#pragma once

#include "cli/progress.hpp"
#include "cli/watch.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace entente::cli {

/// Calls compute() with options.stop and options.progress set, while the clock, the user and the
/// progress line are looked after.
/// @return why it was stopped; empty if it was not.
template <class Options, class F>
std::string watched(std::optional<double> time_limit, bool quiet, Options& options,
                    const F& compute) {
    const Watch watch(time_limit);
    Progress progress(!quiet);
    options.stop = watch.token();
    options.progress = [&progress](std::string_view what, double share) {
        progress.show(what, share);
    };
    compute();
    return watch.reason();
}

}  // namespace entente::cli
