/// @file subset_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "search/subset_kernels.hpp"

#include "linear/instruction_set.hpp"

namespace entente {

std::span<const SubsetKernels* const> subset_kernels() noexcept {
    return kernels_within_reach<SubsetKernels>();
}

}  // namespace entente
