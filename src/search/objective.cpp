#include "search/objective.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace entente {

Scorer::Scorer(Objective objective, std::vector<double> status_quo)
    : objective_(std::move(objective)), status_quo_(std::move(status_quo)) {}

double Scorer::gain(std::span<const double> values, std::size_t player) const {
    const double gain = values[player] - status_quo_[player];
    // What rounding leaves of no change is no change.
    return std::abs(gain) <= 1e-11 * std::max(1.0, std::abs(values[player])) ? 0 : gain;
}

double Scorer::operator()(std::span<const double> values, double periods) const {
    double sum = 0, product = 1, least = std::numeric_limits<double>::infinity();
    bool loses = false;
    for (std::size_t i = 0; i < status_quo_.size(); ++i) {
        const double weight =
            objective_.kind == Objective::Kind::weighted ? objective_.weights[i] : 1;
        sum += weight * values[i];
        const double g = gain(values, i);
        product *= g;
        loses = loses || g < 0;
        least = std::min(least, g);
    }
    switch (objective_.kind) {
        case Objective::Kind::nash:
            return loses ? -std::numeric_limits<double>::infinity() : product;
        case Objective::Kind::egalitarian:
            return least;
        case Objective::Kind::player:
            return values[objective_.player];
        case Objective::Kind::fastest:
            return -periods;
        case Objective::Kind::patience:
            return 0;
        case Objective::Kind::utilitarian:
        case Objective::Kind::weighted:
        case Objective::Kind::pareto:
            break;
    }
    return sum;
}

double Scorer::shown(double score) const {
    return less_is_better(objective_) ? 0 - score : score;
}

/// A share of the score; beside it what rounding makes of values, which are as large as those of
/// the status quo. Of a product of gains even that would be too much where gains are small.
double Scorer::tolerance(double score) const {
    const double share = 1e-9 * std::abs(score);
    if (objective_.kind == Objective::Kind::nash) return share;
    double size = 1;
    for (const double v : status_quo_) size = std::max(size, std::abs(v));
    return share + 1e-12 * size;
}

bool Scorer::has_directions() const {
    return is_weighted_sum(objective_) || objective_.kind == Objective::Kind::nash ||
           objective_.kind == Objective::Kind::egalitarian;
}

double Scorer::weighted_status_quo(std::span<const double> weights) const {
    return std::inner_product(weights.begin(), weights.end(), status_quo_.begin(), 0.0);
}

/// A product of n gains x is at most (sum of w x / n)^n / (product of w); the least of them is at
/// most sum of w x / sum of w.
double Scorer::least_sum(double score, std::span<const double> weights) const {
    if (is_weighted_sum(objective_)) return score;
    const double before = weighted_status_quo(weights);
    if (objective_.kind == Objective::Kind::egalitarian)
        return before + score * std::reduce(weights.begin(), weights.end());
    if (score <= 0) return before;
    double logarithm = std::log(score);
    for (const double w : weights) logarithm += std::log(w);
    const auto players = static_cast<double>(weights.size());
    return before + players * std::exp(logarithm / players);
}

double Scorer::most_score(double sum, std::span<const double> weights) const {
    if (is_weighted_sum(objective_)) return sum;
    const double gain = sum - weighted_status_quo(weights);
    if (objective_.kind == Objective::Kind::egalitarian)
        return gain / std::reduce(weights.begin(), weights.end());
    const auto players = static_cast<double>(weights.size());
    double product = 1;
    for (const double w : weights) product *= std::max(0.0, gain) / (players * w);
    return product;
}

std::vector<double> Scorer::ascent(std::span<const double> values) const {
    if (is_weighted_sum(objective_)) return *weights_of(objective_, values.size());
    std::vector<double> gains;
    for (std::size_t i = 0; i < status_quo_.size(); ++i)
        gains.push_back(values[i] - status_quo_[i]);
    const auto [least, most] = std::ranges::minmax(gains);
    const double size = std::max({std::abs(least), std::abs(most), 1e-9});
    std::vector<double> weights;
    for (const double g : gains)
        weights.push_back(objective_.kind == Objective::Kind::nash
                              ? size / std::max(g, 1e-3 * size)
                              : std::exp(-20 * (g - least) / size));
    return weights;
}

bool less_is_better(const Objective& objective) {
    return objective.kind == Objective::Kind::fastest ||
           objective.kind == Objective::Kind::patience;
}

bool is_weighted_sum(const Objective& objective) {
    using Kind = Objective::Kind;
    return objective.kind == Kind::utilitarian || objective.kind == Kind::weighted ||
           objective.kind == Kind::player;
}

std::optional<std::vector<double>> weights_of(const Objective& objective, std::size_t players) {
    std::vector<double> weights(players);
    switch (objective.kind) {
        case Objective::Kind::utilitarian:
            weights.assign(players, 1);
            break;
        case Objective::Kind::weighted:
            weights = objective.weights;
            break;
        case Objective::Kind::player:
            weights[objective.player] = 1;
            break;
        case Objective::Kind::fastest:
        case Objective::Kind::patience:
            break;
        case Objective::Kind::nash:
        case Objective::Kind::egalitarian:
        case Objective::Kind::pareto:
            return std::nullopt;
    }
    return weights;
}

std::string name_of(const Model& model, const Objective& objective) {
    switch (objective.kind) {
        case Objective::Kind::utilitarian:
            return "utilitarian";
        case Objective::Kind::weighted:
            return "weighted";
        case Objective::Kind::nash:
            return "nash";
        case Objective::Kind::egalitarian:
            return "egalitarian";
        case Objective::Kind::player:
            return "player:" + model.players[objective.player].key;
        case Objective::Kind::fastest:
            return "fastest";
        case Objective::Kind::patience:
            return "patience";
        case Objective::Kind::pareto:
            break;
    }
    return "pareto";
}

}  // namespace entente
