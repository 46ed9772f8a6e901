/// @file dictionary_kernels_avx512.cpp
/// The loops of the tree search for the instruction set that CMakeLists.txt names for this file.
#define KERNELS avx512
#define INSTRUCTION_SET "AVX-512"
#include "solvers/dictionary_kernels.inc"
