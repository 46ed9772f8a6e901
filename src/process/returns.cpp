#include "process/returns.hpp"

#include <utility>

namespace entente {

const std::vector<double>& Returns::of(const PunishedKey& key) {
    const auto [it, fresh] = known_.try_emplace(key);
    if (!fresh) return it->second;
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    std::vector<double> field(dynamics_->levels().size());
    const FieldOf next = [&](MeasureSet left) -> std::span<const double> {
        if (const auto then = dynamics_->following(key, layer.measures & ~left)) {
            if (!dynamics_->punished().contains(*then)) return {};
            return of(*then);
        }
        return (*starts_)(left | key.suspended);
    };
    expect_next(*dynamics_, layer, next, field);
    return it->second = std::move(field);
}

}  // namespace entente
