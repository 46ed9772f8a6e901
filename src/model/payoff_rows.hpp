/// @file payoff_rows.hpp
/// The payoffs of an interaction, row by row.
#pragma once

#include "model/reading.hpp"

namespace entente {

/// n rows of length P as in Interaction::payoffs, from `{ play = [...], to = [...] }`.
///
/// "*" in a profile stands for every action, `otherwise` for every profile. A profile takes the
/// row with the fewest "*" that covers it; two such rows are a fault, and so is none.
std::vector<Expression> payoff_rows(const Node& list, std::uint32_t interaction, Reading& reading);

/// The same for ranks, from `{ play = [...], rank = [...] }`: whole numbers from 1, the best.
/// Empty after a fault.
std::vector<std::vector<std::size_t>> rank_rows(const Node& list, std::uint32_t interaction,
                                                Reading& reading);

/// Payoffs that depend, through play(), on the outcome of their own interaction are a fault.
void check_play_circles(Reading& reading);

}  // namespace entente
