/// @file judgement.hpp
/// What there is to say about one completion.
#pragma once

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

}  // namespace entente
