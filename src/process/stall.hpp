/// @file stall.hpp
/// Where the predicted course departs from the plan, and because of whom.
#pragma once

#include "entente/process.hpp"

#include "process/course.hpp"

#include <optional>
#include <vector>

namespace entente {

/// The predicted course step by step, up to and including the first one that may never be
/// completed.
std::vector<PathStep> predicted_path(const Dynamics& dynamics, const Course& course);

/// The first step completed with a probability below 1, with what was withdrawn there; nullopt
/// if every step is completed for certain.
std::optional<Stall> find_stall(const Dynamics& dynamics, const Factors* factors,
                                const Course& course, const Prediction& prediction,
                                const std::vector<PathStep>& path);

/// Tells the stall what is so on the planned path.
///
/// Where a withdrawn constraint fails there too, its gain and loss there say more than those of a
/// course on which others have given up already. Where consent that would be given there is
/// withdrawn all the same, the failure that is foreseen is named.
void compare_with_plan(Stall& stall, const std::vector<Constraint>& planned);

/// Whether any measure of the first step is ever adopted.
/// @param path that of predicted_path().
bool begins(const Course& course, const std::vector<PathStep>& path);

}  // namespace entente
