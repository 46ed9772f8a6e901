/// @file simulate_process.hpp
/// Plays a predicted process with dice.
#pragma once

#include "support/plain_process.hpp"

#include <cstdint>
#include <vector>

namespace entente::support {

/// A mean over runs and how far it may be off.
struct Estimate {
    double mean = 0;
    double standard_error = 0;
};

struct Simulation {
    std::vector<Estimate> values;  ///< per player: per-period equivalents
    Estimate completed;            ///< the share of runs that complete within the horizon
    Estimate periods;              ///< of those that complete; no error if fewer than two do
};

struct SimulateOptions {
    std::uint32_t seed = 0;
    std::size_t runs = 1000;
    std::size_t periods = 200;  ///< of every run; what comes later is left out
};

/// Runs the behaviour that the process predicts.
///
/// Takes the steps of a period one after the other as the rules tell them, with a die for every
/// chance; uses neither the equations nor the successor lists of the process.
Simulation simulate(PlainProcess& process, const SimulateOptions& options);

}  // namespace entente::support
