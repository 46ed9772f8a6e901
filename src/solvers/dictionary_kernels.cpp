/// @file dictionary_kernels.cpp
/// Which of the compiled loops this machine can run.
#include "solvers/dictionary_kernels.hpp"

#include "linear/instruction_set.hpp"

namespace entente {

std::span<const DictionaryKernels* const> dictionary_kernels() noexcept {
    return kernels_within_reach<DictionaryKernels>();
}

}  // namespace entente
