/// @file equalizing.hpp
/// Strategies that leave the other side indifferent.
#pragma once

#include "linear/matrix.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace entente {

/// The strategy of a side that is played on `support` and earns the other side the same from each
/// of its actions `best`, which are as many.
///
/// @param payoffs of the other side: a row for each of its actions, a column for each own one.
/// @return nullopt if there is none, not exactly one, or one with a negative entry. Whether the
///         actions `best` are best responses is not checked.
/// Time O(k^3) operations on integers of O(k) times the size of a payoff.
std::optional<std::vector<Rational>> equalizing_strategy(const RationalMatrix& payoffs,
                                                         const std::vector<std::size_t>& support,
                                                         const std::vector<std::size_t>& best);

}  // namespace entente
