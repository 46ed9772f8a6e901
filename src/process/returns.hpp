/// @file returns.hpp
/// What finite punishments lead back to.
#pragma once

#include "process/dynamics.hpp"
#include "process/fields.hpp"

#include <map>
#include <vector>

namespace entente {

/// The expectation, at the beginning of a finite punishment, of a quantity at the start that
/// follows its last period. Linear in that quantity; undiscounted.
///
/// Worked out backwards as fields over the box, once per punished state key and on demand:
/// O(punished periods) sweeps each.
class Returns {
public:
    /// @param starts the quantity, by the measures in force at a start; must outlive the Returns.
    Returns(const Dynamics& dynamics, const FieldOf& starts)
        : dynamics_(&dynamics), starts_(&starts) {}

    /// Over the box, for the first of the periods left still to come.
    /// @pre key.periods_left > 0
    const std::vector<double>& of(const PunishedKey& key);

private:
    const Dynamics* dynamics_;
    const FieldOf* starts_;
    std::map<PunishedKey, std::vector<double>> known_;
};

}  // namespace entente
