/// @file case.hpp
/// One proposal under one draw of the parameters, ready to be judged under any patience.
#pragma once

#include "process/course.hpp"
#include "process/plan.hpp"
#include "world/specialise.hpp"
#include "world/world.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace entente {

/// Everything that does not depend on discount factors. Safe to share between threads once built.
class Case {
public:
    /// @throws ModelError as World and Dynamics do.
    Case(const Model& model, std::vector<Rational> parameters,
         std::vector<std::vector<std::size_t>> plan, std::stop_token stop = {},
         Separation separation = Separation::none);
    /// The same over numbers that are there already, so that many plans share them.
    Case(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop = {});
    Case(const Case&) = delete;
    Case& operator=(const Case&) = delete;
    ~Case() = default;

    const Dynamics& dynamics() const noexcept { return *dynamics_; }
    const std::vector<LayerGroup>& groups() const noexcept { return groups_; }
    const PlannedPath& path() const noexcept { return *path_; }
    std::span<const Rational> parameters() const noexcept { return parameters_; }
    /// The model as this proposal meets it.
    const Model& model() const noexcept { return model_.model; }
    /// What another value of the parameter could change of the verdict.
    Reach reach(std::size_t parameter) const { return model_.reach[parameter]; }
    /// Relations that move by themselves and are valued apart: they are in Dynamics::reference.
    const std::vector<std::size_t>& apart() const noexcept { return apart_; }
    /// The largest relative fault that a check of those values has found, as largest_residual().
    double apart_residual() const noexcept { return apart_residual_; }
    /// Whether those relations may stay at their initial levels, at which constraints count them.
    bool apart_can_stay() const noexcept { return apart_can_stay_; }
    const std::vector<double>& discounts() const noexcept { return discounts_; }
    const std::set<std::string>& notes() const noexcept { return notes_; }

    /// The verdict under the discount factors that `values` has, without the list of constraints.
    PlanVerdict judge(Values& values, std::stop_token stop = {}, Players asked = everybody) const;

private:
    /// The verdict as far as it does not depend on what is predicted off the path; nullopt if
    /// that does not settle it.
    std::optional<PlanVerdict> judged_on_path(Values& values, Players asked) const;
    void value_apart(const ApartModel& apart, std::stop_token stop);
    void build(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop);

    std::vector<Rational> parameters_;
    SpecialisedModel model_;
    std::vector<std::size_t> apart_;
    double apart_residual_ = 0;
    bool apart_can_stay_ = true;
    std::vector<double> discounts_;
    std::set<std::string> notes_;
    std::unique_ptr<Dynamics> dynamics_;
    std::vector<LayerGroup> groups_;
    std::unique_ptr<PlannedPath> path_;
};

}  // namespace entente
