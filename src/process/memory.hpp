/// @file memory.hpp
/// What was worked out before for one component: judging the same plan under many discount
/// factors meets the same behaviour and the same values again and again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace entente {

/// Stirs x into a fingerprint; different inputs all but never give the same.
inline std::uint64_t stirred(std::uint64_t hash, std::uint64_t x) {
    hash ^= x + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
    hash *= 0xff51afd7ed558ccdU;
    return hash ^ hash >> 33U;
}

/// The last few values by their keys; the oldest goes first.
template <class T, std::size_t capacity>
class Recent {
public:
    T* find(std::uint64_t key) {
        const auto it = std::ranges::find(entries_, key, &std::pair<std::uint64_t, T>::first);
        return it == entries_.end() ? nullptr : &it->second;
    }
    T& add(std::uint64_t key, T value) {
        if (entries_.size() == capacity) entries_.pop_front();
        return entries_.emplace_back(key, std::move(value)).second;
    }

private:
    std::deque<std::pair<std::uint64_t, T>> entries_;
};

}  // namespace entente
