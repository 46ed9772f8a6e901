/// @file credibility.cpp
/// Whether what stays in force while a breach is punished would be kept then.
#include "process/plan.hpp"

#include <algorithm>

namespace entente {
namespace {

/// d (E[P | comply] - E[P | breach]) of one group in a punishment phase, over the box.
std::vector<double> lost(Values& values, const PunishedKey& key, std::size_t group_index) {
    const Dynamics& dynamics = values.dynamics();
    const Layer& layer = dynamics.layers()[dynamics.layer_of(key.remaining)];
    const DeviationGroup& group = layer.groups[group_index];
    const std::size_t i = group.player;
    const double d = values.discount(i);
    std::vector<double> field = values.after_breach(
        i, layer, group, [&](MeasureSet lapsed) { return dynamics.after(key, group, lapsed); });
    // d E[P | comply] is what the punished value holds beside this period's payoff.
    for (std::size_t at = 0; at < field.size(); ++at)
        field[at] = values.punished(i, key, at) - (1 - d) * layer.stage[i][at] - d * field[at];
    return field;
}

/// The same of core and factors together.
class WholeLost {
public:
    WholeLost(Values& values, const PunishedKey& key, std::size_t group, std::size_t player)
        : values_(values), key_(key), core_(lost(values, key, group)) {
        for (const auto& part : values.parts()) {
            const bool pays = (part.factor->payees() >> player & 1U) != 0;
            beside_.push_back(pays ? lost(*part.values, key, group) : std::vector<double>{});
            places_ = std::max(places_, part.factor->slots());
        }
    }

    Amount at(std::size_t at) const {
        Amount amount{core_[at], std::vector<double>(beside_.size() * places_)};
        for (std::size_t f = 0; f < beside_.size(); ++f) {
            const Factor& factor = *values_.parts()[f].factor;
            for (std::size_t slot = 0; slot < factor.slots() && !beside_[f].empty(); ++slot)
                amount.parts[f * places_ + slot] = beside_[f][factor.at(at, slot)];
        }
        return amount;
    }
    SlotProduct reached(std::size_t at) const {
        SlotProduct slots;
        for (const auto& part : values_.parts())
            slots.push_back(part.factor->slots_in(part.factor->dynamics().punished().at(key_), at));
        return slots;
    }

private:
    Values& values_;
    PunishedKey key_;
    std::vector<double> core_;
    std::vector<std::vector<double>> beside_;  ///< [factor]
    std::size_t places_ = 0;
};

}  // namespace

bool punishment_credible(Values& values) {
    const Dynamics& dynamics = values.dynamics();
    for (const auto& [key, mask] : dynamics.punished()) {
        const Layer& layer = dynamics.layers()[dynamics.layer_of(key.remaining)];
        for (const Breach& breach : layer.breaches) {
            const std::size_t i = layer.groups[breach.group].player;
            const double d = values.discount(i), tolerance = indifference * dynamics.scale(i);
            const WholeLost lost(values, key, breach.group, i);
            for (std::size_t at = 0; at < mask.size(); ++at) {
                if (mask[at] == 0) continue;
                double gain = 0, penalty = 0, detection = 0;
                for (std::size_t k = 0; k < breach.temptation.size(); ++k) {
                    gain += breach.temptation[k][at];
                    penalty += breach.penalty[k][at];
                    detection = std::max(detection, breach.detection[k][at]);
                }
                Amount slack = lost.at(at) * detection;
                slack.core += detection * (1 - d) * penalty - (1 - d) * gain;
                if (exceeds({0, {}}, slack, tolerance, lost.reached(at), values.factors()))
                    return false;
            }
        }
    }
    return true;
}

}  // namespace entente
