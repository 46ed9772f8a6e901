/// @file dictionary_kernels_avx2.cpp
/// The loops of the tree search for the instruction set that CMakeLists.txt names for this file.
#define KERNELS avx2
#define INSTRUCTION_SET "AVX2"
#include "solvers/dictionary_kernels.inc"
