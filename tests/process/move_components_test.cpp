/// @file move_components_test.cpp
/// Components of a layer's moves as products over clusters, against the graph of all joint moves.
#include "process/move_components.hpp"

#include "entente/read_model.hpp"

#include "support/random_model.hpp"
#include "world/world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace entente;
using namespace entente::support;

namespace {

using Reach = std::vector<std::set<std::size_t>>;  ///< [level index] all that can follow in time

Reach reach_of(const Layer& layer, std::size_t box) {
    Reach reach(box);
    for (std::size_t at = 0; at < box; ++at) {
        if (layer.start[at] == 0) continue;
        std::vector<std::size_t> open{at};
        while (!open.empty()) {
            const std::size_t from = open.back();
            open.pop_back();
            layer.moves.for_each_successor(from, [&](std::size_t to, double) {
                if (reach[at].insert(to).second) open.push_back(to);
            });
        }
    }
    return reach;
}

/// @return whether there were components to look at.
bool compare(const Dynamics& dynamics, const Layer& layer) {
    const auto components = move_components(dynamics, layer);
    if (!components) return false;
    const Reach reach = reach_of(layer, dynamics.levels().size());
    std::map<std::size_t, std::size_t> number;
    for (std::size_t c = 0; c < components->size(); ++c)
        for (const std::uint32_t at : (*components)[c]) CHECK(number.emplace(at, c).second);
    CHECK(number.size() == static_cast<std::size_t>(std::ranges::count(layer.start, 1)));
    for (const auto& [a, of_a] : number) {
        for (const auto& [b, of_b] : number) {
            CHECK((of_a == of_b) == (reach[a].contains(b) && reach[b].contains(a)));
            if (reach[a].contains(b)) CHECK(of_b <= of_a);
        }
    }
    return true;
}

}  // namespace

TEST_CASE("components of moves are the products of those of clusters") {
    std::size_t compared = 0, split = 0;
    for (std::uint32_t seed = 0; seed < 80; ++seed) {
        const Model model = read_model({"random.toml", random_model(seed, {}).print()});
        CAPTURE(seed);
        World world(model, parameter_values(model, {}));
        for (const Proposal& proposal : model.proposals) {
            const Dynamics dynamics(world, proposal.steps);
            for (const Layer& layer : dynamics.layers()) {
                if (std::ranges::count(layer.start, 1) == 0 || !compare(dynamics, layer)) continue;
                ++compared;
                if (move_components(dynamics, layer)->size() > 1) ++split;
            }
        }
    }
    CHECK(compared > 50);
    CHECK(split > 20);
}
