#include "entente/best.hpp"

#include "entente/contract.hpp"
#include "entente/selection.hpp"

#include <algorithm>
#include <numeric>

namespace entente {
Rational objective_value(const NormalForm<Rational>& game, const Profile& profile,
                         const EquilibriumObjective& objective) {
    const std::vector<Rational> values = payoffs(game, profile);
    switch (objective.kind) {
        case EquilibriumObjective::Kind::welfare:
            return std::accumulate(values.begin(), values.end(), Rational(0));
        case EquilibriumObjective::Kind::egalitarian:
            return *std::ranges::min_element(values);
        case EquilibriumObjective::Kind::player:
            break;
    }
    const auto it = std::ranges::find(game.players(), objective.player, &GamePlayer::name);
    expects(it != game.players().end(), "the objective names a player of the game");
    return values[static_cast<std::size_t>(it - game.players().begin())];
}

BestEquilibria best_equilibria(const NormalForm<Rational>& game,
                               std::span<const Equilibrium> equilibria,
                               const EquilibriumObjective& objective) {
    expects(!equilibria.empty(), "there is an equilibrium to choose");
    BestEquilibria best;
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        Rational value = objective_value(game, equilibria[k].profile, objective);
        if (best.positions.empty() || value > best.value) {
            best = {std::move(value), {k}};
        } else if (value == best.value) {
            best.positions.push_back(k);
        }
    }
    return best;
}

bool concerns(const EquilibriumObjective& objective, const NormalForm<Rational>& game) {
    return objective.kind != EquilibriumObjective::Kind::player ||
           std::ranges::find(game.players(), objective.player, &GamePlayer::name) !=
               game.players().end();
}

bool extremes_suffice(const NormalForm<Rational>& game, const EquilibriumObjective& objective) {
    const auto sides = std::ranges::count_if(
        game.players(), [](const GamePlayer& player) { return player.actions.size() > 1; });
    const bool bystanders = game.players().size() > 2;
    return sides <= 2 && (objective.kind != EquilibriumObjective::Kind::egalitarian || !bystanders);
}

}  // namespace entente
