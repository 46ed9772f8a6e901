#include "entente/components.hpp"

#include "entente/contract.hpp"

#include "game/bimatrix.hpp"

#include <boost/dynamic_bitset.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace entente {
namespace {

using Bits = boost::dynamic_bitset<>;

/// Which vertices each extreme equilibrium pairs, numbered on either side.
struct Pairs {
    std::vector<std::size_t> first;
    std::vector<std::size_t> second;
};

/// Numbers the distinct strategies of one player in the order in which they appear.
std::vector<std::size_t> numbered(std::span<const Equilibrium> extreme, std::size_t player) {
    std::map<std::vector<Rational>, std::size_t> numbers;
    std::vector<std::size_t> result;
    for (const Equilibrium& e : extreme) {
        if (player >= e.profile.size()) {
            result.push_back(0);  // nobody has one strategy
            continue;
        }
        const auto entry = numbers.try_emplace(e.profile[player], numbers.size()).first;
        result.push_back(entry->second);
    }
    return result;
}

Pairs pairs_of(const NormalForm<Rational>& game, std::span<const Equilibrium> extreme) {
    const auto sides = as_bimatrix(game);
    expects(sides.has_value(), "at most two players have a choice");
    Pairs pairs;
    pairs.first = numbered(extreme, sides->players[0]);
    pairs.second = numbered(extreme, sides->players[1]);
    return pairs;
}

/// The sets of y that are all neighbours of some set of x: the intersections of neighbourhoods.
/// Each, with the x that have it among their neighbours, is a maximal complete subgraph.
/// Nothing if it was stopped.
std::optional<std::set<Bits>> closed_sets(const std::vector<Bits>& neighbours,
                                          const std::stop_token& stop) {
    std::set<Bits> closed;
    for (const Bits& mine : neighbours) {
        if (stop.stop_requested()) return std::nullopt;
        std::set<Bits> more{mine};
        for (const Bits& other : closed) {
            if (other.intersects(mine)) more.insert(other & mine);
        }
        closed.merge(more);
    }
    return closed;
}

/// The smallest position of an extreme equilibrium that is connected with each one by others
/// that share a strategy.
std::vector<std::size_t> roots(const Pairs& pairs) {
    std::vector<std::size_t> root(pairs.first.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t k) {
        while (root[k] != k) k = root[k] = root[root[k]];
        return k;
    };
    for (const auto* side : {&pairs.first, &pairs.second}) {
        std::map<std::size_t, std::size_t> seen;
        for (std::size_t k = 0; k < side->size(); ++k) {
            const std::size_t one = find(k);
            const std::size_t other = find(seen.try_emplace((*side)[k], k).first->second);
            root[std::max(one, other)] = std::min(one, other);
        }
    }
    for (std::size_t k = 0; k < root.size(); ++k) root[k] = find(k);
    return root;
}

/// The maximal complete subgraphs among the pairs at these positions; nothing if it was stopped.
std::optional<std::vector<NashSubset>> subsets_among(const Pairs& pairs,
                                                     const std::vector<std::size_t>& positions,
                                                     const std::stop_token& stop) {
    if (positions.size() == 1) return std::vector<NashSubset>{{positions, 0}};
    std::map<std::size_t, std::size_t> local_first;
    std::map<std::size_t, std::size_t> local_second;
    for (const std::size_t k : positions) {
        local_first.try_emplace(pairs.first[k], local_first.size());
        local_second.try_emplace(pairs.second[k], local_second.size());
    }
    std::vector<Bits> neighbours(local_first.size(), Bits(local_second.size()));
    for (const std::size_t k : positions) {
        neighbours[local_first[pairs.first[k]]].set(local_second[pairs.second[k]]);
    }
    const auto closed = closed_sets(neighbours, stop);
    if (!closed) return std::nullopt;
    std::vector<NashSubset> subsets;
    for (const Bits& ys : *closed) {
        NashSubset subset;
        for (const std::size_t k : positions) {
            if (ys[local_second[pairs.second[k]]] &&
                ys.is_subset_of(neighbours[local_first[pairs.first[k]]])) {
                subset.corners.push_back(k);
            }
        }
        subsets.push_back(std::move(subset));
    }
    return subsets;
}

}  // namespace

std::optional<std::vector<NashSubset>> maximal_nash_subsets(const NormalForm<Rational>& game,
                                                            std::span<const Equilibrium> extreme,
                                                            const std::stop_token& stop) {
    if (extreme.empty()) return std::vector<NashSubset>{};
    const Pairs pairs = pairs_of(game, extreme);
    const auto root = roots(pairs);
    std::map<std::size_t, std::vector<std::size_t>> components;
    for (std::size_t k = 0; k < root.size(); ++k) components[root[k]].push_back(k);
    std::vector<NashSubset> subsets;
    std::size_t number = 0;
    for (const auto& [first, positions] : components) {
        auto found = subsets_among(pairs, positions, stop);
        if (!found) return std::nullopt;
        for (NashSubset& subset : *found) {
            subset.component = number;
            subsets.push_back(std::move(subset));
        }
        ++number;
    }
    std::ranges::sort(subsets, {}, &NashSubset::corners);
    return subsets;
}

std::vector<std::vector<Rational>> face_of(const NashSubset& subset,
                                           std::span<const Equilibrium> extreme,
                                           std::size_t player) {
    std::vector<std::vector<Rational>> face;
    std::set<std::vector<Rational>> seen;
    for (const std::size_t k : subset.corners) {
        const auto& strategy = extreme[k].profile[player];
        if (seen.insert(strategy).second) face.push_back(strategy);
    }
    return face;
}

std::size_t dimension(const NashSubset& subset, std::span<const Equilibrium> extreme) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < extreme[subset.corners[0]].profile.size(); ++i) {
        const auto face = face_of(subset, extreme, i);
        RationalMatrix corners(face.size(), face[0].size());
        for (std::size_t k = 0; k < face.size(); ++k) {
            for (std::size_t a = 0; a < face[k].size(); ++a) corners(k, a) = face[k][a];
        }
        // Strategies sum to 1, so that affine independence is linear independence.
        sum += rank(std::move(corners)) - 1;
    }
    return sum;
}

}  // namespace entente
