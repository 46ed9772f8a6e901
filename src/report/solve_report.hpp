/// @file solve_report.hpp
/// The parts of solve_report(), one function a format.
#pragma once

#include "entente/report.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace entente {

/// Everybody plays one action for sure.
bool is_pure(const Profile& profile);

/// Exact unless that is unreadably long; then rounded, and marked so.
std::string number_text(const Rational& x);

/// "stag 3/4, hare 1/4", or "20: 3/4, 21: 1/4"; a pure strategy is just the action.
std::string strategy_text(const GamePlayer& player, const std::vector<Rational>& strategy);

/// How equilibria that are not isolated hang together, and all components if asked for.
std::string structure_text(const SolvedInteraction& solved);

/// The keys `nash_subsets` and `components` of an interaction.
void add_structure(const SolvedInteraction& solved, boost::json::object& tree);

/// What the user asked for beyond the equilibria: the best ones, the value and the optimal
/// strategies of a constant-sum game.
std::string optimum_text(const SolvedInteraction& solved);
void add_optimum(const SolvedInteraction& solved, boost::json::object& tree);

/// Dominated, rationalizable and duplicate actions, if asked for.
std::string reductions_text(const SolvedInteraction& solved);
void add_reductions(const SolvedInteraction& solved, boost::json::object& tree);

/// The probability of each action of a player, by its name.
boost::json::object strategy_tree(const GamePlayer& player, const std::vector<Rational>& strategy);

std::string solve_text(const std::string& title, const std::vector<SolvedInteraction>& solved);
std::string solve_csv(const std::vector<SolvedInteraction>& solved);

/// One interaction with rankings, or one graph model.
std::string rankings_text(const SolvedRankings& solved);
boost::json::value rankings_tree(const SolvedRankings& solved);
std::string rankings_csv(const std::vector<SolvedRankings>& solved);

/// "2, 1": the ranks of an outcome, counted from 1, player by player.
std::string ranks_text(const GraphModel& graph, std::size_t outcome);

}  // namespace entente
