/// @file specialise.hpp
/// A model with the parameters in it, as one proposal can meet it.
#pragma once

#include "entente/model.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace entente {

/// What another value of a parameter could change.
enum class Reach : std::uint8_t { nothing, discounts, anything };

/// A relation that moves by itself whatever the players do, and whose level bears on nothing but
/// its own payoffs: what it adds to the values is the same in every course.
struct RelationApart {
    std::size_t relation = 0, initial = 0;
    std::vector<double> up, down;  ///< [level] chance per period
    std::vector<std::pair<std::size_t, std::vector<double>>> payoffs;  ///< player, [level]
};

struct SpecialisedModel {
    Model model;                       ///< without its proposals and expectations
    std::vector<Reach> reach;          ///< of every parameter
    std::vector<RelationApart> apart;  ///< taken out of the model: there they stay as they are
};

/// The model in which only measures of `possible` can be in force: the same in every state that
/// can come up, with shorter expressions. Relations that cannot move then are known by their
/// initial level, and so on until nothing more follows. Relations apart are taken out of it.
/// @throws ModelError for nothing: what fails to evaluate is left to World.
SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible);

}  // namespace entente
