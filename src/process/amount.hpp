/// @file amount.hpp
/// A number that depends on the levels of the factors as a sum does, and comparisons of such
/// numbers that come out the same at all of these levels.
#pragma once

#include "process/factors.hpp"
#include "process/slots.hpp"

#include <utility>
#include <vector>

namespace entente {

/// At one state of the core: what it is there, and what each slot of each factor adds. `parts` has
/// the same number of places for each factor, slot by slot; it is empty if none adds anything.
struct Amount {
    double core = 0;
    std::vector<double> parts;

    Amount& operator*=(double factor);
    Amount& operator-=(const Amount& other);
    friend Amount operator*(Amount a, double factor) { return a *= factor; }
    friend Amount operator-(Amount a, const Amount& b) { return a -= b; }

    /// With one slot of each factor.
    double at(const SlotChoice& slots) const;
};

/// The smallest value among these combinations, and where it is; of several the first slots.
std::pair<double, SlotChoice> least(const Amount& amount, const SlotProduct& among);
std::pair<double, SlotChoice> least(const Amount& amount, const SlotSet& among);

/// Whether a > b + tolerance at all of these combinations, or at none.
/// @throws Entangled if at some only: with the relations of the factors that matter most, as many
///         as it takes for the others not to matter.
bool exceeds(const Amount& a, const Amount& b, double tolerance, const SlotProduct& among,
             const Factors* factors);

}  // namespace entente
