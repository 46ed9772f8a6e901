/// @file instruction_set.hpp
/// Which of the kernels that are compiled for several instruction sets this machine can run.
#pragma once

#include <array>
#include <cstddef>
#include <span>

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

/// Those that this machine can run, the fastest first; the last one runs on every machine.
/// @tparam Kernels has static members of its own type: avx512 and avx2, which are defined where
///         ENTENTE_X86_KERNELS is, and baseline.
template <class Kernels>
std::span<const Kernels* const> kernels_within_reach() noexcept {
#ifdef ENTENTE_X86_KERNELS
    static const std::array all{&Kernels::avx512, &Kernels::avx2, &Kernels::baseline};
    return std::span(all).subspan(kernels_out_of_reach());
#else
    static const std::array all{&Kernels::baseline};
    return all;
#endif
}

}  // namespace entente
