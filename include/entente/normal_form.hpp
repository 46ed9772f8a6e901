/// @file normal_form.hpp
/// A finite game in strategic form, as a value.
#pragma once

#include "entente/scalar.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace entente {

struct GamePlayer {
    std::string name;
    std::vector<std::string> actions;

    bool operator==(const GamePlayer&) const = default;
};

/// Who plays, what each may do, what each gets.
///
/// Shapes: n players, m_i actions of player i, P = m_0 * ... * m_{n-1} profiles.
/// Profile (a_0, ..., a_{n-1}) stands at index (a_0 * m_1 + a_1) * m_2 + a_2 ...,
/// so player 0 varies slowest. Utilities are the model's own units, unscaled.
template <Scalar S>
class NormalForm {
public:
    /// @param payoffs n rows of length P, one after the other, row i for player i.
    /// @throws ContractError if the sizes disagree or a player has no action.
    NormalForm(std::vector<GamePlayer> players, std::vector<S> payoffs);

    std::span<const GamePlayer> players() const noexcept { return players_; }
    std::size_t profile_count() const noexcept { return profile_count_; }
    std::size_t action_count(std::size_t player) const {
        return players_.at(player).actions.size();
    }

    /// Row i of the payoffs, length P: a view that lives as long as the game.
    std::span<const S> payoffs(std::size_t player) const;

    /// How far apart in a row two profiles stand that differ by one in this player's action.
    std::size_t stride(std::size_t player) const { return strides_.at(player); }

    /// What this player does in the profile of that index.
    std::size_t action(std::size_t profile, std::size_t player) const {
        return profile / stride(player) % players_[player].actions.size();
    }

    bool operator==(const NormalForm&) const = default;

private:
    std::vector<GamePlayer> players_;
    std::vector<std::size_t> strides_;
    std::size_t profile_count_;
    std::vector<S> payoffs_;
};

extern template class NormalForm<double>;
extern template class NormalForm<Rational>;

}  // namespace entente
