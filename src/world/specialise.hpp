/// @file specialise.hpp
/// A model with the parameters in it, as one proposal can meet it.
#pragma once

#include "entente/model.hpp"

#include <memory>
#include <span>
#include <vector>

namespace entente {

struct SpecialisedModel {
    Model model;                ///< without its proposals and expectations
    std::vector<bool> matters;  ///< per parameter: whether another value could change anything
};

/// The model in which only measures of `possible` can be in force: the same in every state that
/// can come up, with shorter expressions. Relations that cannot move then are known by their
/// initial level, and so on until nothing more follows.
/// @throws ModelError for nothing: what fails to evaluate is left to World.
SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible);

}  // namespace entente
