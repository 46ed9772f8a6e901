/// @file subset_kernels_baseline.cpp
/// The inner loop of the dense search for the instruction set that CMakeLists.txt names for this
/// file.
#define KERNELS baseline
#define INSTRUCTION_SET "baseline"
#include "search/subset_kernels.inc"
