/// @file specialise.hpp
/// A model with the parameters in it, as one proposal can meet it.
#pragma once

#include "entente/model.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace entente {

/// What another value of a parameter could change.
enum class Reach : std::uint8_t { nothing, discounts, anything };

struct SpecialisedModel {
    Model model;               ///< without its proposals and expectations
    std::vector<Reach> reach;  ///< of every parameter, for what happens in `model`
};

/// The model in which only measures of `possible` can be in force: the same in every state that
/// can come up, with shorter expressions. Relations that cannot move then are known by their
/// initial level, and so on until nothing more follows.
/// @throws ModelError for nothing: what fails to evaluate is left to World.
SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible);

}  // namespace entente
