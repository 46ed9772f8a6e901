/// @file subset_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "search/subset_kernels.hpp"

#include "linear/instruction_set.hpp"

#include <array>

namespace entente {

extern const SubsetKernels subset_kernels_baseline;
#ifdef ENTENTE_X86_KERNELS
extern const SubsetKernels subset_kernels_avx2;
extern const SubsetKernels subset_kernels_avx512;
#endif

std::span<const SubsetKernels* const> subset_kernels() noexcept {
#ifdef ENTENTE_X86_KERNELS
    static const std::array all{&subset_kernels_avx512, &subset_kernels_avx2,
                                &subset_kernels_baseline};
    return std::span(all).subspan(kernels_out_of_reach());
#else
    static const std::array all{&subset_kernels_baseline};
    return all;
#endif
}

}  // namespace entente
