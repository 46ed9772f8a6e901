/// @file values.hpp
/// What the process is worth to every player under given behaviour.
///
/// All values are normalised: (1 - discount) times the discounted sum, less
/// World::reference_payoff. So they stay finite as the discount factor approaches 1, and
///   value of a node = (1 - d) stage + d * continuation.
#pragma once

#include "process/amount.hpp"
#include "process/behaviour.hpp"
#include "process/component_system.hpp"
#include "process/components.hpp"
#include "process/dynamics.hpp"
#include "process/memory.hpp"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace entente {

/// Where there are factors, these are the values of the core, and amounts have the rest.
class Values {
public:
    /// @param factors of these dynamics; must outlive this.
    Values(const Dynamics& dynamics, std::vector<double> discounts,
           const Factors* factors = nullptr);

    const Dynamics& dynamics() const noexcept { return *dynamics_; }
    double discount(std::size_t player) const { return discounts_[player]; }

    double start(std::size_t player, StateIndex s) const {
        return start_[s.layer][player * box_ + s.at];
    }
    /// E[V(w') | comply] at a node. @pre refresh_nodes() saw it since the values changed.
    double continuation(std::size_t player, std::size_t layer, std::size_t at) const {
        return next_[layer][player * box_ + at];
    }
    double node(std::size_t player, std::size_t layer, std::size_t at) const;

    /// Value in the punishment phase, the first of the remaining periods still to come.
    double punished(std::size_t player, const PunishedKey& key, std::size_t at);
    /// E[P(w') | breach of the group of that position] at a node, for the group's player.
    double breached(std::size_t layer, std::size_t group, std::size_t at) {
        Field& field = breached_[layer][group];
        if (field.empty()) field = breached_field(layer, group);
        return field[at];
    }

    /// E[P(w') | breach] at the nodes of a layer, or in a punishment phase with these measures in
    /// force: `key` gives the punished state that follows when some measures lapse meanwhile.
    std::vector<double> after_breach(std::size_t player, const Layer& layer,
                                     const DeviationGroup& group,
                                     const std::function<PunishedKey(MeasureSet)>& key);

    /// The values of what the factors pay, in their order.
    struct Part {
        const Factor* factor = nullptr;
        std::unique_ptr<Values> values;
    };
    const Factors* factors() const noexcept { return factors_; }
    const std::vector<Part>& parts() const noexcept { return parts_; }
    /// Slots of the factors with which the process can come to a start, or to a node.
    SlotProduct reached(StateIndex s) const;
    SlotProduct reached_node(std::size_t layer, std::size_t at) const;
    /// Value of a start, and passing() with what the factors add, at all slots within reach.
    double whole_start(std::size_t player, StateIndex s, const SlotChoice& slots) const;
    /// Of the start of the process, factors and reference payoffs included; per player.
    std::vector<double> at_the_start() const;
    Amount whole_passing(std::size_t player, StateIndex s, StepSet passing,
                         const Behaviour& behaviour);
    /// What the group's player loses by a breach from the next period on, undiscounted:
    /// continuation() less breached().
    Amount lost(std::size_t layer, std::size_t group, std::size_t at);

    /// Value to the player of a start at which exactly these measures pass.
    double passing(std::size_t player, StateIndex s, StepSet passing, const Behaviour& behaviour);
    /// Value of a realised set of conclusions, its costs included.
    double realised(std::size_t player, StateIndex s, StepSet concluded,
                    const Behaviour& behaviour);

    /// Before the first component of a pass over all groups.
    void begin_pass();
    /// Bit i: player i may have something to change in the component solved last. The others had
    /// nothing to change with the same values under the same behaviour before.
    std::uint64_t unsettled();
    /// To be called when nobody has anything to change there.
    void set_content();

    /// Values of all starts of the component, given those of earlier components, and of the
    /// nodes that its players look at.
    void solve(const Component& component, const Behaviour& behaviour);

    /// To be called when all components of a group are final.
    void finish(const LayerGroup& group);

