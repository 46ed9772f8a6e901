#include "process/jobs.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace entente {

void run_jobs(const std::vector<std::function<void()>>& jobs, unsigned threads,
              const std::function<void(std::size_t)>& done) {
    std::atomic<std::size_t> next = 0, finished = 0;
    std::exception_ptr failure;
    std::mutex guard;
    const auto work = [&] {
        for (std::size_t k = next++; k < jobs.size(); k = next++) {
            try {
                jobs[k]();
            } catch (...) {
                const std::scoped_lock lock(guard);
                if (!failure) failure = std::current_exception();
                next = jobs.size();
            }
            const std::size_t count = ++finished;
            const std::scoped_lock lock(guard);
            done(count);
        }
    };
    {
        std::vector<std::jthread> team;
        for (unsigned t = 1; t < threads && t < jobs.size(); ++t) team.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace entente
