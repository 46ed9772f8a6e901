#include "world/specialise.hpp"

#include "expression/specialise.hpp"

#include <utility>

namespace entente {
namespace {

/// Per parameter: itself and all that it is computed from.
std::vector<ParameterSet> origins_of(const Model& model) {
    std::vector<ParameterSet> origins(model.parameters.size());
    const auto add = [&](const auto& self, std::uint32_t from, ParameterSet& into) -> void {
        if (!into.insert(from).second) return;
        for (const std::uint32_t p : dependencies(model.parameters[from].value).parameters)
            self(self, p, into);
    };
    for (std::uint32_t p = 0; p < origins.size(); ++p) add(add, p, origins[p]);
    return origins;
}

class ModelSpecialiser {
public:
    ModelSpecialiser(const Model& model, Known known, Model& made)
        : known_(std::move(known)), made_(made) {
        made_.sources = model.sources;
        made_.title = model.title;
        made_.period = model.period;
        made_.parameters = model.parameters;
        made_.players = model.players;
        made_.relations = model.relations;
        made_.interactions = model.interactions;
        made_.measures = model.measures;
        made_.enforcement = model.enforcement;
    }

    void run() {
        while (find_unmoved()) {
        }
        for (Relation& relation : made_.relations) {
            apply(relation.up);
            apply(relation.down);
            apply(relation.payoffs);
        }
        for (Interaction& interaction : made_.interactions)
            for (Expression& payoff : interaction.payoffs) apply(payoff);
        for (std::size_t m = 0; m < made_.measures.size(); ++m) {
            if ((known_.possible >> m & 1U) != 0)
                apply(made_.measures[m]);
            else
                empty(made_.measures[m]);
        }
        if (made_.enforcement.periods) apply(*made_.enforcement.periods);
        apply(made_.enforcement.fall);
    }

    /// To be called last. @return the parameters that the discount factors depend on.
    ParameterSet run_discounts() {
        parameters_.clear();
        for (Player& player : made_.players) apply(player.discount);
        return std::move(parameters_);
    }

    /// The parameters used so far.
    const ParameterSet& parameters() const { return parameters_; }

private:
    /// A relation that neither rises nor falls stays where it is. @return whether one was found.
    bool find_unmoved() {
        if (made_.enforcement.reaction != Enforcement::Reaction::unchanged) return false;
        bool found = false;
        for (std::size_t e = 0; e < made_.relations.size(); ++e) {
            const Relation& relation = made_.relations[e];
            if (known_.levels[e]) continue;
            const Specialised up = specialised(relation.up, known_);
            const Specialised down = specialised(relation.down, known_);
            if (!is_zero(up.expression) || !is_zero(down.expression)) continue;
            known_.levels[e] = static_cast<std::uint8_t>(relation.initial);
            parameters_.insert(up.parameters.begin(), up.parameters.end());
            parameters_.insert(down.parameters.begin(), down.parameters.end());
            found = true;
        }
        return found;
    }

    void apply(Expression& expression) {
        Specialised made = specialised(expression, known_);
        expression = std::move(made.expression);
        parameters_.insert(made.parameters.begin(), made.parameters.end());
    }
    void apply(std::vector<PlayerTerm>& terms) {
        for (PlayerTerm& term : terms) apply(term.amount);
    }
    void apply(Measure& measure) {
        if (measure.requirement) apply(*measure.requirement);
        apply(measure.duration);
        apply(measure.costs);
        apply(measure.payoffs);
        apply(measure.lapses);
        apply(measure.decision.weights);
        apply(measure.decision.quota);
        apply(measure.detection);
        apply(measure.penalty);
    }
    /// A measure that is never in force: nothing is asked of it.
    static void empty(Measure& measure) {
        measure.requirement.reset();
        measure.duration = constant(1);
        measure.costs.clear();
        measure.payoffs.clear();
        for (Expression* expression : {&measure.lapses, &measure.detection, &measure.penalty})
            *expression = Expression{};
        measure.decision.weights.clear();
        measure.decision.quota = Expression{};
    }

    Known known_;
    Model& made_;
    ParameterSet parameters_;
};

}  // namespace

SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible) {
    Known known{parameters, origins_of(model), possible, {}};
    known.levels.resize(model.relations.size());
    SpecialisedModel made{{}, std::vector<Reach>(model.parameters.size(), Reach::nothing)};
    ModelSpecialiser specialiser(model, std::move(known), made.model);
    specialiser.run();
    const ParameterSet anywhere = specialiser.parameters();
    for (const std::uint32_t p : specialiser.run_discounts()) made.reach[p] = Reach::discounts;
    for (const std::uint32_t p : anywhere) made.reach[p] = Reach::anything;
    return made;
}

}  // namespace entente
