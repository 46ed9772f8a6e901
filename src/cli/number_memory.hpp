/// @file number_memory.hpp
/// Where GMP keeps its numbers.
#pragma once

namespace entente::cli {

/// Makes GMP take small numbers from pools instead of malloc. A list of equilibria consists of
/// millions of numbers of one word, for each of which malloc takes four; allocating them is most
/// of the work of the solvers that are bound by their answer.
///
/// @pre no number has been made yet. For programs only: a library must not decide this for others.
void keep_small_numbers_together();

}  // namespace entente::cli
