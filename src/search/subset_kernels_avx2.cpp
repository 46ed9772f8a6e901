/// @file subset_kernels_avx2.cpp
/// The inner loop of the dense search for the instruction set that CMakeLists.txt names for this
/// file.
#define KERNELS avx2
#define INSTRUCTION_SET "AVX2"
#include "search/subset_kernels.inc"
