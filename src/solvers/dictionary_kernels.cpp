/// @file dictionary_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "solvers/dictionary_kernels.hpp"

#include "linear/instruction_set.hpp"

#include <array>

namespace entente {

extern const DictionaryKernels kernels_baseline;
#ifdef ENTENTE_X86_KERNELS
extern const DictionaryKernels kernels_avx2;
extern const DictionaryKernels kernels_avx512;
#endif

std::span<const DictionaryKernels* const> dictionary_kernels() noexcept {
#ifdef ENTENTE_X86_KERNELS
    static const std::array all{&kernels_avx512, &kernels_avx2, &kernels_baseline};
    return std::span(all).subspan(kernels_out_of_reach());
#else
    static const std::array all{&kernels_baseline};
    return all;
#endif
}

}  // namespace entente
