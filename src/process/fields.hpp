/// @file fields.hpp
/// Quantities over the box of level combinations, and their expectation one period ahead.
#pragma once

#include "process/dynamics.hpp"

#include <functional>
#include <span>
#include <vector>

namespace entente {

/// For each set of measures a quantity at the starts with them in force: an array over the box,
/// or an empty span where there are none.
using FieldOf = std::function<std::span<const double>(MeasureSet)>;
/// The same where it may be written to.
using WritableFieldOf = std::function<std::span<double>(MeasureSet)>;

/// out[at] = sum over what may lapse at a node of its chance times E[next(measures left)]; out
/// has the size of the box. O(relations * box) for each set of measures that may lapse.
void expect_next(const Dynamics& dynamics, const Layer& node, const FieldOf& next,
                 std::span<double> out);

}  // namespace entente
