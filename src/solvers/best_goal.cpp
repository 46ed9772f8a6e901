#include "solvers/best_goal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

using Kind = EquilibriumObjective::Kind;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double margin = 0x1p-50;  // for the conversion of numbers and a few sums

double above(double x) {
    return x + std::abs(x) * margin;
}

/// Whether the payoff of this player is one that counts.
bool counts(const NormalForm<Rational>& game, std::size_t player,
            const EquilibriumObjective& objective) {
    return objective.kind != Kind::player || game.players()[player].name == objective.player;
}

/// The most that players who are on neither side can add: the largest sum of what counts of theirs
/// in any profile, or for the smallest payoff the largest payoff of any of them, if there is one.
double most_of_bystanders(const TreeProblem& problem, const EquilibriumObjective& objective) {
    const auto& game = problem.game;
    std::vector<std::size_t> bystanders;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        const bool takes_part = std::ranges::count(problem.sides.players, i) > 0;
        if (!takes_part && counts(game, i, objective)) bystanders.push_back(i);
    }
    double most = objective.kind == Kind::egalitarian ? infinite : 0;
    if (bystanders.empty()) return most;
    Rational largest_sum = 0;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        Rational sum = 0;
        for (const std::size_t i : bystanders) sum += game.payoffs(i)[p];
        if (p == 0 || sum > largest_sum) largest_sum = sum;
    }
    if (objective.kind != Kind::egalitarian) return above(to_scalar<double>(largest_sum));
    for (const std::size_t i : bystanders) {
        const auto row = game.payoffs(i);
        most = std::min(most, above(to_scalar<double>(*std::ranges::max_element(row))));
    }
    return most;
}

}  // namespace

BestGoal::BestGoal(const TreeProblem& problem, const EquilibriumObjective& objective)
    : problem_(&problem),
      objective_(&objective),
      bounds_{PayoffBound(problem.sides.payoffs[0], problem.polytopes[1]),
              PayoffBound(problem.sides.payoffs[1], problem.polytopes[0])},
      bystanders_(most_of_bystanders(problem, objective)),
      threshold_(-infinite) {
    for (const std::size_t side : {0U, 1U}) {
        const std::size_t player = problem.sides.players[side];
        counts_[side] =
            player < problem.game.players().size() && counts(problem.game, player, objective);
    }
}

/// The objective, where bound(s) says what side s gets at most.
template <class Bound>
double BestGoal::combined(const Bound& bound) const {
    double total = bystanders_;
    for (const std::size_t side : {0U, 1U}) {
        if (!counts_[side]) continue;
        const double part = bound(side);
        total = objective_->kind == Kind::egalitarian ? std::min(total, part) : above(total + part);
    }
    return total;
}

bool BestGoal::is_hopeless(const std::array<FloatFace, 2>& faces, const TreeNode& node) const {
    const double threshold = threshold_.load(std::memory_order_relaxed);
    if (!(threshold > -infinite)) return false;
    const auto rough = [&](std::size_t s) { return bounds_[s].rough(node.zeros[1 - s]); };
    if (combined(rough) < threshold) return true;
    const auto precise = [&](std::size_t s) {
        return bounds_[s].precise(node.zeros[1 - s], faces[1 - s]);
    };
    return combined(precise) < threshold;
}

bool BestGoal::is_as_good(const Profile& profile) {
    const Rational value = objective_value(problem_->game, profile, *objective_);
    const std::lock_guard lock(mutex_);
    if (value_ && value < *value_) return false;
    if (!value_ || value > *value_) {
        value_ = value;
        const double near = to_scalar<double>(value);
        threshold_ = near - std::abs(near) * margin;
    }
    return true;
}

}  // namespace entente
