/// @file subset_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "search/subset_kernels.hpp"

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
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    const bool avx2 = __builtin_cpu_supports("avx2");
    return std::span(all).subspan(avx512 ? 0 : avx2 ? 1 : 2);
#else
    static const std::array all{&subset_kernels_baseline};
    return all;
#endif
}

}  // namespace entente
