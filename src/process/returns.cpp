#include "process/returns.hpp"

#include <utility>

namespace entente {

const std::vector<Return>& Returns::of(const PunishedKey& key, std::size_t at) {
    const auto [it, fresh] = known_.try_emplace({key, at});
    if (!fresh || key.periods_left == 0) return it->second;
    std::map<std::pair<PunishedKey, std::size_t>, double> now{{{key, at}, 1.0}};
    std::map<std::pair<MeasureSet, std::size_t>, double> back;
    for (std::size_t left = key.periods_left; left > 0; --left) {
        std::map<std::pair<PunishedKey, std::size_t>, double> next;
        for (const auto& [state, chance] : now) {
            const auto& [punished, from] = state;
            const Layer& layer = dynamics_->layers()[dynamics_->layer_of(punished.remaining)];
            dynamics_->for_each_lapse(layer, from, [&](MeasureSet lapsed, double q) {
                layer.moves.for_each_successor(from, [&](std::size_t to, double p) {
                    if (const auto then = dynamics_->following(punished, lapsed))
                        next[{*then, to}] += chance * q * p;
                    else
                        back[{(punished.remaining & ~lapsed) | punished.suspended, to}] +=
                            chance * q * p;
                });
            });
        }
        now = std::move(next);
    }
    for (const auto& [start, chance] : back)
        it->second.push_back({start.first, start.second, chance});
    return it->second;
}

}  // namespace entente
