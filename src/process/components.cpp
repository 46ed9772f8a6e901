#include "process/components.hpp"

#include "process/move_components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

namespace entente {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// Components in reverse topological order: boost numbers a component when it is finished, so
/// what can be reached from it has a smaller number.
std::vector<std::vector<std::size_t>> strong_components_of(const Graph& graph) {
    std::vector<std::size_t> number(boost::num_vertices(graph));
    if (number.empty()) return {};
    const std::size_t count = boost::strong_components(
        graph, boost::make_iterator_property_map(number.begin(), get(boost::vertex_index, graph)));
    std::vector<std::vector<std::size_t>> members(count);
    for (std::size_t v = 0; v < number.size(); ++v) members[number[v]].push_back(v);
    return members;
}

bool has_starts(const Layer& layer) {
    return std::ranges::find(layer.start, 1) != layer.start.end();
}

/// Sets of measures that can be in force at the nodes of a layer's starts.
std::vector<std::size_t> node_layers(const Dynamics& dynamics, const Layer& layer) {
    StepSet possible = 0;
    for (const StepSet pending : layer.pending) possible |= pending;
    std::vector<std::size_t> nodes;
    for (StepSet set = possible;; set = (set - 1) & possible) {
        const MeasureSet measures = layer.measures | layer.measures_of(set);
        if (!dynamics.has_layer(measures)) continue;  // nor has it a state that offers it
        for (std::size_t at = 0; at < layer.pending.size(); ++at) {
            if (layer.start[at] == 0 || (set & ~layer.pending[at]) != 0) continue;
            nodes.push_back(dynamics.layer_of(measures));
            break;
        }
        if (set == 0) return nodes;
    }
}

/// The graph of layers: starts to starts of the next period, with finite punishments passed
/// through on the way. Lapses that are possible somewhere count as possible.
class LayerGraph {
public:
    explicit LayerGraph(const Dynamics& dynamics)
        : dynamics_(dynamics), graph_(dynamics.layers().size()) {
        for (const auto& [key, mask] : dynamics.punished())
            if (key.periods_left > 0) vertex_.emplace(key, boost::add_vertex(graph_));
        for (std::size_t k = 0; k < dynamics.layers().size(); ++k)
            if (has_starts(dynamics.layers()[k])) add_layer(k);
        for (const auto& [key, vertex] : vertex_) add_punished(key, vertex);
    }

    const Graph& graph() const { return graph_; }

private:
    void add_layer(std::size_t k) {
        const Layer& layer = dynamics_.layers()[k];
        for (const DeviationGroup& group : layer.groups) link(k, dynamics_.after(layer, group));
        for (const std::size_t n : node_layers(dynamics_, layer)) {
            const Layer& node = dynamics_.layers()[n];
            for (const MeasureSet lapsed : dynamics_.lapse_sets(node)) {
                link_layer(k, node.measures & ~lapsed);
                for (const DeviationGroup& group : node.groups)
                    link(k, dynamics_.after(node, group, lapsed));
            }
        }
    }
    void add_punished(const PunishedKey& key, std::size_t vertex) {
        const Layer& layer = dynamics_.layers()[dynamics_.layer_of(key.remaining)];
        for (const MeasureSet lapsed : dynamics_.lapse_sets(layer)) {
            if (const auto then = dynamics_.following(key, lapsed))
                link(vertex, *then);
            else
                link_layer(vertex, (key.remaining & ~lapsed) | key.suspended);
        }
    }
    void link(std::size_t from, const PunishedKey& key) {
        if (const auto it = vertex_.find(key); it != vertex_.end())
            boost::add_edge(from, it->second, graph_);
    }
    void link_layer(std::size_t from, MeasureSet measures) {
        if (dynamics_.has_layer(measures))
            boost::add_edge(from, dynamics_.layer_of(measures), graph_);
    }

