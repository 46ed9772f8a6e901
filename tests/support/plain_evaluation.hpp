/// @file plain_evaluation.hpp
/// What is reported about a proposal, read off a plain process.
#pragma once

#include "support/plain_process.hpp"

#include <optional>
#include <string>
#include <vector>

namespace entente::support {

/// When all of some measures are in force and kept at the same time, under the prediction.
struct PlainArrival {
    double probability = 0;
    /// Expected, given that it happens, counting the period of conclusion: none if they are in
    /// force from the start and kept in the first period.
    std::optional<double> periods;
};
PlainArrival arrival(PlainProcess& process, MeasureSet target);

/// The measures of a plan up to a step. The step is complete when all of them are in force.
MeasureSet up_to(const PlainProcess& process, std::size_t step);

/// The probability that an agreement in force ever breaks down, under the prediction.
double breakdown_probability(PlainProcess& process);

/// Something that keeps a step from being completed: at a state that the predicted process
/// reaches before the step is complete, a measure is declined, breached or out of reach.
struct PlainObstacle {
    Stall::Condition condition = Stall::Condition::requirement;
    std::size_t measure = 0;
    std::size_t player = 0;  ///< not for a requirement

    auto operator<=>(const PlainObstacle&) const = default;
};

struct PlainStall {
    std::size_t step = 0;
    double probability = 0;
    std::vector<PlainObstacle> obstacles;  ///< sorted
};

/// A constraint of the planned path: Constraint, and all values it takes at its tightest.
struct PlainConstraint {
    std::size_t step = 0;  ///< the current one; after the last one, the last
    std::size_t player = 0;
    Constraint::Kind kind = Constraint::Kind::compliance;
    MeasureSet measures = 0;
    std::vector<PlainSlack> tightest;
};

struct PlainPlan {
    bool self_enforcing = false;
    std::vector<PlainConstraint> constraints;
    PlainBehaviour behaviour;     ///< the plan on its path, the prediction elsewhere
    PlainProcess::Values values;  ///< of that behaviour: [state][player], discounted sums
};

/// Imposes consent and compliance on the planned path and the prediction elsewhere.
PlainPlan planned(PlainProcess& process);

/// If the plan is self-enforcing, it is the prediction: the procedure that predicts may have
/// ended in another equilibrium.
void adopt(PlainProcess& process, const PlainPlan& plan);

std::optional<PlainStall> stall(PlainProcess& process);

/// Per player, per-period equivalents of the predicted course.
std::vector<double> predicted_values(const PlainProcess& process);

}  // namespace entente::support
