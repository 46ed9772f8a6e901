/// @file expressions.hpp
/// All expressions of a model in one walk.
#pragma once

#include "entente/model.hpp"

#include <span>

namespace entente {

/// Calls f for every expression that is evaluated state by state or once for all; not for those of
/// distributions.
template <class F>
void for_each_expression(const Model& model, const F& f) {
    const auto terms = [&](std::span<const PlayerTerm> all) {
        for (const PlayerTerm& term : all) f(term.amount);
    };
    for (const Player& player : model.players) f(player.discount);
    for (const Relation& relation : model.relations) {
        terms(relation.payoffs);
        f(relation.up);
        f(relation.down);
    }
    for (const Interaction& interaction : model.interactions)
        for (const Expression& payoff : interaction.payoffs) f(payoff);
    for (const Measure& measure : model.measures) {
        terms(measure.costs);
        terms(measure.payoffs);
        terms(measure.decision.weights);
        if (measure.requirement) f(*measure.requirement);
        for (const Expression* number : {&measure.duration, &measure.lapses, &measure.detection,
                                         &measure.penalty, &measure.decision.quota})
            f(*number);
    }
}

}  // namespace entente
