/// @file subset_kernels.hpp
/// The inner loop of the dense search, compiled for several instruction sets.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace entente {

/// A block of consecutive sets: those that differ in the low measures only.
/// N[s] = max(stop[s], stay[s] + factor * max over measures i not in s of (N[s + i] - cost_i)).
struct SubsetBlock {
    double* out = nullptr;                 ///< N of this block, 2^low numbers
    std::size_t low = 0;                   ///< how many low measures, at least 4
    const double* const* above = nullptr;  ///< blocks with one more high measure ...
    const double* above_cost = nullptr;    ///< ... and what that measure costs
    std::size_t above_count = 0;
    const double* low_cost = nullptr;  ///< [low]
    const double* stop = nullptr;      ///< -1e300 where one may not stop
    const double* stay = nullptr;
    double factor = 1;
};

struct SubsetKernels {
    static const SubsetKernels avx512, avx2, baseline;

    std::string_view instruction_set;
    void (*solve)(const SubsetBlock&);
    /// to[s] += from[s] for s < count, a multiple of 16.
    void (*add)(const double* from, double* to, std::size_t count);
};

/// Those that this machine can run, the fastest first; the last one runs on every machine.
std::span<const SubsetKernels* const> subset_kernels() noexcept;

}  // namespace entente
