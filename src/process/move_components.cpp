#include "process/move_components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <map>
#include <numeric>

namespace entente {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

constexpr std::uint8_t stay = 1, rise = 2, fall = 4;

class MoveComponents {
public:
    MoveComponents(const Dynamics& dynamics, const Layer& layer)
        : box_(dynamics.levels()), layer_(layer), relations_(layer.moves.moving_relations()) {
        for (std::uint32_t at = 0; at < layer.start.size(); ++at)
            if (layer.start[at] != 0) starts_.push_back(at);
    }

    std::optional<std::vector<std::vector<std::uint32_t>>> run() {
        if (!layer_.lapses.empty() || !closed() || !all_may_stay()) return std::nullopt;
        // By the number of the component in one cluster after the other: in each of them what
        // can be reached has a smaller number.
        std::vector<std::vector<std::uint32_t>> numbers;
        for (const std::uint64_t cluster : clusters()) numbers.push_back(numbered(cluster));
        std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> by_number;
        std::vector<std::uint32_t> key(numbers.size());
        for (std::size_t s = 0; s < starts_.size(); ++s) {
            for (std::size_t c = 0; c < numbers.size(); ++c) key[c] = numbers[c][s];
            by_number[key].push_back(starts_[s]);
        }
        std::vector<std::vector<std::uint32_t>> components;
        for (auto& [number, members] : by_number) components.push_back(std::move(members));
        return components;
    }

private:
    /// Whether the moves lead to starts only.
    bool closed() const {
        const LevelMask reached = layer_.moves.reached_from(layer_.start);
        for (std::size_t at = 0; at < reached.size(); ++at)
            if (reached[at] != 0 && layer_.start[at] == 0) return false;
        return true;
    }

    bool all_may_stay() const {
        return std::ranges::all_of(relations_, [&](std::size_t e) {
            return std::ranges::all_of(starts_, [&](std::uint32_t at) {
                return (layer_.moves.possible_moves(e, at) & stay) != 0;
            });
        });
    }

    /// Whether the moves that are possible for the relation follow from its own level.
    bool is_free(std::size_t relation) const {
        std::vector<std::optional<std::uint8_t>> possible(box_.count(relation));
        return std::ranges::all_of(starts_, [&](std::uint32_t at) {
            auto& known = possible[box_.coordinate(at, relation)];
            const std::uint8_t here = layer_.moves.possible_moves(relation, at);
            if (!known) known = here;
            return *known == here;
        });
    }

    /// Relations, as bits, that must be looked at together.
    std::vector<std::uint64_t> clusters() const {
        std::vector<std::uint64_t> clusters;
        for (const std::size_t e : relations_) {
            std::uint64_t cluster = std::uint64_t{1} << e;
            if (!is_free(e))
                for (const std::size_t other : relations_)
                    if (layer_.moves.depends(e, other)) cluster |= std::uint64_t{1} << other;
            std::erase_if(clusters, [&](std::uint64_t known) {
                if ((known & cluster) == 0) return false;
                cluster |= known;
                return true;
            });
            clusters.push_back(cluster);
        }
        return clusters;
    }

    /// For every start, the number of its component in the moves of the cluster alone.
    std::vector<std::uint32_t> numbered(std::uint64_t cluster) const {
        const std::vector<std::uint32_t> rank = box_.projection(cluster);
        Graph graph(box_.projected_size(cluster));
        std::vector<bool> done(num_vertices(graph));
        for (const std::uint32_t at : starts_) {
            if (done[rank[at]]) continue;
            done[rank[at]] = true;
            add_edges(cluster, at, at, rank, graph);
        }
        std::vector<std::uint32_t> component(num_vertices(graph));
        boost::strong_components(graph, boost::make_iterator_property_map(
                                            component.begin(), get(boost::vertex_index, graph)));
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t at : starts_) numbers.push_back(component[rank[at]]);
        return numbers;
    }

    /// From `from` to wherever the relations left in the cluster can go from `to`.
    void add_edges(std::uint64_t left, std::uint32_t from, std::size_t to,
                   const std::vector<std::uint32_t>& rank, Graph& graph) const {
        if (left == 0) {
            boost::add_edge(rank[from], rank[to], graph);
            return;
        }
        const auto e = static_cast<std::size_t>(std::countr_zero(left));
        const std::uint8_t possible = layer_.moves.possible_moves(e, from);
        left &= left - 1;
        if ((possible & stay) != 0) add_edges(left, from, to, rank, graph);
        if ((possible & rise) != 0) add_edges(left, from, to + box_.stride(e), rank, graph);
        if ((possible & fall) != 0) add_edges(left, from, to - box_.stride(e), rank, graph);
    }

    const LevelBox& box_;
    const Layer& layer_;
    std::vector<std::size_t> relations_;
    std::vector<std::uint32_t> starts_;
};

}  // namespace

std::optional<std::vector<std::vector<std::uint32_t>>> move_components(const Dynamics& dynamics,
                                                                       const Layer& layer) {
    return MoveComponents(dynamics, layer).run();
}

}  // namespace entente
