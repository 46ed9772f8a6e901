/// @file rankings.hpp
/// What rankings say without numbers: of interactions that give rankings instead of payoffs, and
/// of graph models. Payoffs are *consistent* with rankings if each player's order of the outcomes
/// by payoff, ties included, is the ranking.
#pragma once

#include "entente/graph_model.hpp"
#include "entente/model.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace entente {

/// A finite game in which only the order of payoffs is known.
/// Shapes: n players, P profiles in the order of NormalForm; profiles are called outcomes.
struct OrdinalGame {
    std::vector<std::vector<std::string>> actions;  ///< [player]
    std::vector<std::vector<std::size_t>> ranks;    ///< [player][outcome], 0 is best
};

/// For which consistent payoffs an action is rationalizable.
enum class Reason : std::uint8_t { always, depends, never };

/// An action that is strictly worse than another one whatever the others play.
struct Dominated {
    std::size_t player = 0, action = 0, by = 0;
    bool operator==(const Dominated&) const = default;
};

/// Holds for all consistent payoffs.
struct OrdinalSolution {
    std::vector<std::size_t> equilibria;              ///< pure ones: outcomes, ascending
    std::vector<Dominated> dominated;                 ///< by the first action that does it
    std::vector<std::vector<Reason>> rationalizable;  ///< [player][action]
    bool only = false;  ///< there is no other equilibrium, pure or mixed
    std::string mixed;  ///< what is known of the mixed ones, as a sentence
};

/// Pure equilibria and dominance by pure actions are ordinal. `always`: the action stays when,
/// again and again, those that are no best response to any profile of what stays are dropped (point
/// rationalizability: B. D. Bernheim, Econometrica 52 (1984), 1007-1028). `never`: it goes when
/// those are dropped that are weakly dominated by pure actions on every subset of what the others
/// may still play (T. Boergers, Econometrica 61 (1993), 423-430): no belief on these, whatever the
/// payoffs, makes such an action a best response. Between the two lies `depends`; for more than two
/// players beliefs may be correlated.
/// Time O(n * actions^2 * P) a round, with at most as many rounds as there are actions.
/// @return nullopt if stopped.
std::optional<OrdinalSolution> solve_ordinal(const OrdinalGame& game,
                                             const std::stop_token& stop = {});

/// As a graph model in which a player moves by changing its own action.
/// @pre one name for each player and each outcome.
GraphModel graph_of(const OrdinalGame& game, std::vector<std::string> players,
                    std::vector<std::string> outcomes);

/// What each player would have to prefer for a state to be an equilibrium.
struct DesiredState {
    std::size_t state = 0;
    std::vector<PerConcept<StabilityCondition>> conditions;  ///< [player]
};

/// One interaction with rankings, or one graph model, as `entente solve` shows it.
struct SolvedRankings {
    std::string name, title;
    std::vector<std::string> player_titles, state_titles;
    std::optional<OrdinalGame> game;     ///< of an interaction
    OrdinalSolution solution;            ///< of a game
    std::string baseline;                ///< of a game: the rule that says what is played
    std::optional<std::size_t> played;   ///< the outcome that it picks whatever the payoffs
    GraphAnalysis analysis;              ///< without coalitions if there are too many outcomes
    std::vector<std::size_t> efficient;  ///< no outcome is better for one and as good for all
    std::optional<DesiredState> desired;
    bool complete = true;
    std::vector<std::string> notes;
};

/// Answers the reverse question about one of its states.
/// @pre the state is one, and there are at most most_states.
void ask_reverse(SolvedRankings& solved, std::size_t state, const std::stop_token& stop = {});

/// @param interactions which, as positions: those of interactions, then those of graph models.
///        Interactions with payoffs are left out. After a requested stop what was not begun is
///        missing.
std::vector<SolvedRankings> solve_rankings(const Model& model,
                                           std::span<const std::size_t> interactions,
                                           const std::stop_token& stop = {});

}  // namespace entente
