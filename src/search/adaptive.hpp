/// @file adaptive.hpp
/// Sequences whose next step depends on the levels that the relations have reached.
#pragma once

#include "entente/search.hpp"

#include "search/adaptive_process.hpp"

#include <functional>
#include <vector>

namespace entente {

/// What is pending at every start: [layer][at].
using Policy = std::vector<std::vector<StepSet>>;

/// Layer by layer, the one with the most measures first, the policy is improved step by step until
/// no start has a better one (policy iteration, R. Howard 1960).
///
/// Without constraints and with one discount factor this finds the optimum of a weighted sum.
/// With constraints every choice is the best of those that the players accept and keep given what
/// follows; that later choices might be made worse on purpose, to make earlier ones possible, is
/// not considered, so that the optimum of the problem without constraints remains as a bound.
class PolicySearch {
public:
    PolicySearch(AdaptiveProcess& process, std::vector<double> weights, bool constrained,
                 std::stop_token stop = {});

    const Policy& policy() const noexcept { return policy_; }
    const StartValues& values() const noexcept { return values_; }
    /// Whether the policy is kept from the first start on. @pre constrained
    bool holds() const;
    double value(std::size_t player) const;
    double score() const;

private:
    void solve_layer(std::size_t layer);
    bool improve(std::size_t layer, std::size_t at);
    bool possible(std::size_t layer, std::size_t at, StepSet step);
    bool bury(std::size_t layer);
    double worth(std::size_t layer, std::size_t at, StepSet step) const;

    AdaptiveProcess* process_;
    std::vector<double> weights_;
    bool constrained_;
    std::stop_token stop_;
    Policy policy_;
    StartValues values_;
    std::vector<LevelMask> dead_;  ///< [layer] starts where what is in force is not kept
};

/// The best adaptive sequence found, with a bound.
/// @param fixed the best fixed order, if one holds: it is an adaptive sequence too, and the result
///              where nothing better is found
/// @throws ModelError as AdaptiveProcess; Stopped.
AdaptiveResult best_policy(World& world, const OrderProblem& problem,
                           const std::vector<double>& weights, const Sequence* fixed,
                           std::stop_token stop);

}  // namespace entente
