/// @file canonical_order.cpp
/// The order in which equilibria are listed.
#include "entente/solution.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// What the order looks at before the probabilities.
struct Key {
    bool mixed = false;
    std::vector<std::vector<std::size_t>> supports;

    auto operator<=>(const Key&) const = default;
};

Key key_of(const Profile& profile) {
    Key key;
    for (const auto& strategy : profile) {
        auto& support = key.supports.emplace_back();
        for (std::size_t a = 0; a < strategy.size(); ++a) {
            if (!strategy[a].is_zero()) support.push_back(a);
        }
        key.mixed = key.mixed || support.size() > 1;
    }
    return key;
}

}  // namespace

bool comes_before(const Profile& one, const Profile& other) {
    const Key key = key_of(one);
    const Key other_key = key_of(other);
    return key == other_key ? one < other : key < other_key;
}

void canonicalise(std::vector<Equilibrium>& equilibria) {
    std::vector<std::pair<Key, std::size_t>> keys;
    keys.reserve(equilibria.size());
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        keys.emplace_back(key_of(equilibria[k].profile), k);
    }
    std::ranges::sort(keys, [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        return equilibria[a.second].profile < equilibria[b.second].profile;
    });
    std::vector<Equilibrium> sorted;
    sorted.reserve(equilibria.size());
    for (const auto& [key, position] : keys) {
        Equilibrium& next = equilibria[position];
        if (sorted.empty() || sorted.back().profile != next.profile) {
            sorted.push_back(std::move(next));
        }
    }
    equilibria = std::move(sorted);
}

}  // namespace entente