    const Dynamics& dynamics_;
    Graph graph_;
    std::map<PunishedKey, std::size_t> vertex_;
};

/// The starts of a few layers, numbered.
class Starts {
public:
    Starts(const Dynamics& dynamics, const std::vector<std::size_t>& layers) {
        for (const std::size_t k : layers) {
            auto& numbers = number_[k];
            numbers.assign(dynamics.levels().size(), none);
            for (std::uint32_t at = 0; at < numbers.size(); ++at) {
                if (dynamics.layers()[k].start[at] == 0) continue;
                numbers[at] = static_cast<std::uint32_t>(states_.size());
                states_.push_back({static_cast<std::uint32_t>(k), at});
            }
        }
    }
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    const std::vector<StateIndex>& states() const { return states_; }
    std::uint32_t number(std::size_t layer, std::size_t at) const {
        const auto it = number_.find(layer);
        return it == number_.end() ? none : it->second[at];
    }

private:
    std::vector<StateIndex> states_;
    std::map<std::size_t, std::vector<std::uint32_t>> number_;
};

/// One layer that leads to itself: all its starts are one component if they can be reached from
/// the first one and reach it while nothing is concluded.
bool is_one_component(const Dynamics& dynamics, const std::vector<std::size_t>& layers) {
    if (layers.size() != 1) return false;
    const Layer& layer = dynamics.layers()[layers.front()];
    const auto first = std::ranges::find(layer.start, 1);
    if (std::ranges::find(layer.start, 0) != layer.start.end() &&
        std::ranges::count(layer.start, 1) < 2)
        return false;
    LevelMask seed(layer.start.size());
    seed[static_cast<std::size_t>(first - layer.start.begin())] = 1;
    const auto closure = [&](auto step) {
        LevelMask reached = seed;
        for (;;) {
            LevelMask next = step(reached);
            for (std::size_t at = 0; at < next.size(); ++at)
                next[at] = static_cast<std::uint8_t>((next[at] | reached[at]) & layer.start[at]);
            if (next == reached) return reached;
            reached = std::move(next);
        }
    };
    const LevelMask forward =
        closure([&](const LevelMask& mask) { return layer.moves.reached_from(mask); });
    if (forward != layer.start) return false;
    return closure([&](const LevelMask& mask) {
               return layer.moves.reaching(mask, layer.start);
           }) == layer.start;
}

void add_compliance_edges(const Dynamics& dynamics, const Starts& starts, Graph& graph) {
    for (std::size_t s = 0; s < starts.states().size(); ++s) {
        const auto [k, at] = starts.states()[s];
        const Layer& layer = dynamics.layers()[k];
        std::set<std::uint32_t> targets;
        dynamics.for_each_conclusion(layer, at, [&](StepSet set) {
            const Layer& node = dynamics.layers()[layer.node_layer[set]];
            dynamics.for_each_lapse(node, at, [&](MeasureSet lapsed, double) {
                const std::size_t next = dynamics.layer_of(node.measures & ~lapsed);
                node.moves.for_each_successor(at, [&](std::size_t to, double) {
                    if (const auto n = starts.number(next, to); n != Starts::none)
                        targets.insert(n);
                });
            });
        });
        for (const std::uint32_t target : targets) boost::add_edge(s, target, graph);
    }
}

/// Where finite punishments lead back to, from all starts of one component at once.
class PunishmentEdges {
public:
    PunishmentEdges(const Dynamics& dynamics, const Starts& starts, Graph& graph)
        : dynamics_(dynamics), starts_(starts), graph_(graph) {}

    void add(const std::vector<std::size_t>& members) {
        std::map<std::size_t, LevelMask> by_layer;
        for (const std::size_t s : members) {
            const auto [k, at] = starts_.states()[s];
            auto& mask = by_layer[k];
            mask.resize(dynamics_.levels().size());
            mask[at] = 1;
        }
        from_ = members.front();
        for (const auto& [k, mask] : by_layer) {
            const Layer& layer = dynamics_.layers()[k];
            for (const DeviationGroup& group : layer.groups)
                follow(dynamics_.after(layer, group), dynamics_.reacted(group, mask));
            for (const std::size_t n : node_layers(dynamics_, layer)) breach(layer, n, mask);
        }
    }

private:
    void breach(const Layer& layer, std::size_t n, const LevelMask& mask) {
        const Layer& node = dynamics_.layers()[n];
        LevelMask offered = mask;  // starts at which this set can have been concluded
        for (std::size_t at = 0; at < mask.size(); ++at)
            if (mask[at] != 0 &&
                (node.measures & ~layer.measures & ~layer.measures_of(layer.pending[at])) != 0)
                offered[at] = 0;
        const LevelMask next = node.moves.reached_from(offered);
        for (const MeasureSet lapsed : dynamics_.lapse_sets(node))
            for (const DeviationGroup& group : node.groups)
                follow(dynamics_.after(node, group, lapsed), dynamics_.reacted(group, next));
    }
    void follow(const PunishedKey& key, const LevelMask& mask) {
        if (std::ranges::find(mask, 1) == mask.end() || !dynamics_.has_layer(key.remaining)) return;
        const Layer& layer = dynamics_.layers()[dynamics_.layer_of(key.remaining)];
        const LevelMask next = layer.moves.reached_from(mask);
        for (const MeasureSet lapsed : dynamics_.lapse_sets(layer)) {
            if (const auto then = dynamics_.following(key, lapsed)) {
                follow(*then, next);
                continue;
            }
            const MeasureSet back = (key.remaining & ~lapsed) | key.suspended;
            if (!dynamics_.has_layer(back)) continue;
            for (std::size_t at = 0; at < next.size(); ++at) {
                if (next[at] == 0) continue;
                if (const auto n = starts_.number(dynamics_.layer_of(back), at); n != Starts::none)
                    boost::add_edge(from_, n, graph_);
            }
        }
    }

