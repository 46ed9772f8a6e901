/// @file canonical_order.cpp
/// The order in which equilibria are listed.
#include "entente/solution.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <numeric>
#include <utility>

namespace entente {
namespace {

/// The supports of profiles as rows of bits, for each player as many words as its actions take.
class Supports {
public:
    /// @pre all profiles have the shape of the first.
    explicit Supports(const Profile& shape) {
        for (const auto& strategy : shape) words_.push_back((strategy.size() + 63) / 64);
    }

    void add(const Profile& profile) {
        bool mixed = false;
        const std::size_t head = bits_.size();
        bits_.push_back(0);
        for (std::size_t i = 0; i < profile.size(); ++i) {
            const std::size_t first = bits_.size();
            bits_.resize(first + words_[i]);
            std::size_t played = 0;
            for (std::size_t a = 0; a < profile[i].size(); ++a) {
                if (profile[i][a].is_zero()) continue;
                bits_[first + a / 64] |= std::uint64_t{1} << a % 64;
                ++played;
            }
            mixed = mixed || played > 1;
        }
        bits_[head] = mixed ? 1 : 0;
        width_ = bits_.size() - head;
    }

    /// Pure before mixed, then player by player as lists of actions.
    std::strong_ordering compare(std::size_t one, std::size_t other) const {
        const std::uint64_t* a = &bits_[one * width_];
        const std::uint64_t* b = &bits_[other * width_];
        if (*a != *b) return *a <=> *b;
        ++a;
        ++b;
        for (const std::size_t words : words_) {
            for (std::size_t w = 0; w < words; ++w) {
                if (a[w] != b[w]) return first_difference(a, b, w, words);
            }
            a += words;
            b += words;
        }
        return std::strong_ordering::equal;
    }

private:
    /// The list with the first action that the other lacks is the smaller one, unless the other
    /// ends there.
    static std::strong_ordering first_difference(const std::uint64_t* a, const std::uint64_t* b,
                                                 std::size_t w, std::size_t words) {
        const std::uint64_t lowest = (a[w] ^ b[w]) & (~(a[w] ^ b[w]) + 1);
        const bool mine = (a[w] & lowest) != 0;
        const std::uint64_t* const lacking = mine ? b : a;
        bool goes_on = (lacking[w] & ~(lowest | (lowest - 1))) != 0;
        for (std::size_t later = w + 1; later < words; ++later) {
            goes_on = goes_on || lacking[later] != 0;
        }
        return mine == goes_on ? std::strong_ordering::less : std::strong_ordering::greater;
    }

    std::vector<std::size_t> words_;
    std::vector<std::uint64_t> bits_;
    std::size_t width_ = 0;
};

}  // namespace

bool comes_before(const Profile& one, const Profile& other) {
    Supports supports(one);
    supports.add(one);
    supports.add(other);
    const auto order = supports.compare(0, 1);
    return order == 0 ? one < other : order < 0;
}

void canonicalise(std::vector<Equilibrium>& equilibria) {
    if (equilibria.empty()) return;
    Supports supports(equilibria.front().profile);
    for (const Equilibrium& equilibrium : equilibria) supports.add(equilibrium.profile);
    std::vector<std::size_t> positions(equilibria.size());
    std::iota(positions.begin(), positions.end(), std::size_t{0});
    std::ranges::sort(positions, [&](std::size_t a, std::size_t b) {
        const auto order = supports.compare(a, b);
        return order == 0 ? equilibria[a].profile < equilibria[b].profile : order < 0;
    });
    std::vector<Equilibrium> sorted;
    sorted.reserve(equilibria.size());
    std::size_t last = 0;
    for (const std::size_t position : positions) {
        Equilibrium& next = equilibria[position];
        // Supports are compared first because they are near at hand; probabilities seldom are.
        const bool repeated = !sorted.empty() && supports.compare(last, position) == 0 &&
                              sorted.back().profile == next.profile;
        if (!repeated) sorted.push_back(std::move(next));
        last = position;
    }
    equilibria = std::move(sorted);
}

}  // namespace entente
