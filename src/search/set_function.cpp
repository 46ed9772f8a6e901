#include "search/set_function.hpp"

#include "search/objective.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>

namespace entente {
namespace {

constexpr int most_bits = 16;  // of the footprint of one payoff

/// The subset of `mask` that the low bits of `bits` choose.
MeasureSet spread(std::size_t bits, MeasureSet mask) {
    MeasureSet set = 0;
    for (; mask != 0; mask &= mask - 1, bits >>= 1U)
        if ((bits & 1U) != 0) set |= mask & (~mask + 1);
    return set;
}

bool depends_on_state(const Expression& expression) {
    const Dependencies d = dependencies(expression);
    return d.measures != 0 || !d.relations.empty() || !d.interactions.empty();
}

class Extraction {
public:
    Extraction(const OrderProblem& problem, World& world, const Objective& objective)
        : problem_(problem), world_(world), objective_(objective) {}

    std::optional<ScalarProblem> run() {
        if (!applies()) return std::nullopt;
        made_.measures = OrderProblem::members(problem_.measures());
        made_.mandatory = positions(problem_.measures() & ~problem_.order().optional);
        for (const std::size_t m : made_.measures)
            made_.before.push_back(positions(problem_.before(m) & problem_.measures()));
        const auto weights = weights_of(objective_, world_.model().players.size());
        for (std::size_t i = 0; i < weights->size(); ++i)
            if ((*weights)[i] != 0 && !add_player(i, (*weights)[i])) return std::nullopt;
        if (made_.classes.empty()) made_.classes.push_back({0, {}, {}});
        for (DiscountClass& c : made_.classes) c.cost.resize(made_.size());
        return std::move(made_);
    }

private:
    bool applies() const {
        if (!is_weighted_sum(objective_)) return false;
        if (problem_.width() != 1 || problem_.begun() != 0 || !problem_.order().exclusive.empty() ||
            world_.levels().size() != 1)
            return false;
        const Model& model = world_.model();
        for (const std::size_t m :
             OrderProblem::members(problem_.measures() | problem_.initial())) {
            const Measure& measure = model.measures[m];
            if (measure.requirement || world_.can_lapse(m)) return false;
            if (depends_on_state(measure.duration) ||
                world_.duration(m, problem_.initial(), 0) != 1)
                return false;
            if (std::ranges::any_of(measure.costs, [](const PlayerTerm& term) {
                    return depends_on_state(term.amount);
                }))
                return false;
        }
        return true;
    }

    MeasureSet positions(MeasureSet set) const {
        MeasureSet result = 0;
        for (std::size_t k = 0; k < made_.measures.size(); ++k)
            if ((set >> made_.measures[k] & 1U) != 0) result |= MeasureSet{1} << k;
        return result;
    }

    /// One summand of a player's stage payoff.
    struct Summand {
        MeasureSet measures = 0;  ///< on which it can depend
        std::function<double(MeasureSet)> at;
    };

    bool add_player(std::size_t player, double weight) {
        const double discount = world_.discounts()[player];
        auto it = std::ranges::find(made_.classes, discount, &DiscountClass::discount);
        if (it == made_.classes.end())
            it = made_.classes.insert(it, {discount, {}, std::vector<double>(made_.size())});
        std::map<MeasureSet, double> sum(it->payoff.begin(), it->payoff.end());
        for (const Summand& summand : summands_of(player))
            if (!add_term(summand, weight, sum)) return false;
        std::erase_if(sum, [](const auto& entry) { return entry.second == 0; });
        it->payoff.assign(sum.begin(), sum.end());
        for (std::size_t k = 0; k < made_.size(); ++k)
            it->cost[k] += weight * world_.cost(made_.measures[k], player, problem_.initial(), 0);
        return true;
    }

