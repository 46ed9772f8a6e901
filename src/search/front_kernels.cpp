/// @file front_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "search/front_kernels.hpp"

#include "linear/instruction_set.hpp"

namespace entente {

std::span<const FrontKernels* const> front_kernels() noexcept {
    return kernels_within_reach<FrontKernels>();
}

}  // namespace entente
