/// @file front_kernels_baseline.cpp
/// The dominance check for the instruction set that CMakeLists.txt names for this file.
#define KERNELS baseline
#define INSTRUCTION_SET "baseline"
#include "search/front_kernels.inc"
