#include "process/factor_path.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t most_products = 64;

}  // namespace

FactorPath::FactorPath(const Dynamics& core, const Factors& factors)
    : core_(&core),
      factors_(&factors),
      starts_(core.layers().size(), Passed(core.levels().size())) {
    SlotProduct initial;
    for (const auto& factor : factors) initial.push_back(SlotMask{1} << factor->initial_slot());
    add_start(core.initial_layer(), core.initial_levels(), initial);
    while (!open_.empty()) {
        Leaving leaving;
        for (const StateIndex s : std::exchange(open_, {})) visit(s, leaving);
        follow(leaving);
    }
}

void FactorPath::add_start(std::size_t layer, std::size_t at, const SlotProduct& product) {
    SlotSet& slots = starts_[layer][at];
    if (!slots.add(product)) return;
    if (slots.products().size() > most_products) {
        Entangled all;
        for (const auto& factor : *factors_) all.relations |= factor->relations();
        throw all;
    }
    open_.insert({static_cast<std::uint32_t>(layer), static_cast<std::uint32_t>(at)});
}

void FactorPath::visit(StateIndex s, Leaving& leaving) {
    const Layer& layer = core_->layers()[s.layer];
    const StepSet pending = layer.pending[s.at];
    const StepSet certain = layer.certain(pending, s.at);
    const StepSet open = pending & ~certain;
    const std::size_t last = core_->plan().empty() ? 0 : core_->plan().size() - 1;
    for (StepSet set = open;; set = (set - 1) & open) {
        const std::size_t n = layer.node_layer[set | certain];
        Passed& passed = nodes_[{std::min(layer.step, last), n}];
        passed.resize(core_->levels().size());
        for (const SlotProduct& product : starts_[s.layer][s.at].products()) {
            if (!passed[s.at].add(product)) continue;
            SlotProduct next;
            for (std::size_t f = 0; f < product.size(); ++f)
                next.push_back(following(f, n, s.at, product[f]));
            LevelMask& mask = leaving[{n, next}];
            mask.resize(core_->levels().size());
            mask[s.at] = 1;
        }
        if (set == 0) return;
    }
}

/// To the starts that follow these nodes.
void FactorPath::follow(const Leaving& leaving) {
    for (const auto& [key, mask] : leaving) {
        const auto& [n, slots] = key;
        const Layer& node = core_->layers()[n];
        for (const MeasureSet lapsed : core_->lapse_sets(node)) {
            const LevelMask where = core_->where_lapses(node, lapsed, mask);
            if (!any(where)) continue;
            const LevelMask next = node.moves.reached_from(where);
            for (std::size_t at = 0; at < next.size(); ++at)
                if (next[at] != 0) add_start(core_->layer_of(node.measures & ~lapsed), at, slots);
        }
    }
}

SlotMask FactorPath::following(std::size_t factor, std::size_t layer, std::size_t at,
                               SlotMask slots) {
    const auto [it, fresh] = following_.try_emplace({factor, layer, at, slots});
    if (fresh) it->second = (*factors_)[factor]->following(layer, at, slots);
    return it->second;
}

bool FactorPath::passes(std::size_t layer, std::size_t at, const SlotSet& slots) const {
    return std::ranges::any_of(nodes_, [&](const auto& entry) {
        return entry.first.second == layer &&
               std::ranges::all_of(slots.products(), [&](const SlotProduct& product) {
                   return entry.second[at].covers(product);
               });
    });
}

}  // namespace entente
