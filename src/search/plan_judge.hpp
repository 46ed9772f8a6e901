/// @file plan_judge.hpp
/// What the process engine says about one completion: the judge of everything that a search finds.
#pragma once

#include "entente/process.hpp"

#include "search/order_problem.hpp"
#include "world/world.hpp"

#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

struct Judgement {
    bool self_enforcing = false;
    bool completed = false;      ///< everything is in force sooner or later, for certain
    std::vector<double> values;  ///< per player, of the predicted course
    double periods = 0;          ///< expected, until everything is in force; given `completed`

    /// Whether a search may choose it.
    bool feasible() const { return self_enforcing && completed; }
};

/// Judges plans under one draw of the parameters, and under discount factors that may be replaced.
class PlanJudge {
public:
    /// @throws ModelError as World does.
    PlanJudge(const Model& model, std::vector<Rational> parameters);

    World& world() noexcept { return world_; }
    const Model& model() const noexcept { return world_.model(); }

    /// @param discounts instead of the model's; empty for those.
    /// @throws ModelError as Dynamics does; Stopped.
    Judgement judge(const Steps& plan, const std::vector<double>& discounts = {},
                    std::stop_token stop = {});

    /// The common discount factors at which the plan enforces itself; none unless its planned
    /// course completes it.
    Patience common_patience(const Steps& plan, std::stop_token stop = {});

    std::uint64_t judged() const noexcept { return judged_; }

private:
    World world_;
    std::uint64_t judged_ = 0;
};

}  // namespace entente
