/// @file dynamics.hpp
/// The states that a proposal can lead to, as a rule whatever the players do, and everything about
/// them that does not depend on patience: payoffs, chances, costs, deviations.
///
/// States are kept by layers: a layer is a set of measures in force, and its arrays run over the
/// level combinations. One period goes through three kinds of points (DESIGN section 3):
///   start     (M, l)   the current step's measures are accepted or declined
///   node      (M', l)  the interactions are played, with what was concluded now in force
///   punished  (remaining, suspended, periods left, l)
#pragma once

#include "process/deviations.hpp"
#include "process/transition.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// A set of pending measures, as bits over the measures of a step: bit k for its k-th measure.
using StepSet = std::uint32_t;

struct PunishedKey {
    MeasureSet remaining = 0, suspended = 0;
    std::size_t periods_left = 0;  ///< 0: forever; then suspended is 0 too, as nothing comes back

    auto operator<=>(const PunishedKey&) const = default;
};

/// One breach at a node, with its numbers side by side: arrays over level indices, one per
/// breached measure, that live as long as the Dynamics.
struct Breach {
    std::size_t group = 0;  ///< among Layer::groups
    MeasureSet measures = 0;
    std::vector<const double*> temptation, penalty, detection;
};

/// Arrays over level indices hold values where `used` is 1.
struct Layer {
    MeasureSet measures = 0;
    LevelMask start, node, used;

    std::vector<std::vector<double>> stage;  ///< [player][at], less World::reference_payoff
    Transition moves;
    std::vector<std::pair<std::size_t, std::vector<double>>> lapses;  ///< measure, [at] chance

    // Of nodes.
    std::vector<DeviationGroup> groups;
    std::map<std::size_t, std::vector<double>> detection, penalty;                  ///< measure
    std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> temptation;  ///< player,
                                                                                    ///< measure
    std::vector<Breach> breaches;  ///< by player, then by size, then by bits

    // Of starts.
    static constexpr std::size_t no_layer = ~std::size_t{0};
    std::vector<std::size_t> node_layer;  ///< [StepSet] where these are concluded, or no_layer
    std::size_t step = 0;                 ///< the current one; the number of steps when done
    std::vector<std::size_t> candidates;  ///< measures of that step not in force
    std::vector<StepSet> pending;         ///< [at] those whose requirement holds
    std::vector<std::vector<double>> conclude;           ///< [candidate][at] chance per period
    std::vector<std::vector<std::vector<double>>> cost;  ///< [candidate][player][at]

    MeasureSet measures_of(StepSet set) const;
    /// Of these candidates, those that are concluded at once where they pass.
    StepSet certain(StepSet passing, std::size_t at) const;
    /// Whether exactly these can be concluded where those pass.
    bool can_be(StepSet concluded, StepSet passing, std::size_t at) const {
        return (concluded & ~passing) == 0 && certain(passing & ~concluded, at) == 0;
    }
};

/// Which states a process takes in.
enum class Follow {
    any_play,                  ///< whatever the players do
    breaches_of_what_remains,  ///< also breaches in a punishment phase: punishment_credible()
    the_plan,                  ///< while everybody accepts and complies: no declines, no breaches
};

/// Thrown where work that was told to stop would have nothing whole to hand on.
struct Stopped {};

class Dynamics {
public:
    /// Finds every state within reach.
    /// @param plan the steps of the proposal; empty for the status quo.
    /// @throws Stopped; ModelError as World does, or if the states do not fit into memory.
    Dynamics(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop = {},
             Follow follow = Follow::any_play);

    const Model& model() const noexcept { return *model_; }
    const LevelBox& levels() const noexcept { return box_; }
    const std::vector<std::vector<std::size_t>>& plan() const noexcept { return plan_; }
    std::size_t players() const noexcept { return model_->players.size(); }
    bool follows_the_plan() const noexcept { return follow_ == Follow::the_plan; }
    std::size_t punished_periods() const noexcept { return punished_periods_; }
    std::size_t initial_layer() const noexcept { return initial_layer_; }
    std::size_t initial_levels() const noexcept { return initial_; }

    const std::vector<Layer>& layers() const noexcept { return layers_; }
    /// @pre the layer exists
    std::size_t layer_of(MeasureSet measures) const { return index_.at(measures); }
    bool has_layer(MeasureSet measures) const { return index_.contains(measures); }
    const std::map<PunishedKey, LevelMask>& punished() const noexcept { return punished_; }

    /// Where level index `at` goes when the reaction falls on the relations of the group.
    std::size_t react(const DeviationGroup& group, std::size_t at) const;

    /// The same for every member of a set.
    LevelMask reacted(const DeviationGroup& group, const LevelMask& mask) const;
    /// Of these nodes, those at which exactly the measures `lapsed` may lapse.
    LevelMask where_lapses(const Layer& layer, MeasureSet lapsed, const LevelMask& mask) const;

