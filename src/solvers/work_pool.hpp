/// @file work_pool.hpp
/// Work that several threads split among themselves as they go.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace entente {

/// Parts of a search that nobody has begun. Who works gives away a part when somebody waits for
/// one (R. Finkel and U. Manber, DIB: a distributed implementation of backtracking, ACM TOPLAS 9,
/// 1987), so nothing has to be known about sizes beforehand and nothing is split without need.
template <class Part>
class WorkPool {
public:
    /// Announces one more thread that will work and then ask for more.
    void join() {
        const std::lock_guard lock(mutex_);
        ++members_;
    }

    /// Takes back such an announcement.
    void leave() {
        const std::lock_guard lock(mutex_);
        --members_;
        look_around();
    }

    /// Whether more threads wait than there are parts for.
    bool wants_more() const noexcept { return hungry_.load(std::memory_order_relaxed); }

    void put(Part part) {
        const std::lock_guard lock(mutex_);
        parts_.push_back(std::move(part));
        look_around();
    }

    /// Waits for a part; nothing if all members wait, so that there will be none.
    std::optional<Part> take() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        look_around();
        changed_.wait(lock, [this] { return !parts_.empty() || waiting_ == members_; });
        if (parts_.empty()) return std::nullopt;
        --waiting_;
        std::optional<Part> part(std::move(parts_.back()));
        parts_.pop_back();
        look_around();
        return part;
    }

private:
    void look_around() {
        hungry_.store(waiting_ > parts_.size(), std::memory_order_relaxed);
        if (!parts_.empty() || waiting_ == members_) changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Part> parts_;
    std::size_t members_ = 0;
    std::size_t waiting_ = 0;
    std::atomic<bool> hungry_ = false;
};

}  // namespace entente
