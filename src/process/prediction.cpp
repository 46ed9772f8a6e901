/// @file prediction.cpp
/// From full consent and compliance downwards, component by component: votes first, then what
/// is left of compliance. The procedure names one equilibrium; there may be others, or none in
/// pure strategies, and then it says that it went in circles.
#include "process/prediction.hpp"

#include "process/mixing.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace entente {
namespace {

/// Withdrawals of a player at one state after which it is taken to go round in circles. States that
/// go round each at their own pace make behaviour as a whole recur after the product of their
/// periods, which may be never. Without restorations there are at most 16 withdrawals.
constexpr std::size_t most_withdrawals = 50;

/// The smaller set first, then the smaller bits.
bool simpler(StepSet a, StepSet b) {
    return std::pair(std::popcount(a), a) < std::pair(std::popcount(b), b);
}

/// Of the breaches of these players that have a negative slack, the one with the smallest.
/// @param reached slots of factors with which this node can follow.
std::optional<Slack> worst_breach(Values& values, std::size_t layer, std::size_t at,
                                  std::uint64_t players, const SlotProduct& reached) {
    std::optional<Slack> worst;
    Amount least;
    const auto concerned = [&](std::size_t i) { return (players >> i & 1U) != 0; };
    for_each_breach(values, layer, at, concerned, [&](const Slack& slack) {
        if (!exceeds({0, {}}, slack.relative(), indifference, reached, values.factors())) return;
        Amount summed = slack.summed();
        // Players come in file order and breaches by size: the first of equals stays.
        if (worst && !exceeds(least * (1 + indifference), summed, 0, reached, values.factors()))
            return;
        worst = slack;
        least = std::move(summed);
    });
    return worst;
}

/// The same breach as seen at the start, where what is being concluded is not in force yet.
Foreseen own_group(const Layer& layer, std::size_t player, MeasureSet breach) {
    for (std::size_t g = 0; g < layer.groups.size(); ++g)
        if (layer.groups[g].player == player &&
            std::ranges::find(layer.groups[g].breaches, breach) != layer.groups[g].breaches.end())
            return {g, breach};
    return {};  // cannot be: the breached measures are in force at the start
}

class Predictor {
public:
    Predictor(const std::vector<LayerGroup>& groups, Values& values, Prediction& prediction)
        : groups_(groups), values_(values), prediction_(prediction) {}

    void run(bool off_path_only, const std::stop_token& stop) {
        stop_ = stop;
        values_.begin_pass();
        for (const LayerGroup& group : groups_) {
            if (off_path_only && !group.off_path) continue;
            for (const Component& component : group.components) {
                if (stop.stop_requested()) return;
                settle(component);
            }
            values_.finish(group);
        }
        if (off_path_only) return;
        values_.settle();
        std::erase_if(prediction_.withdrawals, [](const Withdrawal& w) {
            return !w.foreseen && w.declined == 0 && w.moot == 0;  // restored
        });
    }

private:
    void settle(const Component& component) {
        withdrawals_only_ = goes_round_ = false;
        values_.solve(component, behaviour());
        bool is_changed = false;
        std::set<std::uint64_t> seen;
        while (!stop_.stop_requested()) {
            concerned_ = values_.unsettled();
            if (concerned_ == 0) return;
            bool changed = false;
            for (const StateIndex s : component.states) changed = reconsider_votes(s) || changed;
            if (!changed)
                for (const StateIndex s : component.states)
                    changed = withdraw_compliance(s) || changed;
            if (!changed) {
                if (!withdrawals_only_) values_.set_content();
                return;
            }
            if (!std::exchange(is_changed, true)) require_one_component(component);
            const bool recurs = !seen.insert(behaviour().fingerprint(component.states)).second;
            if ((recurs || goes_round_) && !withdrawals_only_) {
                withdrawals_only_ = true;
                prediction_.cycled = true;
            }
            values_.solve(component, behaviour());
        }
    }

    /// What changes in the core changes at all levels of the factors at once. That is what a joint
    /// procedure does if these are one component, too; else it would be done with some of them
    /// first, and might end elsewhere.
    void require_one_component(const Component& component) {
        if (!component.circular || values_.factors() == nullptr) return;
        if (!mixing_) mixing_.emplace(values_.dynamics(), *values_.factors());
        if (const std::uint64_t split = mixing_->split(component); split != 0)
            throw Entangled{split};
    }

    /// The others were asked before, with the same values at stake.
    bool concerned(std::size_t player) const { return (concerned_ >> player & 1U) != 0; }

