#include "entente/contract.hpp"
#include "entente/selection.hpp"

namespace entente {

std::vector<Rational> payoffs(const NormalForm<Rational>& game, const Profile& profile) {
    expects(profile.size() == game.players().size(), "one strategy per player");
    for (std::size_t i = 0; i < profile.size(); ++i) {
        expects(profile[i].size() == game.action_count(i), "one entry per action");
    }
    std::vector<Rational> sums(profile.size());
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        Rational weight = 1;
        for (std::size_t i = 0; i < profile.size() && !weight.is_zero(); ++i) {
            weight *= profile[i][game.action(p, i)];
        }
        if (weight.is_zero()) continue;
        for (std::size_t i = 0; i < profile.size(); ++i) {
            const Rational& payoff = game.payoffs(i)[p];
            if (!payoff.is_zero()) sums[i] += weight * payoff;
        }
    }
    return sums;
}

}  // namespace entente
