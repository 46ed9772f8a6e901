/// @file prediction.hpp
/// What the players are expected to do: the procedure of DESIGN section 3, "Prediction".
#pragma once

#include "entente/process.hpp"

#include "process/values.hpp"

#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace entente {

/// Differences of normalised values below this share of a player's payoff scale are indifference.
inline constexpr double indifference = 1e-11;

/// The slack of one breach at one node, normalised: (1 - discount) times the discounted sums.
struct Slack {
    std::size_t group = 0;  ///< of the node's layer
    MeasureSet breach = 0;
    double gain = 0;
    Amount loss;
    double scale = 1, horizon = 1;  ///< the player's payoff scale, and 1 / (1 - discount)

    Amount relative() const;  ///< (loss - gain) over the scale
    Amount summed() const;    ///< the same of the discounted sums
};

/// Calls f(slack) for every breach at a node of the players for whom concerned(player) is true.
template <class Concerned, class F>
void for_each_breach(Values& values, std::size_t layer, std::size_t at, const Concerned& concerned,
                     const F& f);

/// A constraint that failed while the prediction was sought, and was withdrawn.
struct Withdrawal {
    StateIndex state;
    StepSet concluded = 0;  ///< compliance: at the node after these conclusions
    StepSet declined = 0;   ///< consent
    /// Consent: what this kept out, until consent was given again because it is not concluded
    /// anyway, as somebody would breach it.
    StepSet moot = 0;
    std::optional<Foreseen> foreseen;  ///< compliance: groups as those of the node's layer
    std::size_t player = 0;
    double gain = 0, loss = 0;  ///< discounted sums; of consent, less the reference payoff
    double horizon = 1;         ///< 1 / (1 - discount) of the player
    SlotChoice slots;           ///< the levels of factors for which these are told
};

/// The slots for which something is told that is so at all of them: those at the beginning, or the
/// first ones within reach.
SlotChoice slots_to_tell(const Values& values, const SlotProduct& reached);
/// The level of every relation.
std::vector<std::uint8_t> levels_at(const Dynamics& core, const Factors* factors, std::size_t at,
                                    const SlotChoice& slots);

struct Prediction {
    Behaviour behaviour;
    std::vector<Withdrawal> withdrawals;  ///< those that stand
    bool cycled = false;
};

/// @param values receives the values under the predicted behaviour.
/// Stops early, with whatever it has, when stop is requested.
/// @throws Entangled where what somebody decides depends on the levels of factors.
Prediction predict(const std::vector<LayerGroup>& groups, Values& values,
                   std::span<const Rational> parameters, std::stop_token stop = {});

/// The behaviour predicted where the planned path does not pass; full consent and compliance
/// elsewhere. @param values receives nothing of use.
Behaviour predict_off_path(const std::vector<LayerGroup>& groups, Values& values,
                           std::span<const Rational> parameters, std::stop_token stop = {});

/// When these measures are concluded, foresees the worst breach of the players (as bits) that has
/// a negative slack, if there is one: from then on that comes to something else (rule 10).
std::optional<Withdrawal> foresee(Values& values, StateIndex s, StepSet concluded,
                                  std::uint64_t players, Behaviour& behaviour);

/// The subset of the measures passing that the player had best decline, as if each were its own
/// to decide, and what that is worth; the empty set if nothing is better by more than
/// indifference.
struct Decline {
    StepSet set = 0;
    Amount accept, decline;  ///< normalised values of passing all, and of the best set
};
Decline best_decline(Values& values, std::size_t player, StateIndex s, StepSet passing, StepSet own,
                     const Behaviour& behaviour);

template <class Concerned, class F>
void for_each_breach(Values& values, std::size_t layer_index, std::size_t at,
                     const Concerned& concerned, const F& f) {
    const Layer& layer = values.dynamics().layers()[layer_index];
    std::vector<std::optional<Amount>> known(values.factors() != nullptr ? layer.groups.size() : 0);
    for (const Breach& breach : layer.breaches) {
        const std::size_t i = layer.groups[breach.group].player;
        if (!concerned(i)) continue;
        const double d = values.discount(i);
        double gain = 0, penalty = 0, detection = 0;
        for (std::size_t k = 0; k < breach.temptation.size(); ++k) {
            gain += breach.temptation[k][at];
            penalty += breach.penalty[k][at];
            detection = std::max(detection, breach.detection[k][at]);
        }
        gain *= 1 - d;
        Amount loss;  // at first, what is lost later
        if (known.empty()) {
            loss.core = values.continuation(i, layer_index, at) -
                        values.breached(layer_index, breach.group, at);
        } else {
            auto& later = known[breach.group];
            if (!later) later = values.lost(layer_index, breach.group, at);
            loss = *later;
        }
        loss.core = detection * ((1 - d) * penalty + d * loss.core);
        for (double& part : loss.parts) part *= detection * d;
        f(Slack{breach.group, breach.measures, gain, std::move(loss), values.dynamics().scale(i),
                1 / (1 - d)});
    }
}

}  // namespace entente
