/// @file jobs.hpp
/// Independent pieces of work on several threads.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace entente {

/// Runs the jobs on so many threads; each writes to places of its own, so that the result does
/// not depend on their number. Rethrows the first exception.
/// @param done called after each job with how many are done, by one thread at a time.
void run_jobs(const std::vector<std::function<void()>>& jobs, unsigned threads,
              const std::function<void(std::size_t)>& done);

}  // namespace entente
