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

/// Which relations that only add their own worth are valued as factors.
struct Separation {
    bool separates = false;  ///< none if not
    std::uint64_t kept = 0;  ///< bits of relations that are kept in the core all the same
};

/// Everything that does not depend on discount factors. Safe to share between threads once built.
class Case {
public:
    /// @throws ModelError as World and Dynamics do; Entangled as PlannedPath does.
    Case(const Model& model, std::vector<Rational> parameters,
         std::vector<std::vector<std::size_t>> plan, std::stop_token stop = {},
         Separation separation = {});
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
    /// Relations valued beside the core, which dynamics() is then; null if there are none.
    const Factors* factors() const noexcept { return factors_.empty() ? nullptr : &factors_; }
    /// The groups of relations that they are.
    std::vector<std::uint64_t> separable() const;
    /// Of core and factors.
    std::uint64_t states() const;
    /// How many states there are with all levels kept jointly: where the levels of factors can
    /// come together at every state of the core.
    double joint_states() const;
    const std::vector<double>& discounts() const noexcept { return discounts_; }
    const std::set<std::string>& notes() const noexcept { return notes_; }

    /// The verdict under the discount factors that `values` has, without the list of constraints.
    /// @pre no factors
    PlanVerdict judge(Values& values, std::stop_token stop = {}, Players asked = everybody) const;

private:
    /// The verdict as far as it does not depend on what is predicted off the path; nullopt if
    /// that does not settle it.
    std::optional<PlanVerdict> judged_on_path(Values& values, Players asked) const;
    void build(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop,
               std::span<const std::uint64_t> separable = {});

    std::vector<Rational> parameters_;
    SpecialisedModel model_;
    Factors factors_;
    std::vector<double> discounts_;
    std::set<std::string> notes_;
    std::unique_ptr<Dynamics> dynamics_;
    std::vector<LayerGroup> groups_;
    std::unique_ptr<PlannedPath> path_;
};

/// Does the work with relations that only add their own worth as factors; where decisions turn
/// out to depend on the level of some of them, once more with these in the core.
template <class F>
auto factored(Separation separation, const F& work) {
    for (;;) {
        try {
            return work(separation);
        } catch (const Entangled& entangled) {
            if ((entangled.relations & ~separation.kept) == 0) separation.separates = false;
            separation.kept |= entangled.relations;
        }
    }
}

/// Of a specialised model.
std::vector<std::uint64_t> separable_of(const Model& model, Separation separation);
/// The part of the world of a core without these groups of relations, and of one of these factors.
WorldPart core_part(std::span<const std::uint64_t> separable);
WorldPart factor_part(std::span<const std::uint64_t> separable, std::uint64_t factor);
/// The factors of a process. @param core, groups as they are of the same plan, without these
/// relations; must outlive the factors.
Factors factors_of(const Model& model, std::span<const Rational> parameters,
                   const ProcessPlan& plan, std::span<const std::uint64_t> separable,
                   const Dynamics& core, const std::vector<LayerGroup>& groups);

}  // namespace entente
