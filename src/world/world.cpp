#include "world/world.hpp"

#include "entente/contract.hpp"

#include "world/discounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {
namespace {

constexpr double largest_number = 1e250;        // leaves room for sums and for 1 / (1 - discount)
constexpr std::size_t largest_box = 1U << 26U;  // level combinations; one byte each is 64 MiB

bool depends_on_state(const Expression& expression) {
    const Dependencies d = dependencies(expression);
    return !d.relations.empty() || d.measures != 0 || !d.interactions.empty();
}

std::uint64_t bits(const std::vector<std::uint32_t>& indices) {
    std::uint64_t set = 0;
    for (const std::uint32_t i : indices) set |= std::uint64_t{1} << i;
    return set;
}

}  // namespace

/// Every quantity as a StateFunction; indexed as in the model.
struct World::Functions {
    explicit Functions(const LevelBox& box) : projections(box) {}

    /// One contribution to a player's stage payoff.
    struct Term {
        MeasureSet measures;  ///< counts only while one of these is in force; 0: always
        Rational reference;   ///< subtracted; see reference_payoff()
        StateFunction<double> amount;
    };

    Projections projections;
    std::vector<StateFunction<StageOutcome>> outcomes;
    std::vector<StateFunction<Move>> moves;
    std::vector<StateFunction<double>> lapses, detections, penalties, requirements, durations;
    std::vector<std::vector<std::optional<StateFunction<double>>>> costs;  ///< [measure][player]
    std::vector<std::vector<Term>> terms;                                  ///< [player]
    std::vector<double> references;
};

