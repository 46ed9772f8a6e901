#include "search/ceilings.hpp"

#include "search/order_problem.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace entente {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double most_points = 4096;

}  // namespace

Ceilings::Ceilings(const Model& model, std::vector<Rational> parameters, MeasureSet searched,
                   std::stop_token stop)
    : world_(model, std::move(parameters)), free_(searched), stop_(std::move(stop)) {
    for (const std::size_t m : OrderProblem::members(world_.initial_measures()))
        if (world_.can_lapse(m)) free_ |= MeasureSet{1} << m;
}

/// The largest amount(in_force, at) over everything that matters to it. A state where it is
/// undefined is passed by no completion, for the engine would refuse it.
template <class F>
double Ceilings::largest(const Footprint& where, const F& amount) {
    const LevelBox& box = world_.levels();
    const MeasureSet mask = where.measures & free_;
    double states = std::ldexp(1.0, std::popcount(mask));
    std::vector<std::size_t> points{world_.initial_levels()};
    for (std::size_t e = 0; e < box.relations(); ++e)
        if ((where.relations >> e & 1U) != 0) states *= static_cast<double>(box.count(e));
    if (states > most_points) return infinity;
    for (std::size_t e = 0; e < box.relations(); ++e) {
        if ((where.relations >> e & 1U) == 0) continue;
        std::vector<std::size_t> more;
        for (const std::size_t at : points)
            for (std::size_t l = 0; l < box.count(e); ++l)
                more.push_back(at - box.coordinate(at, e) * box.stride(e) + l * box.stride(e));
        points = std::move(more);
    }
    double most = -infinity;
    for (MeasureSet part = mask;; part = (part - 1) & mask) {
        const MeasureSet in_force = (world_.initial_measures() & ~free_) | part;
        for (const std::size_t at : points) {
            if (stop_.stop_requested()) return infinity;
            try {
                most = std::max(most, amount(in_force, at));
            } catch (const ModelError&) {
                continue;
            }
        }
        if (part == 0) return most;
    }
}

double Ceilings::most_of_payoffs(const std::vector<double>& weights) {
    struct Summand {
        std::size_t player, index;
    };
    std::map<std::pair<std::uint64_t, MeasureSet>, std::vector<Summand>> together;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        sum += weights[i] * world_.reference_payoff(i);
        for (std::size_t k = 0; k < world_.summands(i); ++k) {
            const Footprint on = world_.summand_depends_on(i, k);
            together[{on.relations, on.measures}].push_back({i, k});
        }
    }
    for (const auto& [on, summands] : together)
        sum += largest({on.first, on.second}, [&](MeasureSet in_force, std::size_t at) {
            double total = 0;
            for (const Summand& s : summands)
                total += weights[s.player] * world_.summand(s.player, s.index, in_force, at);
            return total;
        });
    return sum;
}

double Ceilings::most_received(const std::vector<double>& weights) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        for (const std::size_t m : OrderProblem::members(free_)) {
            const double received =
                largest(world_.cost_depends_on(m, i), [&](MeasureSet in_force, std::size_t at) {
                    return -world_.cost(m, i, in_force, at);
                });
            sum += weights[i] * std::max(0.0, received);
        }
    }
    return sum;
}

/// Under one discount factor a weighted sum of values is the average of the weighted sums of
/// stage payoffs; those with different ones are bounded apart.
double Ceilings::sum(const std::vector<double>& weights) {
    std::map<double, std::vector<double>> by_discount;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto& those = by_discount[world_.discounts()[i]];
        those.resize(weights.size());
        those[i] = weights[i];
    }
    double sum = 0;
    for (const auto& [discount, those] : by_discount)
        sum += most_of_payoffs(those) + most_received(those);
    return sum;
}

std::vector<double> Ceilings::values() {
    std::vector<double> most;
    for (std::size_t i = 0; i < world_.model().players.size(); ++i) {
        std::vector<double> alone(world_.model().players.size());
        alone[i] = 1;
        most.push_back(sum(alone));
    }
    return most;
}

std::optional<double> score_ceiling(const Scorer& scorer, const std::vector<double>& most,
                                    double sum) {
    using Kind = Objective::Kind;
    const Kind kind = scorer.objective().kind;
    const auto players = static_cast<double>(most.size());
    const auto& status_quo = scorer.status_quo();
    const double gain = sum - std::accumulate(status_quo.begin(), status_quo.end(), 0.0);
    double product = 1, least = gain / players;
    for (std::size_t i = 0; i < most.size(); ++i) {
        product *= std::max(0.0, most[i] - status_quo[i]);
        least = std::min(least, most[i] - status_quo[i]);
    }
    double bound = infinity;
    if (is_weighted_sum(scorer.objective())) {
        const auto weights = weights_of(scorer.objective(), most.size());
        double total = 0;
        for (std::size_t i = 0; i < most.size(); ++i)
            if ((*weights)[i] != 0) total += (*weights)[i] * most[i];
        bound = std::min(sum, total);
    } else if (kind == Kind::nash) {
        // Of all gains with this sum the equal ones have the largest product.
        bound = std::min(product, std::pow(std::max(0.0, gain / players), players));
    } else if (kind == Kind::egalitarian) {
        bound = least;
    }
    if (!std::isfinite(bound)) return std::nullopt;
    return bound;
}

}  // namespace entente
