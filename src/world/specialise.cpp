#include "world/specialise.hpp"

#include "expression/specialise.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entente {
namespace {

bool is_zero(const Expression& expression) {
    const ExpressionNode& root = expression.nodes.back();
    return root.op == Operator::number && root.number.is_zero();
}

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

/// The numbers of a relation that depend on its own level only; nullopt where one of them is
/// undefined or out of range, which is for World to say if the level is ever reached.
std::optional<RelationApart> tabulated(const Model& model, std::size_t e,
                                       std::span<const Rational> parameters) {
    const Relation& relation = model.relations[e];
    RelationApart apart{e, relation.initial, {}, {}, {}};
    for (const PlayerTerm& term : relation.payoffs)
        apart.payoffs.emplace_back(term.player, std::vector<double>());
    std::vector<std::uint8_t> levels(model.relations.size());
    const auto number = [&](const Expression& expression) {
        return value(expression, {parameters, levels, 0, {}}).convert_to<double>();
    };
    try {
        for (std::size_t level = 0; level < relation.levels.size(); ++level) {
            levels[e] = static_cast<std::uint8_t>(level);
            const double up = number(relation.up), down = number(relation.down);
            if (!(up >= 0 && down >= 0 && up + down <= 1)) return std::nullopt;
            apart.up.push_back(level + 1 < relation.levels.size() ? up : 0);
            apart.down.push_back(level > 0 ? down : 0);
            for (std::size_t k = 0; k < relation.payoffs.size(); ++k) {
                apart.payoffs[k].second.push_back(number(relation.payoffs[k].amount));
                if (!(std::abs(apart.payoffs[k].second.back()) <= 1e250)) return std::nullopt;
            }
        }
    } catch (const EvaluationError&) {
        return std::nullopt;
    }
    return apart;
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
        bears_on_others_.resize(model.relations.size());
        is_moved_.resize(model.relations.size());
    }

    void run() {
        while (find_unmoved()) {
        }
        for (std::size_t e = 0; e < made_.relations.size(); ++e) {
            own_ = e;
            apply(made_.relations[e].up);
            apply(made_.relations[e].down);
            apply(made_.relations[e].payoffs);
        }
        own_.reset();
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

    /// To be called after run(): takes out the relations that are apart.
    std::vector<RelationApart> take_apart() {
        std::vector<RelationApart> apart;
        for (std::size_t e = 0; e < made_.relations.size(); ++e) {
            Relation& relation = made_.relations[e];
            if (is_zero(relation.up) && is_zero(relation.down)) continue;
            if (bears_on_others_[e] || is_moved_[e] || reacts(e)) continue;
            auto numbers = tabulated(made_, e, known_.parameters);
            if (!numbers) continue;
            apart.push_back(std::move(*numbers));
            relation.up = relation.down = constant(0);
            relation.payoffs.clear();
        }
        return apart;
    }

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
        const Dependencies needs = dependencies(expression);
        for (const std::uint32_t e : needs.relations) {
            if (own_ != e) bears_on_others_[e] = true;
            if (own_ && own_ != e) is_moved_[*own_] = true;
        }
        if (own_ && (needs.measures != 0 || !needs.interactions.empty())) is_moved_[*own_] = true;
    }

    /// Whether a breach can make the relation fall: one of the two can breach a measure to which
    /// the other is a party.
    bool reacts(std::size_t relation) const {
        if (made_.enforcement.reaction == Enforcement::Reaction::unchanged) return false;
        const auto [one, other] = made_.relations[relation].between;
        const auto is_party = [](const Measure& measure, std::size_t player) {
            return std::ranges::find(measure.parties, player) != measure.parties.end();
        };
        for (std::size_t m = 0; m < made_.measures.size(); ++m) {
            if ((known_.possible >> m & 1U) == 0) continue;
            const Measure& measure = made_.measures[m];
            for (const Prescription& p : measure.prescriptions) {
                const std::size_t bound = made_.interactions[p.interaction].players[p.player];
                if ((bound == one && is_party(measure, other)) ||
                    (bound == other && is_party(measure, one)))
                    return true;
            }
        }
        return false;
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
    std::optional<std::size_t> own_;     ///< the relation whose expressions are looked at
    std::vector<bool> bears_on_others_;  ///< its level occurs elsewhere
    std::vector<bool> is_moved_;         ///< by measures, by what is played, by others
};

}  // namespace

SpecialisedModel specialised(const Model& model, std::span<const Rational> parameters,
                             MeasureSet possible) {
    Known known{parameters, origins_of(model), possible, {}};
    known.levels.resize(model.relations.size());
    SpecialisedModel made{{}, std::vector<Reach>(model.parameters.size(), Reach::nothing), {}};
    ModelSpecialiser specialiser(model, std::move(known), made.model);
    specialiser.run();
    const ParameterSet anywhere = specialiser.parameters();
    made.apart = specialiser.take_apart();
    for (const std::uint32_t p : specialiser.run_discounts()) made.reach[p] = Reach::discounts;
    for (const std::uint32_t p : anywhere) made.reach[p] = Reach::anything;
    return made;
}

}  // namespace entente
