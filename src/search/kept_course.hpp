/// @file kept_course.hpp
/// What a plan would be worth if everybody accepted and kept to it.
#pragma once

#include "entente/model.hpp"

#include "process/course.hpp"
#include "search/judgement.hpp"
#include "search/order_problem.hpp"
#include "world/specialise.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace entente {

/// Follows nothing but the planned course, on which nobody decides anything: relations that only
/// add their own worth are valued beside the rest whatever they are (process/factors).
/// The numbers of the model are kept, so that many plans share them.
class KeptCourse {
public:
    /// @throws ModelError as World does.
    KeptCourse(const Model& model, const std::vector<Rational>& parameters);

    /// @throws ModelError as Dynamics does; Stopped.
    Judgement operator()(const Steps& plan, const std::vector<double>& discounts,
                         const std::stop_token& stop);

private:
    SpecialisedModel model_;
    std::vector<std::uint64_t> separable_;
    World core_;
    std::vector<std::unique_ptr<World>> factors_;
};

/// Whether and when all measures of a plan are in force, for certain, on a course; into the
/// judgement.
void add_completion(const Steps& plan, const Course& course, Judgement& judgement);

}  // namespace entente