    /// Interactions, relations and measures, as DESIGN has them: u_i = sum of these.
    std::vector<Summand> summands_of(std::size_t player) {
        const Model& model = world_.model();
        std::vector<Summand> summands;
        for (std::size_t g = 0; g < model.interactions.size(); ++g) {
            const auto& players = model.interactions[g].players;
            const auto seat = std::ranges::find(players, player);
            if (seat == players.end()) continue;
            const auto i = static_cast<std::size_t>(seat - players.begin());
            summands.push_back(
                {outcome_depends_on(g), [this, g, i](MeasureSet in_force) {
                     return world_.outcome(g, in_force, 0).payoffs[i].convert_to<double>();
                 }});
        }
        const auto add = [&](const PlayerTerm& term, MeasureSet measure) {
            if (term.player != player) return;
            summands.push_back(
                {measure | depends_on(term.amount), [this, &term, measure](MeasureSet in_force) {
                     if (measure != 0 && (in_force & measure) == 0) return 0.0;
                     return amount(term.amount, in_force);
                 }});
        };
        for (const Relation& relation : model.relations)
            for (const PlayerTerm& term : relation.payoffs) add(term, 0);
        for (std::size_t m = 0; m < model.measures.size(); ++m)
            for (const PlayerTerm& term : model.measures[m].payoffs) add(term, MeasureSet{1} << m);
        return summands;
    }

    MeasureSet depends_on(const Expression& expression) const {
        const Dependencies d = dependencies(expression);
        MeasureSet set = d.measures;
        for (const std::uint32_t g : d.interactions) set |= outcome_depends_on(g);
        return set;
    }

    /// What an outcome can depend on: payoffs, and the measures that prescribe in it.
    MeasureSet outcome_depends_on(std::size_t g) const {
        const Model& model = world_.model();
        MeasureSet set = 0;
        for (const Expression& payoff : model.interactions[g].payoffs) set |= depends_on(payoff);
        for (std::size_t m = 0; m < model.measures.size(); ++m)
            for (const Prescription& p : model.measures[m].prescriptions)
                if (p.interaction == g) set |= MeasureSet{1} << m;
        return set;
    }

    double amount(const Expression& expression, MeasureSet in_force) {
        const auto levels = world_.levels().levels(0);
        const Valuation valuation{world_.parameters(), levels, in_force,
                                  [&](std::uint32_t g, std::uint32_t player, std::uint32_t action) {
                                      return world_.outcome(g, in_force, 0).profile[player][action];
                                  }};
        return value(expression, valuation).convert_to<double>();
    }

    /// The term's values over its footprint, into Moebius form: for each measure in turn subtract
    /// the value without it from the value with it.
    bool add_term(const Summand& summand, double weight, std::map<MeasureSet, double>& sum) const {
        const MeasureSet mask = summand.measures & problem_.measures();
        if (std::popcount(mask) > most_bits) return false;
        const std::size_t count = std::size_t{1} << std::popcount(mask);
        std::vector<double> values(count);
        double size = 0;
        for (std::size_t s = 0; s < count; ++s) {
            values[s] = weight * summand.at(problem_.initial() | spread(s, mask));
            size = std::max(size, std::abs(values[s]));
        }
        for (std::size_t bit = 1; bit < count; bit <<= 1U)
            for (std::size_t s = 0; s < count; ++s)
                if ((s & bit) != 0) values[s] -= values[s ^ bit];
        for (std::size_t s = 0; s < count; ++s)
            if (std::abs(values[s]) > 1e-14 * size) sum[positions(spread(s, mask))] += values[s];
        return true;
    }

    const OrderProblem& problem_;
    World& world_;
    const Objective& objective_;
    ScalarProblem made_;
};

}  // namespace

bool ScalarProblem::has_costs() const {
    return std::ranges::any_of(classes, [](const DiscountClass& c) {
        return std::ranges::any_of(c.cost, [](double cost) { return cost != 0; });
    });
}

std::optional<ScalarProblem> scalar_problem(const OrderProblem& problem, World& world,
                                            const Objective& objective) {
    try {
        return Extraction(problem, world, objective).run();
    } catch (const ModelError&) {
        return std::nullopt;  // undefined at a set that no order need pass
    } catch (const EvaluationError&) {
        return std::nullopt;
    }
}

double value_at(const SetFunction& f, MeasureSet set) {
    double sum = 0;
    for (const auto& [term, weight] : f)
        if ((term & ~set) == 0) sum += weight;
    return sum;
}

double value_of(const ScalarProblem& problem, const std::vector<std::size_t>& order) {
    double total = 0;
    for (const DiscountClass& c : problem.classes) {
        MeasureSet set = 0;
        double weight = 1;
        for (const std::size_t k : order) {
            set |= MeasureSet{1} << k;
            total += weight * (1 - c.discount) * (value_at(c.payoff, set) - c.cost[k]);
            weight *= c.discount;
        }
        total += weight * value_at(c.payoff, set);
    }
    return total;
}

}  // namespace entente
