#include "entente/contract.hpp"
#include "entente/graph_model.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// A search from one state over (state, who moved last).
class Search {
public:
    Search(const GraphModel& graph, std::span<const std::size_t> members, bool improving)
        : graph_(graph),
          members_(members),
          improving_(improving),
          seen_(graph.states.size() * members.size()) {}

    std::vector<std::size_t> from(std::size_t start) {
        std::ranges::fill(seen_, std::uint8_t{0});
        std::vector<std::size_t> found;
        open_.clear();
        step(start, members_.size());
        while (!open_.empty()) {
            const auto [state, last] = open_.back();
            open_.pop_back();
            found.push_back(state);
            step(state, last);
        }
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

private:
    void step(std::size_t state, std::size_t last) {
        for (std::size_t k = 0; k < members_.size(); ++k) {
            if (k == last) continue;
            const auto& ranks = graph_.ranks[members_[k]];
            for (const std::size_t next : graph_.moves[members_[k]][state]) {
                if (improving_ && ranks[next] >= ranks[state]) continue;
                std::uint8_t& seen = seen_[next * members_.size() + k];
                if (std::exchange(seen, std::uint8_t{1}) == 0) open_.emplace_back(next, k);
            }
        }
    }

    const GraphModel& graph_;
    std::span<const std::size_t> members_;
    bool improving_;
    std::vector<std::uint8_t> seen_;
    std::vector<std::pair<std::size_t, std::size_t>> open_;
};

}  // namespace

std::vector<std::vector<std::size_t>> reachable(const GraphModel& graph,
                                                std::span<const std::size_t> members,
                                                bool improving, const std::stop_token& stop) {
    for (const std::size_t i : members) expects(i < graph.players.size(), "players of the graph");
    std::vector<std::vector<std::size_t>> lists;
    Search search(graph, members, improving);
    for (std::size_t s = 0; s < graph.states.size() && !stop.stop_requested(); ++s)
        lists.push_back(search.from(s));
    lists.resize(graph.states.size());
    return lists;
}

}  // namespace entente
