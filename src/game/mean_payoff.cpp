#include "game/mean_payoff.hpp"

namespace entente {
namespace {

struct Mean {
    const NormalForm<Rational>& game;
    std::span<const Rational> row;
    const Profile& profile;
    std::size_t fixed;

    /// Over what the players from `next` on do, what the earlier ones do given by `at`.
    Rational from(std::size_t next, std::size_t at) const {
        if (next == fixed) ++next;
        if (next == profile.size()) return row[at];
        Rational sum = 0;
        for (std::size_t a = 0; a < profile[next].size(); ++a) {
            const Rational& chance = profile[next][a];
            if (chance.is_zero()) continue;
            const std::size_t there = at + a * game.stride(next);
            if (is_last(next)) {
                if (!row[there].is_zero()) sum += chance * row[there];
            } else {
                sum += chance * from(next + 1, there);
            }
        }
        return sum;
    }

    bool is_last(std::size_t player) const {
        return player + 1 == profile.size() || (player + 1 == fixed && fixed + 1 == profile.size());
    }
};

}  // namespace

Rational mean_payoff(const NormalForm<Rational>& game, std::size_t player, const Profile& profile,
                     std::size_t fixed, std::size_t action) {
    const std::size_t at = fixed == nobody_fixed ? 0 : action * game.stride(fixed);
    return Mean{game, game.payoffs(player), profile, fixed}.from(0, at);
}

}  // namespace entente
