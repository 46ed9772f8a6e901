#include "process/returns.hpp"

namespace entente {

std::vector<double>& Returns::of(const PunishedKey& key) {
    const auto [it, fresh] = known_.try_emplace(key);
    if (!fresh) return it->second;
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    it->second = expected_next(*dynamics_, layer, [&](MeasureSet left) -> std::span<double> {
        if (const auto then = dynamics_->following(key, layer.measures & ~left)) {
            if (!dynamics_->punished().contains(*then)) return {};
            return of(*then);
        }
        return (*starts_)(left | key.suspended);
    });
    return it->second;  // references into a map stay
}

}  // namespace entente
