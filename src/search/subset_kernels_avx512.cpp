/// @file subset_kernels_avx512.cpp
/// The inner loop of the dense search for the instruction set that CMakeLists.txt names for this
/// file.
#define KERNELS avx512
#define INSTRUCTION_SET "AVX-512"
#include "search/subset_kernels.inc"
