/// @file front_kernels.hpp
/// The dominance check of value vectors, compiled for several instruction sets.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace entente {

struct FrontKernels {
    static const FrontKernels avx512, avx2, baseline;

    /// Vectors that stand together in a block: all first numbers, all second ones, ...
    static constexpr std::size_t lanes = 8;

    std::string_view instruction_set;
    /// Whether one of the vectors has at least `least` in every number.
    /// @param front [(block * numbers + number) * lanes + lane]
    bool (*covered)(const double* front, std::size_t blocks, const double* least,
                    std::size_t numbers);
};

/// Those that this machine can run, the fastest first; the last one runs on every machine.
std::span<const FrontKernels* const> front_kernels() noexcept;

}  // namespace entente