World::World(const Model& model, std::vector<Rational> parameters, WorldPart part)
    : model_(&model),
      parameters_(std::move(parameters)),
      part_(part),
      box_({}, {}),
      discounts_(discount_factors(model, parameters_)) {
    if (model.enforcement.periods) {
        const Rational periods = evaluate(*model.enforcement.periods, 0, 0);
        if (denominator(periods) != 1 || periods < 1 || periods > 100'000)
            fail(model.enforcement.periods->where,
                 fmt::format("a punishment lasts {} periods, expected a whole number from 1 to "
                             "100000",
                             to_text(periods)),
                 "write punishment = \"forever\" for one without end");
        punished_periods_ = numerator(periods).convert_to<std::size_t>();
    }
    if (model.enforcement.reaction == Enforcement::Reaction::fall) {
        const Rational fall = evaluate(model.enforcement.fall, 0, 0);
        if (denominator(fall) != 1 || fall < 0 || fall > 255)
            fail(model.enforcement.fall.where,
                 fmt::format("relations fall by {} levels, expected a whole number", to_text(fall)),
                 "");
        fall_ = numerator(fall).convert_to<std::size_t>();
    }
    box_ = reachable_box();
    std::vector<std::uint8_t> levels;
    for (const Relation& relation : model.relations)
        levels.push_back(static_cast<std::uint8_t>(relation.initial));
    initial_ = box_.index(levels);
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (model.measures[m].initial) initial_measures_ |= MeasureSet{1} << m;
    functions_ = std::make_unique<Functions>(box_);
    build_outcomes();
    build_functions();
}

World::~World() = default;

void World::fail(SourceSpan where, std::string message, std::string hint) const {
    throw ModelError(model_->sources, {{where, std::move(message), std::move(hint)}});
}

LevelBox World::reachable_box() const {
    const bool reactions = model_->enforcement.reaction != Enforcement::Reaction::unchanged;
    const auto never = [this](const Expression& probability) {
        return !depends_on_state(probability) &&
               const_cast<World*>(this)->evaluate(probability, 0, 0) == 0;
    };
    std::vector<std::uint8_t> low, count;
    double size = 1;
    for (const Relation& relation : model_->relations) {
        const bool is_left_out = (part_.left_out >> low.size() & 1U) != 0;
        const bool falls = !is_left_out && (reactions || !never(relation.down));
        const bool rises = !is_left_out && !never(relation.up);
        const std::size_t lowest = falls ? 0 : relation.initial;
        const std::size_t highest = rises ? relation.levels.size() - 1 : relation.initial;
        low.push_back(static_cast<std::uint8_t>(lowest));
        count.push_back(static_cast<std::uint8_t>(highest - lowest + 1));
        size *= static_cast<double>(highest - lowest + 1);
    }
    if (size > static_cast<double>(largest_box))
        fail(model_->relations.back().where,
             fmt::format("the moving relations have {:.3g} combinations of levels, more than the "
                         "{} that fit",
                         size, largest_box),
             "give some relations fewer levels, or no moves");
    return {std::move(low), std::move(count)};
}

std::string World::describe(MeasureSet in_force, std::size_t at) const {
    std::string text;
    for (std::size_t m = 0; m < model_->measures.size(); ++m)
        if ((in_force >> m & 1U) != 0)
            text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", model_->measures[m].key);
    text = text.empty() ? "no measure in force" : text + " in force";
    const auto levels = box_.levels(at);
    for (std::size_t e = 0; e < levels.size(); ++e)
        text += fmt::format(", {} {}", model_->relations[e].key,
                            model_->relations[e].levels[levels[e]]);
    return text;
}

Rational World::evaluate(const Expression& expression, MeasureSet in_force, std::size_t at) {
    std::vector<std::uint8_t> levels;
    if (functions_ != nullptr) levels = box_.levels(at);  // earlier there is no state to speak of
    const Valuation valuation{parameters_, levels, in_force,
                              [&](std::uint32_t g, std::uint32_t player, std::uint32_t action) {
                                  return outcome(g, in_force, at).profile[player][action];
                              }};
    try {
        return value(expression, valuation);
    } catch (const EvaluationError& error) {
        Diagnostic diagnostic = error.diagnostic();
        if (depends_on_state(expression)) diagnostic.message += ", with " + describe(in_force, at);
        throw ModelError(model_->sources, {std::move(diagnostic)});
    }
}

double World::number(const Expression& expression, const Rational& value) const {
    const double x = value.convert_to<double>();
    if (!(std::abs(x) <= largest_number))
        fail(expression.where, "the number is beyond 1e250, too large for evaluation",
             "choose a larger unit");
    return x;
}

double World::probability(const Expression& expression, MeasureSet in_force, std::size_t at) {
    const Rational p = evaluate(expression, in_force, at);
    if (p < 0 || p > 1)
        fail(expression.where,
             fmt::format("the probability is {}, expected 0 to 1, with {}", to_text(p),
                         describe(in_force, at)),
             "");
    return p.convert_to<double>();
}

Footprint World::footprint(const Expression& expression) const {
    const Dependencies d = dependencies(expression);
    Footprint total{bits(d.relations), d.measures};
    for (const std::uint32_t g : d.interactions) total |= functions_->outcomes[g].footprint();
    return total;
}

// --- stage games ---------------------------------------------------------------------------------

void World::build_outcomes() {
    const auto& interactions = model_->interactions;
    auto& f = *functions_;
    fixed_payoffs_.resize(interactions.size());
    for (std::size_t g = 0; g < interactions.size(); ++g) {
        for (const Expression& payoff : interactions[g].payoffs) {
            fixed_payoffs_[g].emplace_back();
            if (!depends_on_state(payoff)) fixed_payoffs_[g].back() = evaluate(payoff, 0, 0);
        }
    }
    // What an outcome can depend on: its payoffs, the measures that prescribe in it, and the
    // outcomes that its payoffs look at. The reader has made sure that these do not go in circles.
    std::vector<std::optional<Footprint>> known(interactions.size());
    const std::function<Footprint(std::size_t)> find = [&](std::size_t g) {
        if (known[g]) return *known[g];
        Footprint total;
        for (const Expression& payoff : interactions[g].payoffs) {
            const Dependencies d = dependencies(payoff);
            total |= Footprint{bits(d.relations), d.measures};
            for (const std::uint32_t other : d.interactions) total |= find(other);
        }
        for (std::size_t m = 0; m < model_->measures.size(); ++m)
            for (const Prescription& p : model_->measures[m].prescriptions)
                if (p.interaction == g) total.measures |= MeasureSet{1} << m;
        return *(known[g] = total);
    };
    for (std::size_t g = 0; g < interactions.size(); ++g)
        f.outcomes.emplace_back(find(g), f.projections,
                                [this, g](MeasureSet in_force, std::size_t at) {
                                    return solve_stage(g, in_force, at);
                                });
}

const StageOutcome& World::outcome(std::size_t interaction, MeasureSet in_force, std::size_t at) {
    return functions_->outcomes[interaction].at(in_force, at);
}

double World::reference_payoff(std::size_t player) const {
    return functions_->references[player];
}

// --- quantities ----------------------------------------------------------------------------------

void World::build_functions() {
    auto& f = *functions_;
    const auto function = [&](const Expression& expression, auto member) {
        return StateFunction<double>(
            footprint(expression), f.projections,
            [this, &expression, member](MeasureSet in_force, std::size_t at) {
                return (this->*member)(expression, in_force, at);
            });
    };
    for (const Relation& relation : model_->relations) {
        Footprint both = footprint(relation.up);
        both |= footprint(relation.down);
        both.relations |= std::uint64_t{1} << f.moves.size();  // nothing above the top or below 0
        const std::size_t e = f.moves.size();
        f.moves.emplace_back(both, f.projections, [this, e](MeasureSet in_force, std::size_t at) {
            const Relation& r = model_->relations[e];
            const std::size_t level = box_.levels(at)[e];
            const bool top = level + 1 == r.levels.size();
            Move move{probability(r.up, in_force, at), probability(r.down, in_force, at)};
            if (top) move.up = 0;
            if (level == 0) move.down = 0;
            if (!top && level > 0 &&
                evaluate(r.up, in_force, at) + evaluate(r.down, in_force, at) > 1)
                fail(r.up.where,
                     fmt::format(
                         "up and down of \"{}\" add up to {:.6g}, expected at most 1, with {}",
                         r.key, move.up + move.down, describe(in_force, at)),
                     "");
            return move;
        });
    }
    f.terms.resize(model_->players.size());
    f.references.resize(model_->players.size());
    f.costs.resize(model_->measures.size());
    const auto add_term = [&](std::size_t player, MeasureSet measures, Footprint where, auto exact,
                              const Expression& blame) {
        const Rational reference = measures == 0 ? exact(initial_measures_, initial_) : Rational(0);
        f.terms[player].push_back(
            {measures, reference,
             StateFunction<double>(
                 where, f.projections,
                 [this, exact, reference, &blame](MeasureSet in_force, std::size_t at) {
                     return number(blame, exact(in_force, at) - reference);
                 })});
        f.references[player] += number(blame, reference);
    };
    const bool all_pay = part_.alone == 0;
    for (std::size_t g = 0; all_pay && g < model_->interactions.size(); ++g) {
        const Interaction& interaction = model_->interactions[g];
        for (std::size_t i = 0; i < interaction.players.size(); ++i)
            add_term(
                interaction.players[i], 0, f.outcomes[g].footprint(),
                [this, g, i](MeasureSet in_force, std::size_t at) {
                    return outcome(g, in_force, at).payoffs[i];
                },
                interaction.payoffs.front());
    }
    const auto add_amount = [&](const PlayerTerm& term, MeasureSet measures) {
        add_term(
            term.player, measures, footprint(term.amount),
            [this, &term](MeasureSet in_force, std::size_t at) {
                return evaluate(term.amount, in_force, at);
            },
            term.amount);
    };
    for (std::size_t e = 0; e < model_->relations.size(); ++e) {
        if (!part_.pays(e)) continue;
        for (const PlayerTerm& term : model_->relations[e].payoffs) add_amount(term, 0);
    }
    for (std::size_t m = 0; m < model_->measures.size(); ++m) {
        const Measure& measure = model_->measures[m];
        if (all_pay)
            for (const PlayerTerm& term : measure.payoffs) add_amount(term, MeasureSet{1} << m);
        f.lapses.push_back(function(measure.lapses, &World::probability));
        f.detections.push_back(function(measure.detection, &World::probability));
        const auto checked = [&](const Expression& expression, int least, std::string_view what) {
            return StateFunction<double>(
                footprint(expression), f.projections,
                [this, &expression, least, what](MeasureSet in_force, std::size_t at) {
                    const Rational x = evaluate(expression, in_force, at);
                    if (x < least)
                        fail(expression.where,
                             fmt::format("the {} is {}, expected at least {}, with {}", what,
                                         to_text(x), least, describe(in_force, at)),
                             "");
                    return number(expression, x);
                });
        };
        f.penalties.push_back(checked(measure.penalty, 0, "penalty"));
        f.durations.push_back(checked(measure.duration, 1, "duration"));
        static const Expression always = constant(1);
        const Expression& requirement = measure.requirement ? *measure.requirement : always;
        f.requirements.emplace_back(footprint(requirement), f.projections,
                                    [this, &requirement](MeasureSet in_force, std::size_t at) {
                                        return evaluate(requirement, in_force, at) != 0 ? 1.0 : 0.0;
                                    });
        can_lapse_.push_back(depends_on_state(measure.lapses) ||
                             evaluate(measure.lapses, 0, 0) != 0);
        f.costs[m].resize(model_->players.size());
        if (!all_pay) continue;
        for (const PlayerTerm& term : measure.costs)
            f.costs[m][term.player].emplace(footprint(term.amount), f.projections,
                                            [this, &term](MeasureSet in_force, std::size_t at) {
                                                return number(term.amount,
                                                              evaluate(term.amount, in_force, at));
                                            });
    }
}

double World::stage_payoff(std::size_t player, MeasureSet in_force, std::size_t at) {
    double sum = 0;
    for (auto& term : functions_->terms[player])
        if (term.measures == 0 || (term.measures & in_force) != 0)
            sum += term.amount.at(in_force, at);
    return sum;
}

std::size_t World::summands(std::size_t player) const {
    return functions_->terms[player].size();
}

Footprint World::summand_depends_on(std::size_t player, std::size_t summand) const {
    const Functions::Term& term = functions_->terms[player][summand];
    Footprint all = term.amount.footprint();
    all.measures |= term.measures;
    return all;
}

double World::summand(std::size_t player, std::size_t summand, MeasureSet in_force,
                      std::size_t at) {
    Functions::Term& term = functions_->terms[player][summand];
    return term.measures == 0 || (term.measures & in_force) != 0 ? term.amount.at(in_force, at) : 0;
}

Move World::move(std::size_t relation, MeasureSet in_force, std::size_t at) {
    return functions_->moves[relation].at(in_force, at);
}

std::uint64_t World::move_depends_on(std::size_t relation) const {
    return functions_->moves[relation].footprint().relations;
}

double World::lapse(std::size_t measure, MeasureSet in_force, std::size_t at) {
    return functions_->lapses[measure].at(in_force, at);
}

double World::detection(std::size_t measure, MeasureSet in_force, std::size_t at) {
    return functions_->detections[measure].at(in_force, at);
}

double World::penalty(std::size_t measure, MeasureSet in_force, std::size_t at) {
    return functions_->penalties[measure].at(in_force, at);
}

bool World::required(std::size_t measure, MeasureSet in_force, std::size_t at) {
    return functions_->requirements[measure].at(in_force, at) != 0;
}

double World::duration(std::size_t measure, MeasureSet in_force, std::size_t at) {
    return functions_->durations[measure].at(in_force, at);
}

double World::cost(std::size_t measure, std::size_t player, MeasureSet in_force, std::size_t at) {
    auto& cost = functions_->costs[measure][player];
    return cost ? cost->at(in_force, at) : 0;
}

Footprint World::cost_depends_on(std::size_t measure, std::size_t player) const {
    const auto& cost = functions_->costs[measure][player];
    return cost ? cost->footprint() : Footprint{};
}

}  // namespace entente