    /// To be called when all groups are final: brings every node up to date.
    void settle();

    /// Values of all starts. @param groups as layer_groups() gives them.
    void solve_all(const std::vector<LayerGroup>& groups, const Behaviour& behaviour);

    /// False if some linear system was solved less exactly than rounding explains.
    bool exact() const noexcept { return exact_; }

    /// The same process under other discount factors. Values stay as starting points for the
    /// solution to come; what does not depend on a changed factor stays.
    void set_discounts(std::vector<double> discounts);

private:
    using Field = std::vector<double>;  ///< over the box, for one player

    Amount blank(double core) const;

    /// A component whose states can follow themselves, under the behaviour last seen there.
    struct Circular {
        std::unique_ptr<ComponentSystem> system;
        std::vector<double> payoffs;      ///< [player * n + state] expected, net of costs
        std::vector<Delayed> breakdowns;  ///< also those into punishments forever
    };

    static constexpr std::size_t remembered_solutions = 6;
    /// About one component.
    struct Known {
        std::vector<std::uint64_t> in_place;  ///< [player] key
        Recent<Circular, 4> systems;          ///< by fingerprint
        std::vector<Recent<std::vector<double>, remembered_solutions>>
            values;                            ///< [player] by key: [state]
        std::vector<Recent<bool, 8>> content;  ///< [player] by key
    };

    void enter(const Component& component, std::uint64_t fingerprint);
    std::uint64_t key(std::size_t player) const { return stirred(history_[player], fingerprint_); }
    std::span<double> starts_with(std::size_t player, MeasureSet measures);
    Circular circular(const Component& component, const Behaviour& behaviour) const;
    double cost(std::size_t player, StateIndex s, StepSet concluded) const;
    Field& punished_field(std::size_t player, const PunishedKey& key);
    Field punished_forever(std::size_t player, const PunishedKey& key);
    Field breached_field(std::size_t layer, std::size_t group);
    Field punished_while(std::size_t player, const PunishedKey& key);
    const Field& punishment_payoff(std::size_t player, const PunishedKey& key);
    bool is_final(const Layer& node) const;
    void refresh_nodes(const Component& component);
    void refresh_layer(std::size_t layer);
    void refresh_node(std::size_t layer, std::size_t at);
    void solve_once(const Component& component, const Behaviour& behaviour);
    void solve_circular(const Component& component, const Behaviour& behaviour);
    void solve_for(std::size_t player, const Component& component, const Circular& system);
    void forget_punishments();

    template <class F>
    void for_each_realisation(StateIndex s, StepSet passing, const F& f) const;

    const Dynamics* dynamics_;
    const Factors* factors_ = nullptr;
    std::vector<Part> parts_;
    std::size_t places_ = 0;                    ///< for each factor in an amount
    std::uint64_t payees_ = ~std::uint64_t{0};  ///< nothing is worth anything to others
    std::size_t box_, players_;
    std::vector<double> discounts_;
    std::vector<Field> start_, next_;     ///< [layer][player * box + at]
    std::vector<bool> final_start_;       ///< [layer] all its starts are known for good
    std::vector<bool> final_node_;        ///< [layer] and so are the continuations of its nodes
    std::vector<std::uint64_t> history_;  ///< [player] fingerprint of what came before
    std::vector<std::uint8_t> stale_;     ///< [player] values of the component are not its own
    const Component* current_ = nullptr;  ///< solved last
    std::uint64_t fingerprint_ = 0;       ///< of its behaviour
    std::map<const Component*, Known> known_;
    bool remember_ = true;  ///< whether there is room for the solutions in known_
    bool exact_ = true;
    std::map<std::pair<std::size_t, PunishedKey>, Field> punished_, guesses_;
    std::map<std::pair<std::size_t, PunishedKey>, Field> payoffs_;  ///< of finite punishments
    std::vector<std::vector<Field>> breached_;  ///< [layer][group]; empty until asked for
};

}  // namespace entente
