/// @file punished_values.cpp
/// What the punishment phase is worth, and what a breach that leads to it.
#include "process/linear_solve.hpp"
#include "process/values.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// Up to this many unknowns a system is solved by elimination.
constexpr std::size_t small_system = 32;

}  // namespace

double Values::punished(std::size_t player, const PunishedKey& key, std::size_t at) {
    return punished_field(player, key)[at];
}

Values::Field& Values::punished_field(std::size_t player, const PunishedKey& key) {
    if (const auto it = punished_.find({player, key}); it != punished_.end()) return it->second;
    Field field =
        key.periods_left == 0 ? punished_forever(player, key) : punished_while(player, key);
    return punished_[{player, key}] = std::move(field);
}

Values::Field Values::punished_while(std::size_t player, const PunishedKey& key) {
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    const double d = discounts_[player];
    Field field(box_);
    const FieldOf next = [&](MeasureSet left) -> std::span<const double> {
        if (const auto then = dynamics_->following(key, layer.measures & ~left)) {
            if (!dynamics_->punished().contains(*then)) return {};
            return punished_field(player, *then);
        }
        return starts_with(player, left | key.suspended);
    };
    expect_next(*dynamics_, layer, next, field);
    for (std::size_t at = 0; at < box_; ++at)
        field[at] = (1 - d) * layer.stage[player][at] + d * field[at];
    return field;
}

/// What is earned while the punishment lasts: all of its value if it lasts forever.
const Values::Field& Values::punishment_payoff(std::size_t player, const PunishedKey& key) {
    if (key.periods_left == 0) return punished_field(player, key);
    const auto [it, fresh] = payoffs_.try_emplace({player, key});
    if (!fresh) return it->second;
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    const double d = discounts_[player];
    Field field(box_);
    const FieldOf next = [&](MeasureSet left) -> std::span<const double> {
        const auto then = dynamics_->following(key, layer.measures & ~left);
        if (!then || !dynamics_->punished().contains(*then)) return {};
        return punishment_payoff(player, *then);
    };
    expect_next(*dynamics_, layer, next, field);
    for (std::size_t at = 0; at < box_; ++at)
        field[at] = (1 - d) * layer.stage[player][at] + d * field[at];
    return it->second = std::move(field);
}

/// P = (1 - d) stage + d E[P], a system of its own for each set of measures that remain.
Values::Field Values::punished_forever(std::size_t player, const PunishedKey& key) {
    const Layer& layer = dynamics_->layers()[dynamics_->layer_of(key.remaining)];
    const LevelMask& mask = dynamics_->punished().at(key);
    const double d = discounts_[player];
    Field zero(box_);
    Field b(box_);
    const FieldOf next = [&](MeasureSet left) -> std::span<const double> {
        if (left == layer.measures) return zero;
        const PunishedKey then{left, 0, 0};
        if (!dynamics_->punished().contains(then)) return {};
        return punished_field(player, then);
    };
    expect_next(*dynamics_, layer, next, b);
    std::vector<double> stay(box_);  // d times the chance that nothing lapses
    for (std::size_t at = 0; at < box_; ++at) {
        b[at] = mask[at] == 0 ? 0 : (1 - d) * layer.stage[player][at] + d * b[at];
        stay[at] = mask[at] == 0 ? 0 : d * dynamics_->lapse_chance(layer, 0, at);
    }
    std::vector<std::size_t> states;
    for (std::size_t at = 0; at < box_; ++at)
        if (mask[at] != 0) states.push_back(at);
    if (states.size() <= small_system) {
        std::vector<std::size_t> number(box_);
        for (std::size_t k = 0; k < states.size(); ++k) number[states[k]] = k;
        std::vector<double> matrix(states.size() * states.size()), right;
        for (std::size_t k = 0; k < states.size(); ++k) {
            matrix[k * states.size() + k] = 1;
            layer.moves.for_each_successor(states[k], [&](std::size_t to, double p) {
                matrix[k * states.size() + number[to]] -= stay[states[k]] * p;
            });
            right.push_back(b[states[k]]);
        }
        solve_dense(matrix, right);
        for (std::size_t k = 0; k < states.size(); ++k) b[states[k]] = right[k];
        return b;
    }
    Field x = std::exchange(guesses_[{player, key}], {});
    x.resize(box_);
    exact_ = solve_iteratively(
                 [&](std::span<const double> in, std::span<double> out) {
                     layer.moves.expect(in, out);
                     for (std::size_t at = 0; at < box_; ++at) out[at] *= stay[at];
                 },
                 b, x) &&
             exact_;
    return x;
}

std::vector<double> Values::after_breach(std::size_t player, const Layer& layer,
                                         const DeviationGroup& group,
                                         const std::function<PunishedKey(MeasureSet)>& key_of) {
    Field reacted(box_);
    const FieldOf next = [&](MeasureSet left) -> std::span<const double> {
        const PunishedKey key = key_of(layer.measures & ~left);
        if (!dynamics_->punished().contains(key)) return {};
        Field& punished = punished_field(player, key);
        if (group.relations == 0) return punished;
        const LevelMask& mask = dynamics_->punished().at(key);
        for (std::size_t to = 0; to < box_; ++to) {
            const std::size_t after = dynamics_->react(group, to);
            reacted[to] = mask[after] != 0 ? punished[after] : 0;
        }
        return reacted;
    };
    Field expected(box_);
    expect_next(*dynamics_, layer, next, expected);
    return expected;
}

Values::Field Values::breached_field(std::size_t layer_index, std::size_t group_index) {
    const Layer& layer = dynamics_->layers()[layer_index];
    const DeviationGroup& group = layer.groups[group_index];
    return after_breach(group.player, layer, group,
                        [&](MeasureSet lapsed) { return dynamics_->after(layer, group, lapsed); });
}

void Values::forget_punishments() {
    if (dynamics_->punished_periods() == 0) return;  // those look at nothing but themselves
    punished_.clear();
    for (auto& fields : breached_)
        for (Field& field : fields) field.clear();
}

}  // namespace entente
