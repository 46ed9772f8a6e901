/// @file extreme.cpp
/// Whether an equilibrium of a two-player game is extreme.
///
/// A strategy x together with what the other side can earn against it, v, is a vertex of
/// { x >= 0, sum x = 1, U x <= v } if and only if the inequalities that are tight at it, and the
/// equation, determine all of its m + 1 coordinates. An equilibrium is extreme if both strategies
/// are vertices.
#include "entente/contract.hpp"
#include "entente/verify.hpp"

#include "game/bimatrix.hpp"

#include <algorithm>

namespace entente {
namespace {

bool is_vertex(const RationalMatrix& payoffs, const std::vector<Rational>& x) {
    const std::size_t m = x.size();
    std::vector<Rational> earned(payoffs.rows());
    for (std::size_t b = 0; b < payoffs.rows(); ++b) {
        for (std::size_t a = 0; a < m; ++a) earned[b] += payoffs(b, a) * x[a];
    }
    const Rational most = *std::ranges::max_element(earned);

    RationalMatrix tight(payoffs.rows() + m + 1, m + 1);
    for (std::size_t b = 0; b < payoffs.rows(); ++b) {
        if (earned[b] != most) continue;
        for (std::size_t a = 0; a < m; ++a) tight(b, a) = payoffs(b, a);
        tight(b, m) = -1;
    }
    for (std::size_t a = 0; a < m; ++a) {
        if (x[a].is_zero()) tight(payoffs.rows() + a, a) = 1;
        tight(payoffs.rows() + m, a) = 1;
    }
    return rank(std::move(tight)) == m + 1;
}

std::vector<Rational> strategy(const Bimatrix& sides, const Profile& profile, std::size_t side) {
    const std::size_t player = sides.players[side];
    return player < profile.size() ? profile[player] : std::vector<Rational>{1};
}

}  // namespace

bool is_extreme(const NormalForm<Rational>& game, const Profile& profile) {
    const auto sides = as_bimatrix(game);
    expects(sides.has_value(), "at most two players have a choice");
    expects(profile.size() == game.players().size(), "one strategy per player");
    return is_vertex(sides->payoffs[1], strategy(*sides, profile, 0)) &&
           is_vertex(sides->payoffs[0], strategy(*sides, profile, 1));
}

}  // namespace entente