    /// One withdrawal of consent, or else one restoration. @return whether a vote changed.
    bool reconsider_votes(StateIndex s) {
        const Layer& layer = values_.dynamics().layers()[s.layer];
        const StepSet pending = layer.pending[s.at];
        if (pending == 0) return false;
        const StepSet passes = behaviour().passing(s);
        for (std::size_t i = 0; i < values_.dynamics().players(); ++i) {
            if (!concerned(i)) continue;
            const StepSet declined = behaviour().declined(i, s);
            const StepSet own = behaviour().voted_by(i, s) & passes & ~declined;
            if (own == 0) continue;
            const Decline best = best_decline(values_, i, s, passes, own, behaviour());
            if (best.set == 0) continue;
            behaviour().decline(i, s, declined | best.set);
            const double scale = 1 - values_.discount(i);
            auto& against = votes_against_[{s.layer, s.at, i}];
            against.push_back(prediction_.withdrawals.size());
            goes_round_ = goes_round_ || against.size() > most_withdrawals;
            SlotChoice slots = slots_to_tell(values_, values_.reached(s));
            const double gain = best.decline.at(slots) / scale;
            const double loss = best.accept.at(slots) / scale;
            prediction_.withdrawals.push_back(
                {s, 0, best.set, 0, {}, i, gain, loss, 1 / scale, std::move(slots)});
            return true;
        }
        if (withdrawals_only_) return false;
        for (std::size_t i = 0; i < values_.dynamics().players(); ++i)
            if (concerned(i) && restore(i, s, passes)) return true;
        return false;
    }

    bool restore(std::size_t i, StateIndex s, StepSet passes) {
        const Layer& layer = values_.dynamics().layers()[s.layer];
        const StepSet declined = behaviour().declined(i, s) & layer.pending[s.at];
        if (declined == 0) return false;
        const double tolerance = indifference * values_.dynamics().scale(i);
        // Subsets to keep declined, the smallest first, so that indifference is consent.
        StepSet best = 0;
        const SlotProduct reached = values_.reached(s);
        Amount most = values_.whole_passing(i, s, passes | declined, behaviour());
        std::vector<StepSet> subsets;
        for (StepSet x = declined; x != 0; x = (x - 1) & declined) subsets.push_back(x);
        std::ranges::sort(subsets, simpler);
        for (const StepSet keep : subsets) {
            Amount worth = values_.whole_passing(i, s, (passes | declined) & ~keep, behaviour());
            if (exceeds(worth, most, tolerance, reached, values_.factors())) {
                most = std::move(worth);
                best = keep;
            }
        }
        if (best == declined) return false;
        behaviour().decline(i, s, best);
        const StepSet dropped = dropped_of(s, passes | (declined & ~best));
        for (const std::size_t w : votes_against_[{s.layer, s.at, i}]) {
            Withdrawal& withdrawal = prediction_.withdrawals[w];
            withdrawal.moot |= withdrawal.declined & ~best & dropped & ~passes;
            withdrawal.declined &= best;
        }
        return true;
    }

    /// Of these measures, those that are not concluded when they pass, as a breach is foreseen.
    StepSet dropped_of(StateIndex s, StepSet passing) const {
        const Resolution resolution = behaviour().resolve(s, passing);
        return resolution.breakdown ? 0 : passing & ~resolution.concluded;
    }

    /// Rule 10 at every node that votes could lead to: voters who would lead there reckon with it.
    /// @return whether anything was withdrawn.
    bool withdraw_compliance(StateIndex s) {
        const StepSet pending = values_.dynamics().layers()[s.layer].pending[s.at];
        std::vector<StepSet> concluded;  // what can come out, after what is foreseen already
        for (StepSet set = pending;; set = (set - 1) & pending) {
            const Resolution resolution = behaviour().resolve(s, set);
            if (!resolution.breakdown &&
                std::ranges::find(concluded, resolution.concluded) == concluded.end())
                concluded.push_back(resolution.concluded);
            if (set == 0) break;
        }
        std::ranges::sort(concluded);
        bool withdrew = false;
        for (const StepSet set : concluded) {
            const auto withdrawal = foresee(values_, s, set, concerned_, behaviour());
            if (!withdrawal) continue;
            prediction_.withdrawals.push_back(*withdrawal);
            withdrew = true;
        }
        return withdrew;
    }

    Behaviour& behaviour() { return prediction_.behaviour; }
    const Behaviour& behaviour() const { return prediction_.behaviour; }

