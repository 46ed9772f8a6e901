/// @file selection.cpp
/// Which of several equilibria is taken as the one that is played.
///
/// Risk dominance compares pure equilibria two by two: the one with the larger product of what the
/// players would lose by deviating alone to their action in the other one, over the players whose
/// actions differ. For 2 x 2 games this is the criterion of J. Harsanyi and R. Selten, A General
/// Theory of Equilibrium Selection in Games (1988), section 3.9; for larger games it is its usual
/// extension to pairs, which need not be transitive.
#include "entente/selection.hpp"

#include "entente/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente {
namespace {

using Candidates = std::vector<std::size_t>;  ///< indices into the equilibria

/// The one action of each player; nullopt if some player mixes.
std::optional<std::vector<std::size_t>> pure_actions(const Profile& profile) {
    std::vector<std::size_t> actions;
    for (const auto& strategy : profile) {
        const auto sure = std::ranges::find(strategy, Rational(1));
        if (sure == strategy.end()) return std::nullopt;
        actions.push_back(static_cast<std::size_t>(sure - strategy.begin()));
    }
    return actions;
}

Candidates everything(std::span<const Equilibrium> equilibria) {
    Candidates all(equilibria.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

/// The first of these in the canonical order, saying so if there are others.
Selection first_of(std::span<const Equilibrium> equilibria, const Candidates& candidates,
                   std::string note = {}) {
    expects(!candidates.empty(), "there is an equilibrium to select");
    const std::size_t first =
        *std::ranges::min_element(candidates, [&](std::size_t a, std::size_t b) {
            return comes_before(equilibria[a].profile, equilibria[b].profile);
        });
    if (candidates.size() > 1) {
        note += fmt::format("{}{} equilibria tie; the first in the canonical order is taken",
                            note.empty() ? "" : "; ", candidates.size());
    }
    return {first, std::move(note)};
}

/// Those at which the value is largest.
Candidates largest(const std::vector<Rational>& values) {
    const Rational most = *std::ranges::max_element(values);
    Candidates best;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (values[k] == most) best.push_back(k);
    }
    return best;
}

Selection payoff_dominant(std::span<const Equilibrium> equilibria,
                          const std::vector<std::vector<Rational>>& gains) {
    std::vector<Rational> best = gains.front();
    std::vector<Rational> sums;
    for (const auto& gain : gains) {
        for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], gain[i]);
        sums.push_back(std::accumulate(gain.begin(), gain.end(), Rational(0)));
    }
    Candidates dominant;
    for (std::size_t k = 0; k < gains.size(); ++k) {
        if (gains[k] == best) dominant.push_back(k);
    }
    if (!dominant.empty()) return first_of(equilibria, dominant);
    return first_of(equilibria, largest(sums),
                    "no equilibrium is best for every player; the largest sum of payoffs is taken");
}

/// The product of what each player loses by deviating alone from one equilibrium to its action in
/// the other, over those whose actions differ.
Rational deviation_losses(const NormalForm<Rational>& game, const std::vector<std::size_t>& from,
                          const std::vector<std::size_t>& to) {
    std::size_t p = 0;
    for (std::size_t i = 0; i < from.size(); ++i) p += from[i] * game.stride(i);
    Rational product = 1;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] == to[i]) continue;
        const std::size_t deviation = p - from[i] * game.stride(i) + to[i] * game.stride(i);
        product *= game.payoffs(i)[p] - game.payoffs(i)[deviation];
    }
    return product;
}

/// Whether every action that the mixed profile plays is played in one of these pure ones.
bool spanned(const Profile& mixed, const std::vector<std::vector<std::size_t>>& pure) {
    for (std::size_t i = 0; i < mixed.size(); ++i) {
        for (std::size_t a = 0; a < mixed[i].size(); ++a) {
            if (mixed[i][a].is_zero()) continue;
            if (std::ranges::none_of(pure, [&](const auto& actions) { return actions[i] == a; })) {
                return false;
            }
        }
    }
    return true;
}

Selection risk_dominant(const NormalForm<Rational>& game, std::span<const Equilibrium> equilibria) {
    std::vector<std::vector<std::size_t>> actions;
    Candidates pure;
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        if (auto found = pure_actions(equilibria[k].profile)) {
            pure.push_back(k);
            actions.push_back(std::move(*found));
        }
    }
    if (pure.empty()) return first_of(equilibria, everything(equilibria));

    Candidates undominated;
    std::vector<std::vector<std::size_t>> undominated_actions;
    for (std::size_t k = 0; k < pure.size(); ++k) {
        const bool holds = std::ranges::all_of(actions, [&](const auto& other) {
            return deviation_losses(game, actions[k], other) >=
                   deviation_losses(game, other, actions[k]);
        });
        if (!holds) continue;
        undominated.push_back(pure[k]);
        undominated_actions.push_back(actions[k]);
    }
    if (undominated.empty()) {
        return first_of(equilibria, pure, "every pure equilibrium is risk-dominated by another");
    }
    if (undominated.size() == 1) return {undominated.front(), ""};

    Candidates mixed;
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        if (!std::ranges::binary_search(pure, k) &&
            spanned(equilibria[k].profile, undominated_actions)) {
            mixed.push_back(k);
        }
    }
    if (!mixed.empty()) return first_of(equilibria, mixed);
    return first_of(equilibria, undominated);
}

std::optional<Selection> named(std::span<const Equilibrium> equilibria,
                               const std::vector<std::size_t>& profile) {
    for (std::size_t k = 0; k < equilibria.size(); ++k) {
        if (pure_actions(equilibria[k].profile) == profile) return Selection{k, ""};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Selection> select(const NormalForm<Rational>& game,
                                std::span<const Equilibrium> equilibria,
                                const SelectionRule& rule) {
    expects(!equilibria.empty(), "there is an equilibrium to select");
    if (rule.kind == SelectionRule::Kind::profile) return named(equilibria, rule.profile);
    if (rule.kind == SelectionRule::Kind::risk_dominant) return risk_dominant(game, equilibria);
    if (rule.kind == SelectionRule::Kind::first) {
        return Selection{first_of(equilibria, everything(equilibria)).index, ""};
    }

    std::vector<std::vector<Rational>> gains;
    for (const Equilibrium& e : equilibria) gains.push_back(payoffs(game, e.profile));
    if (rule.kind == SelectionRule::Kind::payoff_dominant) {
        return payoff_dominant(equilibria, gains);
    }
    std::vector<Rational> harm;
    for (const auto& gain : gains) {
        if (rule.kind == SelectionRule::Kind::worst_for) {
            harm.push_back(-gain.at(rule.player));
        } else {
            harm.push_back(-std::accumulate(gain.begin(), gain.end(), Rational(0)));
        }
    }
    return first_of(equilibria, largest(harm));
}

}  // namespace entente
