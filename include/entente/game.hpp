/// @file game.hpp
/// Every kind of game that a solver may be given, always exact, and how files of games are read.
#pragma once

#include "entente/diagnostic.hpp"
#include "entente/normal_form.hpp"

#include <string>
#include <variant>

namespace entente {

/// One alternative today; extensive-form and stochastic games join it here.
using Game = std::variant<NormalForm<Rational>>;

/// A game and the title its file gives it.
struct NamedGame {
    std::string title;
    NormalForm<Rational> game;
};

/// Reads the interchange format .nfg, payoff and outcome version.
/// @throws ModelError with the place of the first fault.
NamedGame read_nfg(const SourceText& source);

/// The same game as .nfg text, so that read_nfg gives it back.
std::string write_nfg(const NamedGame& named);

}  // namespace entente