    const std::vector<LayerGroup>& groups_;
    Values& values_;
    Prediction& prediction_;
    /// Positions among the withdrawals, by layer, level index and player.
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::vector<std::size_t>>
        votes_against_;
    std::optional<Mixing> mixing_;
    std::stop_token stop_;
    bool withdrawals_only_ = false;
    bool goes_round_ = false;      ///< somebody withdrew at one state over and over
    std::uint64_t concerned_ = 0;  ///< players who may have something to change, as bits
};

}  // namespace

Amount Slack::relative() const {
    Amount relative{(loss.core - gain) / scale, loss.parts};
    for (double& part : relative.parts) part /= scale;
    return relative;
}

Amount Slack::summed() const {
    return relative() * horizon;
}

SlotChoice slots_to_tell(const Values& values, const SlotProduct& reached) {
    SlotChoice slots;
    for (std::size_t f = 0; f < reached.size(); ++f) {
        const std::size_t initial = (*values.factors())[f]->initial_slot();
        slots.push_back((reached[f] >> initial & 1U) != 0
                            ? initial
                            : static_cast<std::size_t>(std::countr_zero(reached[f])));
    }
    return slots;
}

std::vector<std::uint8_t> levels_at(const Dynamics& core, const Factors* factors, std::size_t at,
                                    const SlotChoice& slots) {
    std::vector<std::uint8_t> levels = core.levels().levels(at);
    for (std::size_t f = 0; f < slots.size(); ++f) {
        const Factor& factor = *(*factors)[f];
        const auto there = factor.dynamics().levels().levels(factor.at(at, slots[f]));
        for (std::uint64_t left = factor.relations(); left != 0; left &= left - 1) {
            const auto e = static_cast<std::size_t>(std::countr_zero(left));
            levels[e] = there[e];
        }
    }
    return levels;
}

std::optional<Withdrawal> foresee(Values& values, StateIndex s, StepSet concluded,
                                  std::uint64_t players, Behaviour& behaviour) {
    const Layer& layer = values.dynamics().layers()[s.layer];
    const std::size_t node = layer.node_layer[concluded];
    const SlotProduct reached = values.reached(s);
    const auto worst = worst_breach(values, node, s.at, players, reached);
    if (!worst) return std::nullopt;
    const std::size_t i = values.dynamics().layers()[node].groups[worst->group].player;
    StepSet kept = concluded;
    for (StepSet left = concluded; left != 0; left &= left - 1) {
        const StepSet bit = left & (~left + 1);
        if ((layer.measures_of(bit) & worst->breach) != 0) kept &= ~bit;
    }
    if (kept != concluded)
        behaviour.set_resolution(s, concluded, {kept, {}});
    else
        behaviour.set_resolution(s, concluded, {kept, own_group(layer, i, worst->breach)});
    SlotChoice slots = slots_to_tell(values, reached);
    const double loss = worst->loss.at(slots) * worst->horizon;
    return Withdrawal{s,
                      concluded,
                      0,
                      0,
                      Foreseen{worst->group, worst->breach},
                      i,
                      worst->gain * worst->horizon,
                      loss,
                      worst->horizon,
                      std::move(slots)};
}

Decline best_decline(Values& values, std::size_t player, StateIndex s, StepSet passing, StepSet own,
                     const Behaviour& behaviour) {
    const double tolerance = indifference * values.dynamics().scale(player);
    Decline best;
    best.accept = best.decline = values.whole_passing(player, s, passing, behaviour);
    const SlotProduct reached = values.reached(s);
    std::vector<StepSet> subsets;
    for (StepSet set = own; set != 0; set = (set - 1) & own) subsets.push_back(set);
    std::ranges::sort(subsets, simpler);
    for (const StepSet set : subsets) {
        Amount worth = values.whole_passing(player, s, passing & ~set, behaviour);
        if (!exceeds(worth, best.decline, tolerance, reached, values.factors())) continue;
        best.set = set;
        best.decline = std::move(worth);
    }
    return best;
}

Prediction predict(const std::vector<LayerGroup>& groups, Values& values,
                   std::span<const Rational> parameters, std::stop_token stop) {
    Prediction prediction{Behaviour(values.dynamics(), parameters), {}, false};
    Predictor(groups, values, prediction).run(false, stop);
    return prediction;
}

Behaviour predict_off_path(const std::vector<LayerGroup>& groups, Values& values,
                           std::span<const Rational> parameters, std::stop_token stop) {
    Prediction prediction{Behaviour(values.dynamics(), parameters), {}, false};
    Predictor(groups, values, prediction).run(true, stop);
    return std::move(prediction.behaviour);
}

}  // namespace entente
