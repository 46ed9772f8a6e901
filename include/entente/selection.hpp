/// @file selection.hpp
/// Which of several equilibria is taken as the one that is played.
#pragma once

#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace entente {

/// A selection rule, as the baseline of an interaction names it (DESIGN "baseline").
struct SelectionRule {
    enum class Kind { payoff_dominant, risk_dominant, first, worst, worst_for, profile };
    Kind kind = Kind::payoff_dominant;
    std::size_t player = 0;              ///< worst_for
    std::vector<std::size_t> profile{};  ///< profile: one action per player
};

struct Selection {
    std::size_t index = 0;  ///< into the equilibria
    std::string note;       ///< why the rule alone did not decide; empty if it did
};

/// The equilibrium that the rule picks.
///
/// payoff_dominant: weakly best for every player; if there is none, the largest sum (with a
/// note). risk_dominant: pairwise larger product of deviation losses (Harsanyi-Selten); in a
/// 2x2 game a tie gives the mixed equilibrium. first: the first pure one lexicographically,
/// then mixed. worst: smallest sum. worst_for: smallest payoff of the player. profile: that one.
/// Ties that remain are broken towards pure equilibria, in lexicographic order of their
/// actions, then towards the earlier mixed one in the canonical order, with a note.
/// nullopt only for Kind::profile, if that profile is no equilibrium.
/// @pre equilibria is not empty and every regret is 0.
std::optional<Selection> select(const NormalForm<Rational>& game,
                                std::span<const Equilibrium> equilibria, const SelectionRule& rule);

/// What each player gets: n exact numbers.
std::vector<Rational> payoffs(const NormalForm<Rational>& game, const Profile& profile);

}  // namespace entente
