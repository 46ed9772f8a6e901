/// @file best.hpp
/// The best equilibria for an objective.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"
#include "entente/solver.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace entente {

/// What an equilibrium is judged by.
struct EquilibriumObjective {
    enum class Kind {
        welfare,      ///< the sum of all payoffs
        egalitarian,  ///< the smallest payoff
        player        ///< the payoff of one player
    };
    Kind kind = Kind::welfare;
    std::string player{};  ///< its key or name; Kind::player only

    bool operator==(const EquilibriumObjective&) const = default;
};

/// What an objective says of a profile, equilibrium or not.
/// @pre concerns(objective, game). Time: one pass over the profiles of the game.
Rational objective_value(const NormalForm<Rational>& game, const Profile& profile,
                         const EquilibriumObjective& objective);

/// The largest value of an objective and where it is reached.
struct BestEquilibria {
    Rational value;
    std::vector<std::size_t> positions;  ///< in the list of equilibria; ascending, not empty
};

/// The best ones of a list of equilibria.
///
/// If the list holds every extreme equilibrium of a two-player game, they are best among all
/// equilibria, of which there may be infinitely many: these form sets X x Y of mixtures of extreme
/// ones (maximal Nash subsets). All x in X are best responses to every y in Y, so what the first
/// player gets does not depend on x, and is linear in y since it is x'A y for any fixed x in X;
/// what the second gets is likewise linear in x alone. A sum of the two is largest at a vertex of X
/// and one of Y, chosen independently, and so is the smaller of the two, for both can be made as
/// large as possible at once. Pairs of vertices are extreme equilibria. The payoff of a bystander
/// with a single action is bilinear, and therefore largest at a pair of vertices too; for welfare
/// the same holds of the sum. Only the smallest payoff with such bystanders may be larger between
/// the vertices: see extremes_suffice().
///
/// @pre the list is not empty, and concerns(objective, game).
BestEquilibria best_equilibria(const NormalForm<Rational>& game,
                               std::span<const Equilibrium> equilibria,
                               const EquilibriumObjective& objective);

/// The extreme equilibria of a two-player game that are best among all extreme ones, found without
/// listing the others: branch and bound on the tree of the solver `tree`, leaving out branches
/// where a certified bound shows that all equilibria are worse than one that is known. With
/// Status::complete all that are equally good are listed; otherwise the best found so far.
///
/// options.max_equilibria is ignored. The list does not depend on options.threads, the steps may.
/// @pre concerns(objective, game), and the solver `tree` does not refuse the game.
Solution search_best(const NormalForm<Rational>& game, const EquilibriumObjective& objective,
                     SolveOptions options);

/// Whether the game has the player whose payoff counts, if one player's does.
bool concerns(const EquilibriumObjective& objective, const NormalForm<Rational>& game);

/// Whether the best extreme equilibria are the best of all equilibria; see best_equilibria().
bool extremes_suffice(const NormalForm<Rational>& game, const EquilibriumObjective& objective);

}  // namespace entente
