/// @file graph_models.hpp
/// Graph models to test with: published ones, and small random ones that are the same everywhere.
#pragma once

#include "entente/graph_model.hpp"

#include <random>

namespace entente::support {

using Moves = std::vector<std::vector<std::size_t>>;

/// States 1 to m; an order lists them best first.
inline std::vector<std::size_t> ranks_of(const std::vector<std::size_t>& best_first) {
    std::vector<std::size_t> ranks(best_first.size());
    for (std::size_t k = 0; k < best_first.size(); ++k) ranks[best_first[k] - 1] = k;
    return ranks;
}

/// Both confess in state 1, neither in state 4; the first player moves between 1, 2 and 3, 4.
inline GraphModel prisoners() {
    return {{"one", "two"},
            {"1", "2", "3", "4"},
            {Moves{{1}, {0}, {3}, {2}}, Moves{{2}, {3}, {0}, {1}}},
            {ranks_of({3, 4, 1, 2}), ranks_of({2, 4, 1, 3})}};
}

/// Syria: let the water through (2), escalate (3), neither (1); 4 to 6 the same under attack.
inline GraphModel syria_iraq() {
    return {{"syria", "iraq"},
            {"1", "2", "3", "4", "5", "6"},
            {Moves{{1, 2}, {0, 2}, {0, 1}, {4, 5}, {3, 5}, {3, 4}},
             Moves{{3}, {4}, {5}, {0}, {1}, {2}}},
            {ranks_of({1, 3, 6, 2, 4, 5}), ranks_of({2, 4, 6, 1, 5, 3})}};
}

/// 1 to `most_players` players, 1 to 7 states, any moves, rankings with ties.
inline GraphModel random_graph(std::uint32_t seed, std::size_t most_players = 4) {
    std::mt19937 engine(seed);
    GraphModel graph;
    const std::size_t players = 1 + engine() % most_players;
    const std::size_t states = 1 + engine() % 7;
    const std::size_t density = 1 + engine() % 4;
    const std::size_t values = 1 + engine() % 7;
    for (std::size_t s = 0; s < states; ++s) graph.states.push_back(std::to_string(s + 1));
    for (std::size_t i = 0; i < players; ++i) {
        graph.players.push_back("p" + std::to_string(i + 1));
        Moves moves(states);
        for (std::size_t s = 0; s < states; ++s)
            for (std::size_t t = 0; t < states; ++t)
                if (s != t && engine() % 5 < density) moves[s].push_back(t);
        graph.moves.push_back(std::move(moves));
        std::vector<std::size_t> ranks(states);
        for (std::size_t& rank : ranks) rank = engine() % values;
        graph.ranks.push_back(std::move(ranks));
    }
    return graph;
}

}  // namespace entente::support