    const Dynamics& dynamics_;
    const Starts& starts_;
    Graph& graph_;
    std::size_t from_ = 0;
};

/// Whether what is concluded at some start of the layer may have lapsed by the next period: then
/// relations have moved with it in force, and not as they do without.
bool leads_back(const Dynamics& dynamics, const Layer& layer) {
    return std::ranges::any_of(node_layers(dynamics, layer), [&](std::size_t n) {
        const Layer& node = dynamics.layers()[n];
        const auto back = [&](MeasureSet lapsed) {
            return (node.measures & ~lapsed) == layer.measures;
        };
        return node.measures != layer.measures &&
               std::ranges::any_of(dynamics.lapse_sets(node), back);
    });
}

std::vector<Component> components_of(const Dynamics& dynamics,
                                     const std::vector<std::size_t>& layers) {
    std::vector<Component> components;
    // Nobody chooses, so that nothing has to be final before: one system is solved the quickest.
    if (dynamics.follows_the_plan()) return {{Starts(dynamics, layers).states(), true}};
    if (layers.size() == 1 && dynamics.punished_periods() == 0 &&
        !leads_back(dynamics, dynamics.layers()[layers.front()])) {
        const auto layer = static_cast<std::uint32_t>(layers.front());
        if (const auto factored = move_components(dynamics, dynamics.layers()[layer])) {
            for (const auto& members : *factored) {
                Component c{{}, true};
                for (const std::uint32_t at : members) c.states.push_back({layer, at});
                components.push_back(std::move(c));
            }
            return components;
        }
    }
    const Starts starts(dynamics, layers);
    if (is_one_component(dynamics, layers)) {
        components.push_back({starts.states(), true});
        return components;
    }
    Graph graph(starts.states().size());
    add_compliance_edges(dynamics, starts, graph);
    auto members = strong_components_of(graph);
    // Of one component with several states, it is known already that they follow themselves.
    if (dynamics.punished_periods() > 0 && (members.size() > 1 || members.front().size() == 1)) {
        PunishmentEdges returns(dynamics, starts, graph);
        for (const auto& some : members) returns.add(some);
        members = strong_components_of(graph);
    }
    for (const auto& some : members) {
        Component& component = components.emplace_back();
        for (const std::size_t s : some) component.states.push_back(starts.states()[s]);
        component.circular =
            some.size() > 1 || boost::edge(some.front(), some.front(), graph).second;
    }
    return components;
}

}  // namespace

std::vector<LayerGroup> layer_groups(const Dynamics& dynamics) {
    const LayerGraph graph(dynamics);
    std::vector<LayerGroup> groups;
    for (const auto& members : strong_components_of(graph.graph())) {
        LayerGroup group;
        for (const std::size_t v : members)
            if (v < dynamics.layers().size() && has_starts(dynamics.layers()[v]))
                group.layers.push_back(v);
        if (group.layers.empty()) continue;
        group.components = components_of(dynamics, group.layers);
        groups.push_back(std::move(group));
    }
    return groups;
}

void mark_off_path(const Dynamics& dynamics, const std::vector<LevelMask>& on_path,
                   std::vector<LayerGroup>& groups) {
    const LayerGraph graph(dynamics);
    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < dynamics.layers().size(); ++k)
        for (std::size_t at = 0; at < on_path[k].size(); ++at)
            if (dynamics.layers()[k].start[at] != 0 && on_path[k][at] == 0) {
                open.push_back(k);
                break;
            }
    std::vector<bool> off(boost::num_vertices(graph.graph()));
    while (!open.empty()) {
        const std::size_t v = open.back();
        open.pop_back();
        if (off[v]) continue;
        off[v] = true;
        const auto [first, last] = boost::adjacent_vertices(v, graph.graph());
        open.insert(open.end(), first, last);
    }
    for (LayerGroup& group : groups)
        group.off_path = std::ranges::any_of(group.layers, [&](std::size_t k) { return off[k]; });
}

}  // namespace entente
