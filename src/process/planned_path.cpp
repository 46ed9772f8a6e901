/// @file planned_path.cpp
/// Where a plan passes if everybody keeps to it.
#include "process/plan.hpp"

#include <algorithm>

namespace entente {

PlannedPath::PlannedPath(const Dynamics& dynamics, const Factors* factors)
    : starts_(dynamics.layers().size(), LevelMask(dynamics.levels().size())) {
    std::vector<LevelMask> seen = starts_;
    starts_[dynamics.initial_layer()][dynamics.initial_levels()] = 1;
    for (bool grown = true; grown;) {
        grown = false;
        for (std::size_t layer = 0; layer < starts_.size(); ++layer) {
            if (starts_[layer] == seen[layer]) continue;
            const LevelMask fresh = without(starts_[layer], seen[layer]);
            seen[layer] = starts_[layer];
            grown = true;
            visit(dynamics, layer, fresh);
        }
    }
    passed_.assign(dynamics.layers().size(), LevelMask(dynamics.levels().size()));
    for (const auto& [node, mask] : nodes_) join(passed_[node.second], mask);
    for (const Layer& layer : dynamics.layers()) leaving_.push_back(leaving_from(dynamics, layer));
    if (factors != nullptr) slots_.emplace(dynamics, *factors);
}

LevelMask PlannedPath::leaving_from(const Dynamics& dynamics, const Layer& node) const {
    LevelMask leaving(node.node.size());
    for (const MeasureSet lapsed : dynamics.lapse_sets(node)) {
        const MeasureSet left = node.measures & ~lapsed;
        if (!any(node.node) || !dynamics.has_layer(left)) continue;
        const std::size_t next = dynamics.layer_of(left);
        const LevelMask off = without(dynamics.layers()[next].start, starts_[next]);
        if (!any(off)) continue;
        join(leaving, node.moves.reaching(off, dynamics.where_lapses(node, lapsed, node.node)));
    }
    return leaving;
}

void PlannedPath::visit(const Dynamics& dynamics, std::size_t index, const LevelMask& fresh) {
    const Layer& layer = dynamics.layers()[index];
    std::map<std::size_t, LevelMask> reached;  // node layers
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        if (fresh[at] == 0) continue;
        const StepSet pending = layer.pending[at];
        const StepSet certain = layer.certain(pending, at);
        const StepSet open = pending & ~certain;
        for (StepSet set = open;; set = (set - 1) & open) {
            auto& mask = reached[layer.node_layer[set | certain]];
            mask.resize(fresh.size());
            mask[at] = 1;
            if (set == 0) break;
        }
    }
    const std::size_t last = dynamics.plan().empty() ? 0 : dynamics.plan().size() - 1;
    for (const auto& [n, mask] : reached) {
        join(nodes_[{std::min(layer.step, last), n}], mask);
        const Layer& node = dynamics.layers()[n];
        for (const MeasureSet lapsed : dynamics.lapse_sets(node)) {
            const LevelMask where = dynamics.where_lapses(node, lapsed, mask);
            if (any(where))
                join(starts_[dynamics.layer_of(node.measures & ~lapsed)],
                     node.moves.reached_from(where));
        }
    }
}

}  // namespace entente
