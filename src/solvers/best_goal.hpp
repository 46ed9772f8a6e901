/// @file best_goal.hpp
/// What the tree search leaves out when only the best equilibria are wanted.
#pragma once

#include "entente/best.hpp"

#include "solvers/payoff_bound.hpp"
#include "solvers/tree_problem.hpp"
#include "solvers/tree_search.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <optional>

namespace entente {

/// An objective, the best value so far, and bounds that tell where there is nothing as good.
/// Threads may share one.
class BestGoal {
public:
    /// Both must outlive the goal.
    BestGoal(const TreeProblem& problem, const EquilibriumObjective& objective);

    /// Whether all equilibria below the node are worse than one that is known. Never true without
    /// proof; those that are just as good count as not worse.
    bool is_hopeless(const std::array<FloatFace, 2>& faces, const TreeNode& node) const;

    /// Takes note of an equilibrium. @return whether none that is known is better.
    bool is_as_good(const Profile& profile);

    /// The largest value so far.
    std::optional<Rational> value() const { return value_; }

private:
    template <class Bound>
    double combined(const Bound& bound) const;

    const TreeProblem* problem_;
    const EquilibriumObjective* objective_;
    std::array<PayoffBound, 2> bounds_;  ///< [s] of what side s earns
    std::array<bool, 2> counts_{};       ///< whether the payoff of side s matters
    double bystanders_ = 0;              ///< no less than what they add to the objective
    std::mutex mutex_;
    std::optional<Rational> value_;
    std::atomic<double> threshold_;  ///< a little below it
};

}  // namespace entente
