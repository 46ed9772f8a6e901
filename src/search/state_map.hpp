/// @file state_map.hpp
/// Sets of measures with combinations of levels, numbered.
#pragma once

#include "entente/model.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <unordered_map>
#include <vector>

namespace entente {

/// From (set, levels) to a number. Where there are few measures and levels, a table over all of
/// them, of which only the pages that are used take memory; otherwise a hash table.
class StateMap {
public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    /// @param measures of which sets differ; @param levels combinations of levels.
    StateMap(MeasureSet measures, std::size_t levels);

    /// The number, or none.
    std::uint32_t find(MeasureSet set, std::size_t at) const {
        if (table_) return table_.get()[place(set, at)] - 1;
        const auto it = hashed_.find({set, at});
        return it == hashed_.end() ? none : it->second;
    }

    /// Gives it this number, which is not `none`.
    void set(MeasureSet set, std::size_t at, std::uint32_t number) {
        if (table_)
            table_.get()[place(set, at)] = number + 1;
        else
            hashed_[{set, at}] = number;
    }

private:
    struct Key {
        MeasureSet set;
        std::size_t at;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const noexcept {
            std::uint64_t x = key.set * 0x9e3779b97f4a7c15U + key.at;
            x ^= x >> 29U;
            return x * 0xbf58476d1ce4e5b9U;
        }
    };
    struct Free {
        void operator()(std::uint32_t* memory) const { std::free(memory); }
    };

    /// The bits of the set that count, side by side.
    std::size_t place(MeasureSet set, std::size_t at) const {
        std::size_t place = 0;
        for (std::size_t b = 0; b < bytes_.size(); ++b) place |= bytes_[b][set >> (8 * b) & 255U];
        return place * levels_ + at;
    }

    std::size_t levels_;
    std::vector<std::array<std::uint32_t, 256>> bytes_;  ///< where the bits of each byte go
    std::unique_ptr<std::uint32_t, Free> table_;         ///< number + 1, 0: none
    std::unordered_map<Key, std::uint32_t, Hash> hashed_;
};

}  // namespace entente
