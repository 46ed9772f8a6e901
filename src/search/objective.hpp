/// @file objective.hpp
/// How good a completion is, as one number of which more is better.
#pragma once

#include "entente/search.hpp"

#include <optional>
#include <span>
#include <vector>

namespace entente {

/// Scores value vectors; vectors with more for somebody and less for nobody never score less.
class Scorer {
public:
    Scorer(Objective objective, std::vector<double> status_quo);

    const Objective& objective() const noexcept { return objective_; }
    const std::vector<double>& status_quo() const noexcept { return status_quo_; }

    /// The score, -infinity where there is none (a Nash product with a loss). Of `fastest` it is
    /// minus the periods; of `patience`, under one discount factor, everything feasible is as
    /// good as everything else; of `pareto` the sum, which no dominated vector has the largest of.
    double operator()(std::span<const double> values, double periods) const;

    /// As shown to people: of `fastest` the periods, of `patience` the discount factor, whose
    /// negatives are the scores.
    double shown(double score) const;

    /// Scores closer than this are equal.
    double tolerance(double score) const;

    /// Whether the methods below are for this objective: the weighted sums, `nash`, `egalitarian`.
    bool has_directions() const;

    /// Values that score at least this much have at least this weighted sum. @param weights those
    /// of the objective where it is a weighted sum, else any that are positive.
    double least_sum(double score, std::span<const double> weights) const;

    /// The other way round: what no values with this weighted sum exceed.
    double most_score(double sum, std::span<const double> weights) const;

    /// Weights in whose direction the score rises fastest, smoothed where it is not smooth.
    std::vector<double> ascent(std::span<const double> values) const;

private:
    double weighted_status_quo(std::span<const double> weights) const;
    double gain(std::span<const double> values, std::size_t player) const;

    Objective objective_;
    std::vector<double> status_quo_;
};

/// Whether less of what is shown to people is better: of periods, and of patience.
bool less_is_better(const Objective& objective);

/// Whether the objective is a weighted sum of values: utilitarian, weighted, or a player's.
bool is_weighted_sum(const Objective& objective);

/// The weights of the objectives that are a weighted sum of values; all 0 where values do not
/// matter (fastest, patience); nullopt for the others.
std::optional<std::vector<double>> weights_of(const Objective& objective, std::size_t players);

/// "utilitarian", "player:north", ...
std::string name_of(const Model& model, const Objective& objective);

}  // namespace entente
