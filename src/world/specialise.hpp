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

/// Relations that move whatever the players do and only add their own worth, by themselves.
struct ApartModel {
    std::vector<std::size_t> relations;
    Model model;
};

struct SpecialisedModel {
    Model model;                    ///< without its proposals and expectations
    std::vector<ApartModel> apart;  ///< relations that `model` keeps at their initial levels
    std::vector<Reach> reach;       ///< of every parameter, for what happens in `model`
};

/// Whether relations that can be valued apart are.
enum class Separation { none, apart };

/// The model in which only measures of `possible` can be in force: the same in every state that
/// can come up, with shorter expressions. Relations that cannot move then are known by their
/// initial level, and so on until nothing more follows. If asked to, relations that nothing else
/// depends on, and that depend on nothing else, get models of their own (world/separable).
/// @throws ModelError for nothing: what fails to evaluate is left to World.
SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible, Separation separation = Separation::none);

}  // namespace entente
