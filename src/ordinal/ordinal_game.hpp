/// @file ordinal_game.hpp
/// Profiles of a game as positions.
#pragma once

#include "entente/rankings.hpp"

namespace entente {

/// How far apart two profiles stand that differ by one in a player's action, player 0 the most.
class ProfileShape {
public:
    explicit ProfileShape(const OrdinalGame& game) : sizes_(game.actions.size()) {
        strides_.resize(sizes_.size());
        for (std::size_t i = sizes_.size(); i-- > 0;) {
            sizes_[i] = game.actions[i].size();
            strides_[i] = count_;
            count_ *= sizes_[i];
        }
    }

    std::size_t players() const noexcept { return sizes_.size(); }
    std::size_t count() const noexcept { return count_; }
    std::size_t actions(std::size_t player) const { return sizes_[player]; }
    std::size_t stride(std::size_t player) const { return strides_[player]; }
    std::size_t action(std::size_t profile, std::size_t player) const {
        return profile / strides_[player] % sizes_[player];
    }
    /// The profile with this action instead.
    std::size_t with(std::size_t profile, std::size_t player, std::size_t other) const {
        return profile - action(profile, player) * strides_[player] + other * strides_[player];
    }

private:
    std::vector<std::size_t> sizes_, strides_;
    std::size_t count_ = 1;
};

/// The outcome that the baseline rule picks for all consistent payoffs; nullopt where that depends
/// on them, or the named profile is no equilibrium.
/// @param solution of this interaction, which has rankings.
std::optional<std::size_t> played_for_all(const Interaction& interaction,
                                          const OrdinalSolution& solution);

}  // namespace entente
