#include "entente/contract.hpp"
#include "entente/selection.hpp"

#include "game/mean_payoff.hpp"

namespace entente {

std::vector<Rational> payoffs(const NormalForm<Rational>& game, const Profile& profile) {
    expects(profile.size() == game.players().size(), "one strategy per player");
    for (std::size_t i = 0; i < profile.size(); ++i) {
        expects(profile[i].size() == game.action_count(i), "one entry per action");
    }
    std::vector<Rational> means(profile.size());
    for (std::size_t i = 0; i < profile.size(); ++i) means[i] = mean_payoff(game, i, profile);
    return means;
}

}  // namespace entente
