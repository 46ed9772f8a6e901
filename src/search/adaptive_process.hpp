/// @file adaptive_process.hpp
/// The process without a plan: at every start any allowed step may be what is pending. What
/// searches over policies share: states, one period ahead, and the constraints of a period.
#pragma once

#include "process/behaviour.hpp"
#include "process/dynamics.hpp"
#include "process/values.hpp"
#include "search/order_problem.hpp"
#include "world/world.hpp"

#include <bit>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace entente {

/// One number per player at every start: [layer][player * box + at].
using StartValues = std::vector<std::vector<double>>;

/// The one step from which a search over policies takes the steps that it may propose: all measures
/// of the problem. @throws ModelError where measures can lapse or there are more than 16.
Steps everything_at_once(const World& world, const OrderProblem& problem);

/// Measures are never lost again here, so that layers with more measures come first and nothing
/// leads back from them. Values are normalised as in process/values.hpp.
class AdaptiveProcess {
public:
    /// @throws ModelError where measures can lapse or there are more than 16, and as Dynamics does;
    ///         Stopped.
    AdaptiveProcess(World& world, const OrderProblem& problem, std::vector<double> discounts,
                    std::stop_token stop = {});

    const Dynamics& dynamics() const noexcept { return *dynamics_; }
    const OrderProblem& problem() const noexcept { return *problem_; }
    std::size_t players() const noexcept { return dynamics_->players(); }
    double discount(std::size_t player) const { return discounts_[player]; }

    /// Layers with starts, those with more measures first.
    const std::vector<std::size_t>& layers() const noexcept { return order_; }

    /// The steps that may be pending at a start besides none at all: allowed by the order, and
    /// required to be possible now.
    std::vector<StepSet> steps(std::size_t layer, std::size_t at) const;

    /// Calls f(node) for each node that may come of a step being pending: what is left out must
    /// not be certain.
    template <class F>
    void for_each_node(std::size_t index, std::size_t at, StepSet step, const F& f) const {
        const Layer& layer = dynamics_->layers()[index];
        for (StepSet part = step;; part = (part - 1) & step) {
            bool possible = true;
            for (StepSet rest = step & ~part; rest != 0; rest &= rest - 1)
                possible = possible &&
                           layer.conclude[static_cast<std::size_t>(std::countr_zero(rest))][at] < 1;
            if (possible) f(layer.node_layer[part]);
            if (part == 0) break;
        }
    }

    /// A start: a layer and levels.
    struct Start {
        std::size_t layer = 0, at = 0;
        auto operator<=>(const Start&) const = default;
    };
    /// Starts that are passed with positive chance, fewer measures first.
    /// @param steps what may be pending at a start
    std::vector<Start> passed(const std::function<std::vector<StepSet>(Start)>& steps) const;

    /// E[V(w')] at the nodes of a layer, for every player; and of those not yet solved as they are.
    void look_ahead(std::size_t layer, const StartValues& values);
    double ahead(std::size_t layer, std::size_t player, std::size_t at) const {
        return ahead_[layer][player * box_ + at];
    }

    /// What the player gets from this period on when these measures come to be pending and pass.
    double worth(std::size_t player, std::size_t layer, std::size_t at, StepSet step) const;

    /// Whether everybody complies at the node, given what is ahead.
    bool complies(std::size_t layer, std::size_t at, const StartValues& values);
    /// Whether everybody complies at every node that the step may lead to.
    bool is_kept(std::size_t layer, std::size_t at, StepSet step, const StartValues& values);
    /// Whether every measure of the step passes: each voter compares with declining those it votes
    /// on, in any number.
    bool is_accepted(std::size_t layer, std::size_t at, StepSet step) const;

    /// Solves V = worth of the chosen step at every start of a layer; one step a start.
    void solve(std::size_t layer, const std::vector<StepSet>& chosen, StartValues& values);

    StartValues no_values() const;

private:
    double punished_ahead(std::size_t layer, std::size_t group, std::size_t at,
                          const StartValues& values);

    const OrderProblem* problem_;
    std::vector<double> discounts_;
    std::unique_ptr<Dynamics> dynamics_;
    std::unique_ptr<Values> punishments_;
    std::vector<VotingRule> voting_;
    std::size_t box_;
    std::vector<std::size_t> order_;
    std::vector<std::vector<double>> ahead_;  ///< [layer][player * box + at]
};

}  // namespace entente
