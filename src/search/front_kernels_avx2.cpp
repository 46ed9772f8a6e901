/// @file front_kernels_avx2.cpp
/// The dominance check for the instruction set that CMakeLists.txt names for this file.
#define KERNELS avx2
#define INSTRUCTION_SET "AVX2"
#include "search/front_kernels.inc"
