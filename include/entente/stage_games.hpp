/// @file stage_games.hpp
/// The interactions of a model as games of their own, and their equilibria.
#pragma once

#include "entente/best.hpp"
#include "entente/components.hpp"
#include "entente/model.hpp"
#include "entente/reductions.hpp"
#include "entente/solver.hpp"
#include "entente/zero_sum.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente {

/// What is wanted beyond the list of equilibria.
struct SolveWishes {
    bool components = false;  ///< which equilibria are connected
    bool reductions = false;  ///< dominated, rationalizable and duplicate actions
    bool optimal = false;     ///< value and optimal strategies of constant-sum games
    std::optional<EquilibriumObjective> best{};  ///< the best equilibria
};

/// The equilibria of one interaction, as `entente solve` shows them.
struct SolvedInteraction {
    std::string name;   ///< its key in the model, or the title of a lone game
    std::string title;  ///< for people; the same as the name if the file gives no other
    NormalForm<Rational> game;
    std::vector<std::string> player_titles;  ///< for people; game.players() has the keys
    Solution solution;
    bool complete = true;    ///< every equilibrium (every extreme one of a continuum) is listed
    bool only_best = false;  ///< instead, those that are best for wishes.best are, and they alone
    std::string method{};    ///< name of the solver
    std::string guarantee{};
    std::string baseline{};  ///< the rule that picks the one that is played; empty for a lone game
    std::optional<std::size_t> selected{};  ///< position in solution.equilibria
    /// The maximal Nash subsets, if the list is complete and at most two players have a choice.
    std::optional<std::vector<NashSubset>> subsets{};
    SolveWishes wishes{};
    std::optional<Reductions> reductions{};      ///< if wished for
    std::optional<OptimalStrategies> optimal{};  ///< if wished for and the game is constant-sum
    std::optional<BestEquilibria> best{};        ///< if wished for and the list is not empty
    std::vector<std::string> notes{};
};

struct StageGameOptions {
    std::vector<std::pair<std::size_t, Rational>> set{};  ///< parameters that are replaced
    std::vector<std::size_t> interactions{};              ///< which; empty for all
    const Solver* solver = nullptr;                       ///< null: default_solver()
    SolveOptions limits{};
    SolveWishes wishes{};
};

/// Thrown when a solver that was asked for cannot take a game; what() says why.
class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The equilibria of a lone game. Each is checked by code that knows nothing of the solver.
/// Where only wishes.best is to be known of a game of two players, no solver is named and the list
/// is long, or long to find, the best ones are searched for without it. @throws Refused.
SolvedInteraction solve_game(const NamedGame& game, const StageGameOptions& options = {});

/// The equilibria of the interactions, in the order of the model, with the payoffs that they
/// have at the start: only `initial` measures in force, every relation at its initial level.
/// After a requested stop the interactions that were not begun are missing. Those with rankings
/// instead of payoffs are left out: rankings.hpp is for them.
/// @throws Refused; ModelError where numbers show a fault, and for an interaction of more than
///         two players that has no pure equilibrium, as such games are beyond the solvers.
std::vector<SolvedInteraction> solve_interactions(const Model& model,
                                                  const StageGameOptions& options = {});

}  // namespace entente
