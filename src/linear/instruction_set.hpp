/// @file instruction_set.hpp
/// Which of the kernels that are compiled for several instruction sets this machine can run.
#pragma once

#include <cstddef>

namespace entente {

#ifdef ENTENTE_X86_KERNELS
/// Of kernels for AVX-512, AVX2 and any x86-64, in this order: how many must be passed over.
inline std::size_t kernels_out_of_reach() {
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    return avx512 ? 0 : __builtin_cpu_supports("avx2") ? 1 : 2;
}
#endif

}  // namespace entente
