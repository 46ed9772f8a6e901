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

/// A game, the title its file gives it, and what the file says about it.
struct NamedGame {
    std::string title;
    NormalForm<Rational> game;
    std::string comment{};

    bool operator==(const NamedGame&) const = default;
};

/// Reads the interchange format .nfg, payoff and outcome version.
///
/// Numbers are exact: decimals and scientific notation are the rationals they spell. Commas
/// are white space, `#` outside a string starts a comment that ends with the line, and within a
/// string \" stands for a quote and \\ for a backslash. A player or an action without a name is
/// called after its number, counted from 1; of equal names all but the first get a number added.
/// @throws ModelError with the place of the first fault.
NamedGame read_nfg(const SourceText& source);

/// The same game as .nfg text, so that read_nfg gives it back.
std::string write_nfg(const NamedGame& named);

}  // namespace entente
