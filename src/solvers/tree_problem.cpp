#include "solvers/tree_problem.hpp"

#include "entente/reductions.hpp"

namespace entente {

bool fits_tree(const NormalForm<Rational>& game) {
    std::size_t actions = 2;
    for (const GamePlayer& player : game.players()) actions += player.actions.size() - 1;
    return actions <= most_tree_actions;
}

Bimatrix tree_sides(const NormalForm<Rational>& game) {
    constexpr std::size_t most_cells = 4096;
    if (fits_tree(game)) return *as_bimatrix(game);
    Bimatrix sides = as_bimatrix(game, undominated(game, Dominance::by_actions));
    if (sides.actions(0) + sides.actions(1) <= most_tree_actions) return sides;
    if (game.profile_count() > most_cells) return sides;
    return as_bimatrix(game, undominated(game, Dominance::by_mixtures));
}

}  // namespace entente
