/// @file dictionary_kernels_baseline.cpp
/// The loops of the tree search for the instruction set that CMakeLists.txt names for this file.
#define KERNELS baseline
#define INSTRUCTION_SET "baseline"
#include "solvers/dictionary_kernels.inc"
