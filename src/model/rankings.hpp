/// @file rankings.hpp
/// Preferences as texts and lists, and who can move where.
#pragma once

#include "model/reading.hpp"

#include <functional>

namespace entente {

/// Calls read(player, value) for each player of a table by player, such as "rankings"; players who
/// are missing or unknown are reported. False after a fault.
bool for_each_player(const Node& table, const NameList& players, std::string_view what,
                     Faults& faults, const std::function<void(std::size_t, const Node&)>& read);

using Ranks = std::vector<std::vector<std::size_t>>;

/// [player][outcome]: 0 for the best, without gaps. From a table by player: each entry a text such
/// as "dc > cc = dd > cd" ("~" is a tie too; a name in single quotes may contain anything), or a
/// list, best first, in which a list stands for a tie. Empty after a fault.
/// @param kind "outcome" or "state", for messages.
Ranks rankings_of(const Node& table, const NameList& players, const NameList& outcomes,
                  std::string_view kind, Faults& faults);

/// The same order with the numbers 0, 1, ... and no gaps.
void close_gaps(std::vector<std::size_t>& ranks);

/// [player][state]: where it can move, ascending. From a table by player: each entry a text such
/// as "1 -> 3 9, 4 <-> 5 <-> 6" (to each of the right; between any two of the chain), or a table
/// of lists { 1 = ["3", "9"] }. Empty after a fault.
std::vector<std::vector<std::vector<std::size_t>>> moves_of(const Node& table,
                                                            const NameList& players,
                                                            const NameList& states, Faults& faults);

/// A profile: a list in player order, or a table. nullopt after a fault.
std::optional<std::vector<std::size_t>> profile_of(const Node& node,
                                                   const std::vector<NameList>& actions,
                                                   const NameList& players, Faults& faults);

/// rankings, outcomes and scale of an interaction whose players and actions are known.
void read_interaction_rankings(const Node& node, std::uint32_t index, Reading& reading);

}  // namespace entente
