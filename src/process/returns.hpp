/// @file returns.hpp
/// Where finite punishments lead back to.
#pragma once

#include "process/dynamics.hpp"

#include <map>
#include <vector>

namespace entente {

/// A start after a punishment, and its chance.
struct Return {
    MeasureSet measures = 0;
    std::size_t at = 0;
    double chance = 0;
};

/// Independent of patience and behaviour; each answer is worked out once.
class Returns {
public:
    explicit Returns(const Dynamics& dynamics) : dynamics_(&dynamics) {}

    /// After all punished periods that are left, the present one included. Empty if they never
    /// end. Time O(periods left * states reached * successors of each).
    const std::vector<Return>& of(const PunishedKey& key, std::size_t at);

private:
    const Dynamics* dynamics_;
    std::map<std::pair<PunishedKey, std::size_t>, std::vector<Return>> known_;
};

}  // namespace entente
