#include "solvers/work_pool.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <thread>

using namespace entente;

namespace {

struct Range {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
};

/// Adds up what is in a range, giving away its further half whenever somebody waits.
std::uint64_t sum(WorkPool<Range>& pool, Range range) {
    std::uint64_t total = 0;
    while (range.first < range.end) {
        if (pool.wants_more() && range.end - range.first > 1) {
            const std::uint64_t middle = range.first + (range.end - range.first) / 2;
            pool.put({middle, range.end});
            range.end = middle;
        }
        total += range.first++;
    }
    return total;
}

}  // namespace

TEST_CASE("what is given away is done once, and all members end when all is done") {
    for (const std::size_t members : {1U, 2U, 5U}) {
        CAPTURE(members);
        WorkPool<Range> pool;
        std::vector<std::uint64_t> sums(members);
        for (std::size_t member = 0; member < members; ++member) pool.join();
        pool.put({0, 100'000});
        {
            std::vector<std::jthread> threads;
            for (std::uint64_t& total : sums) {
                threads.emplace_back([&pool, &total] {
                    while (const auto range = pool.take()) total += sum(pool, *range);
                });
            }
        }
        std::uint64_t total = 0;
        for (const std::uint64_t part : sums) total += part;
        CHECK(total == 99'999ULL * 100'000 / 2);
    }
}

TEST_CASE("a member that leaves is not waited for") {
    WorkPool<Range> pool;
    pool.join();
    pool.join();
    pool.leave();
    CHECK(!pool.take());
}
