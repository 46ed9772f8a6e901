/// @file front_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "search/front_kernels.hpp"

#include "linear/instruction_set.hpp"

#include <array>

namespace entente {

extern const FrontKernels front_kernels_baseline;
#ifdef ENTENTE_X86_KERNELS
extern const FrontKernels front_kernels_avx2;
extern const FrontKernels front_kernels_avx512;
#endif

std::span<const FrontKernels* const> front_kernels() noexcept {
#ifdef ENTENTE_X86_KERNELS
    static const std::array all{&front_kernels_avx512, &front_kernels_avx2,
                                &front_kernels_baseline};
    return std::span(all).subspan(kernels_out_of_reach());
#else
    static const std::array all{&front_kernels_baseline};
    return all;
#endif
}

}  // namespace entente
