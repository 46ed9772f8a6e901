/// @file exploration.cpp
/// Every state within reach, whatever the players do: from the start outwards.
#include "process/dynamics.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente {
namespace {

/// Members of `mask` that are not in `seen`; adds them there.
LevelMask unseen(const LevelMask& mask, LevelMask& seen) {
    LevelMask fresh = without(mask, seen);
    join(seen, mask);
    return fresh;
}

}  // namespace

void Dynamics::add_starts(MeasureSet measures, const LevelMask& mask) {
    join(layers_[find_or_add(measures)].start, mask);
}

void Dynamics::add_nodes(MeasureSet measures, std::size_t at) {
    layers_[find_or_add(measures)].node[at] = 1;
}

void Dynamics::add_punished(const PunishedKey& key, const LevelMask& mask) {
    find_or_add(key.remaining);
    auto& reached = punished_[key];
    if (reached.empty()) {
        reached.resize(mask.size());
        seen_punished_[key].resize(mask.size());
        bytes_ += static_cast<double>(mask.size()) * 10;
    }
    join(reached, mask);
}

void Dynamics::visit_starts(std::size_t index, const LevelMask& fresh) {
    if (Layer& layer = layers_[index]; layer.pending.empty()) {
        const std::vector<double> blank(fresh.size());
        layer.pending.resize(fresh.size());
        layer.conclude.assign(layer.candidates.size(), blank);
        layer.cost.assign(layer.candidates.size(),
                          std::vector<std::vector<double>>(players(), blank));
    }
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        if (fresh[at] == 0) continue;
        const MeasureSet measures = layers_[index].measures;
        StepSet pending = 0;
        {
            Layer& layer = layers_[index];
            for (std::size_t k = 0; k < layer.candidates.size(); ++k) {
                const std::size_t m = layer.candidates[k];
                if (!world_->required(m, measures, at)) continue;
                pending |= StepSet{1} << k;
                layer.conclude[k][at] = 1 / world_->duration(m, measures, at);
                for (std::size_t i = 0; i < players(); ++i)
                    layer.cost[k][i][at] = world_->cost(m, i, measures, at);
            }
            layer.pending[at] = pending;
        }
        std::vector<MeasureSet> nodes;  // adding them moves the layers
        for_each_conclusion(layers_[index], at, [&](StepSet set) {
            nodes.push_back(measures | layers_[index].measures_of(set));
        });
        for (const MeasureSet node : nodes) add_nodes(node, at);
    }
    if (!any(fresh)) return;
    // A breakdown: punished from this period on, at the levels after the reaction.
    const std::vector<DeviationGroup> groups = layers_[index].groups;
    for (const DeviationGroup& group : groups)
        add_punished(after(layers_[index], group), reacted(group, fresh));
}

void Dynamics::visit_nodes(std::size_t index, const LevelMask& fresh) {
    use(index, fresh);
    const MeasureSet measures = layers_[index].measures;
    const std::vector<DeviationGroup> groups = layers_[index].groups;
    for (const MeasureSet lapsed : lapse_sets(layers_[index])) {
        const LevelMask where = where_lapses(layers_[index], lapsed, fresh);
        if (!any(where)) continue;
        const LevelMask next = layers_[index].moves.reached_from(where);
        add_starts(measures & ~lapsed, next);
        for (const DeviationGroup& group : groups)
            add_punished(after(layers_[index], group, lapsed), reacted(group, next));
    }
}

void Dynamics::visit_punished(const PunishedKey& key, const LevelMask& fresh) {
    const std::size_t index = find_or_add(key.remaining);
    use(index, fresh);
    for (const MeasureSet lapsed : lapse_sets(layers_[index])) {
        const LevelMask where = where_lapses(layers_[index], lapsed, fresh);
        if (!any(where)) continue;
        const LevelMask next = layers_[index].moves.reached_from(where);
        if (const auto then = following(key, lapsed))
            add_punished(*then, next);
        else
            add_starts((key.remaining & ~lapsed) | key.suspended, next);
        if (follow_ != Follow::breaches_of_what_remains) continue;
        const std::vector<DeviationGroup> groups = layers_[index].groups;
        for (const DeviationGroup& group : groups)
            add_punished(after(key, group, lapsed), reacted(group, next));
    }
}

void Dynamics::explore(std::stop_token stop) {
    for (bool grown = true; grown;) {
        if (stop.stop_requested()) throw Stopped{};
        grown = false;
        for (std::size_t index = 0; index < layers_.size(); ++index) {  // grows meanwhile
            if (LevelMask fresh = unseen(layers_[index].start, seen_starts_[index]); any(fresh)) {
                grown = true;
                visit_starts(index, fresh);
            }
            if (LevelMask fresh = unseen(layers_[index].node, seen_nodes_[index]); any(fresh)) {
                grown = true;
                visit_nodes(index, fresh);
            }
        }
        std::vector<PunishedKey> keys;
        for (const auto& [key, mask] : punished_) keys.push_back(key);
        for (const PunishedKey& key : keys) {
            if (LevelMask fresh = unseen(punished_[key], seen_punished_[key]); any(fresh)) {
                grown = true;
                visit_punished(key, fresh);
            }
        }
    }
    for (const Layer& layer : layers_)
        states_ += static_cast<std::uint64_t>(std::ranges::count(layer.start, 1));
    for (const auto& [key, mask] : punished_)
        states_ += static_cast<std::uint64_t>(std::ranges::count(mask, 1));
    seen_starts_.clear();
    seen_nodes_.clear();
    seen_punished_.clear();
}

}  // namespace entente
