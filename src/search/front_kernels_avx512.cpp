/// @file front_kernels_avx512.cpp
/// The dominance check for the instruction set that CMakeLists.txt names for this file.
#define KERNELS avx512
#define INSTRUCTION_SET "AVX-512"
#include "search/front_kernels.inc"
