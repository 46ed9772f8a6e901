/// @file plan_judge.hpp
/// What the process engine says about one completion: the judge of everything that a search finds.
#pragma once

#include "entente/process.hpp"

#include "search/judgement.hpp"
#include "search/kept_course.hpp"
#include "search/order_problem.hpp"
#include "world/world.hpp"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

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

    /// What judge() would say if the plan enforced itself, which is assumed. Much quicker, as only
    /// the planned course is followed.
    Judgement if_kept(const Steps& plan, const std::vector<double>& discounts = {},
                      std::stop_token stop = {});

    /// The common discount factors at which the plan enforces itself; none unless its planned
    /// course completes it.
    Patience common_patience(const Steps& plan, std::stop_token stop = {});

    /// What it said of the plan under the model's own discount factors; none if it was not asked or
    /// has forgotten.
    std::optional<Judgement> remembered(const Steps& plan) const;

    std::uint64_t judged() const noexcept { return judged_; }

private:
    /// Under these discount factors, or the model's if there are none.
    std::vector<double> or_own(const std::vector<double>& discounts) const;

    World world_;
    std::unique_ptr<KeptCourse> kept_course_;  ///< made when first asked
    std::map<Steps, Judgement> known_;         ///< under the model's own discount factors
    std::uint64_t judged_ = 0;
};

}  // namespace entente
