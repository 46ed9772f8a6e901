/// @file reductions.hpp
/// What can be said about a game before it is solved: which actions do not matter, and why.
#pragma once

#include "entente/normal_form.hpp"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// An action that a rational player does not take, with the proof.
struct DominatedAction {
    std::size_t round = 0;  ///< from 1; rests on what was left out in earlier rounds
    std::size_t player = 0;
    std::size_t action = 0;
    std::vector<Rational> better;  ///< a mixture of the player's actions: one entry per action
    Rational margin;  ///< it is better by at least that much, whatever the others (still) do

    bool operator==(const DominatedAction&) const = default;
};

/// Actions of a player that give every player the same, whatever the others do.
struct DuplicateActions {
    std::size_t player = 0;
    std::vector<std::size_t> actions;

    bool operator==(const DuplicateActions&) const = default;
};

struct Reductions {
    std::vector<DominatedAction> dominated;           ///< round by round, then player by player
    std::vector<std::vector<std::size_t>> remaining;  ///< of each player, never empty
    std::vector<DuplicateActions> duplicates;         ///< in the whole game
    std::optional<Rational> sum;  ///< what all players together get, if that is always the same
    bool complete = true;         ///< false if it was stopped: more may be dominated
};

/// Iterated elimination of actions that are strictly dominated by pure or mixed strategies, all
/// that are dominated in each round at once; the order does not matter for what remains. No
/// eliminated action is played in any equilibrium.
///
/// The remaining actions are the rationalizable ones (D. Bernheim; D. Pearce, Econometrica 52,
/// 1984): each is a best response to some belief about remaining actions. With three or more
/// players such a belief may take the others' actions for correlated.
///
/// An action a is dominated if and only if the zero-sum game in which the player mixes the other
/// actions and gets what they earn more than a has a positive value; lp/matrix_game solves it
/// exactly.
/// Time: up to sum m_i rounds of sum m_i linear programs with m_i rows and P / m_i columns.
Reductions reductions(const NormalForm<Rational>& game, const std::stop_token& stop = {});

/// What may dominate an action.
enum class Dominance { by_actions, by_mixtures };

/// What iterated elimination leaves of each player's actions, without the proofs. Where single
/// actions are to dominate only, no linear program is solved.
std::vector<std::vector<std::size_t>> undominated(const NormalForm<Rational>& game,
                                                  Dominance dominance);

}  // namespace entente