    /// Calls f(set) for every set of pending measures that may be concluded at a start, from all of
    /// them down to none.
    template <class F>
    void for_each_conclusion(const Layer& layer, std::size_t at, const F& f) const {
        const StepSet pending = layer.pending[at];
        for (StepSet set = pending;; set = (set - 1) & pending) {
            if (follow_ != Follow::the_plan || layer.can_be(set, pending, at)) f(set);
            if (set == 0) return;
        }
    }

    /// Calls f(lapsed, chance) for every set of measures that may lapse at a node, chance > 0.
    template <class F>
    void for_each_lapse(const Layer& layer, std::size_t at, const F& f) const {
        lapse_from(layer, 0, at, 0, 1.0, f);
    }
    /// Every set of measures that may lapse somewhere in the layer, the empty set included.
    std::vector<MeasureSet> lapse_sets(const Layer& layer) const;
    /// Chance that exactly this set lapses.
    double lapse_chance(const Layer& layer, MeasureSet lapsed, std::size_t at) const;

    /// The punished state in the period after a breach of the group at a node of `layer`, if the
    /// measures `lapsed` lapse at the same time; and at once, for a breakdown at a start.
    PunishedKey after(const Layer& layer, const DeviationGroup& group, MeasureSet lapsed = 0) const;
    /// The same after a breach in the punishment phase: what was suspended stays so, and the
    /// punished periods start anew.
    PunishedKey after(const PunishedKey& key, const DeviationGroup& group,
                      MeasureSet lapsed = 0) const;
    /// The punished state that follows another one, or the start layer if that was the last
    /// period of punishment (nullopt).
    std::optional<PunishedKey> following(const PunishedKey& key, MeasureSet lapsed) const;

    /// How far apart the payoffs of a player can be: differences below this times 1e-11 are none.
    double scale(std::size_t player) const { return scale_[player]; }
    /// What values leave out: the player's stage payoff at the initial state.
    double reference(std::size_t player) const { return reference_[player]; }
    /// There more is paid to the players (process/factors): it counts in reference() and in
    /// scale().
    void add_factor(const Dynamics& factor);
    std::uint64_t states() const noexcept { return states_; }

private:
    template <class F>
    void lapse_from(const Layer& layer, std::size_t k, std::size_t at, MeasureSet lapsed,
                    double chance, const F& f) const {
        if (k == layer.lapses.size()) return f(lapsed, chance);
        const double p = layer.lapses[k].second[at];
        if (p < 1) lapse_from(layer, k + 1, at, lapsed, chance * (1 - p), f);
        if (p > 0)
            lapse_from(layer, k + 1, at, lapsed | MeasureSet{1} << layer.lapses[k].first,
                       chance * p, f);
    }

    std::size_t find_or_add(MeasureSet measures);
    void use(std::size_t layer, const LevelMask& fresh);
    std::vector<std::pair<std::size_t, std::size_t>> bound_by(MeasureSet in_force,
                                                              std::size_t player,
                                                              std::size_t measure) const;
    std::vector<std::uint32_t> reaction_of(std::uint64_t relations) const;
    void visit_starts(std::size_t layer, const LevelMask& fresh);
    void visit_nodes(std::size_t layer, const LevelMask& fresh);
    void visit_punished(const PunishedKey& key, const LevelMask& fresh);
    void add_starts(MeasureSet measures, const LevelMask& mask);
    void add_nodes(MeasureSet measures, std::size_t at);
    void add_punished(const PunishedKey& key, const LevelMask& mask);
    void explore(std::stop_token stop);
    void link_layers();
    void measure_scales();
    void set_scale(std::size_t player);

    World* world_;  ///< asked only while states are being discovered
    const Model* model_;
    LevelBox box_;
    std::vector<std::vector<std::size_t>> plan_;
    std::size_t punished_periods_, fall_;
    Follow follow_;
    std::size_t initial_;
    std::size_t initial_layer_ = 0;
    std::vector<std::vector<std::size_t>> order_;
    std::map<std::uint64_t, std::vector<std::uint32_t>> reactions_;  ///< by relations
    std::unique_ptr<Projections> projections_;
    std::vector<Layer> layers_;
    std::map<MeasureSet, std::size_t> index_;
    std::map<PunishedKey, LevelMask> punished_;
    std::vector<LevelMask> seen_starts_, seen_nodes_;
    std::map<PunishedKey, LevelMask> seen_punished_;
    std::vector<double> extra_, scale_, reference_;  ///< [player]
    std::vector<double> spread_;  ///< [player] by which stage payoffs differ from state to state
    std::uint64_t states_ = 0;
    double bytes_ = 0;
};

}  // namespace entente
