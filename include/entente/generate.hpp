/// @file generate.hpp
/// Families of two-player games to try solvers on: the same for a seed on every machine.
#pragma once

#include "entente/game.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace entente {

/// One family; `make` gives its game of size x size actions for a seed.
struct GameFamily {
    std::string_view name;
    std::string_view summary;
    bool even_only = false;  ///< defined for even sizes

    /// @pre size >= 1, and even if even_only. The title names family, size and seed.
    NamedGame (*make)(std::size_t size, std::uint32_t seed) = nullptr;
};

/// All families, in the order in which they are listed to the user.
std::span<const GameFamily> game_families() noexcept;

/// The family of that name, or null.
const GameFamily* find_family(std::string_view name) noexcept;

/// A two-player game in the input format of lrsnash: sizes, then both players' payoffs by rows.
/// @pre the game has two players.
std::string write_lrsnash(const NormalForm<Rational>& game);

}  // namespace entente
