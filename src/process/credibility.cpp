/// @file credibility.cpp
/// Whether what stays in force while a breach is punished would be kept then.
#include "process/plan.hpp"

#include <algorithm>

namespace entente {

bool punishment_credible(Values& values) {
    const Dynamics& dynamics = values.dynamics();
    for (const auto& [key, mask] : dynamics.punished()) {
        const Layer& layer = dynamics.layers()[dynamics.layer_of(key.remaining)];
        for (const Breach& breach : layer.breaches) {
            const DeviationGroup& group = layer.groups[breach.group];
            const std::size_t i = group.player;
            const double d = values.discount(i);
            const auto broken = values.after_breach(i, layer, group, [&](MeasureSet lapsed) {
                return dynamics.after(key, group, lapsed);
            });
            for (std::size_t at = 0; at < mask.size(); ++at) {
                if (mask[at] == 0) continue;
                double gain = 0, penalty = 0, detection = 0;
                for (std::size_t k = 0; k < breach.temptation.size(); ++k) {
                    gain += breach.temptation[k][at];
                    penalty += breach.penalty[k][at];
                    detection = std::max(detection, breach.detection[k][at]);
                }
                // d E[P | comply] is what the punished value holds beside this period's payoff.
                const double kept = values.punished(i, key, at) - (1 - d) * layer.stage[i][at];
                const double loss = detection * ((1 - d) * penalty + kept - d * broken[at]);
                if (loss - (1 - d) * gain < -indifference * dynamics.scale(i)) return false;
            }
        }
    }
    return true;
}

}  // namespace entente
