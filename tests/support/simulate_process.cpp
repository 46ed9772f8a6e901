/// @file simulate_process.cpp
/// One period after the other: who accepts, what is concluded, what is paid, what moves.
#include "support/simulate_process.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace entente::support {
namespace {

class Run {
public:
    Run(PlainProcess& process, std::mt19937& dice)
        : process_(process),
          world_(process.world),
          dice_(dice),
          place_(world_.start()),
          sums_(process.scale.size(), 0),
          weights_(process.scale.size(), 1) {
        for (const auto& step : process.steps)
            for (const std::size_t m : step) plan_ |= only(m);
    }

    void period() {
        ++clock_;
        if (punished_ == 0) negotiate();
        // A breakdown has made it the first punished period.
        if (punished_ == 0 && completed_at_ == 0 && (plan_ & ~place_.in_force) == 0)
            completed_at_ = clock_;
        const Stage& stage = world_.stage(place_);
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i] += weights_[i] * stage.payoff[i];
            weights_[i] *= world_.discount(i);
        }
        move();
        if (punished_ == 0 || punished_ == for_ever) return;
        if (--punished_ > 0) return;
        place_.in_force |= suspended_;
        suspended_ = 0;
    }

    double value(std::size_t player) const { return (1 - world_.discount(player)) * sums_[player]; }
    std::size_t completed_at() const { return completed_at_; }

private:
    bool happens(double probability) {
        return static_cast<double>(dice_()) / 4294967296.0 < probability;
    }

    void negotiate() {
        const std::size_t state = process_.index.at({place_, 0, 0});
        const MeasureSet passed = process_.passing(state, process_.predicted.declined[state]);
        MeasureSet concluded = 0;
        for (const std::size_t m : members(passed))
            if (happens(1 / world_.real(world_.model().measures[m].duration, place_)))
                concluded |= only(m);
        const auto& foreseen = process_.predicted.foreseen;
        for (auto f = foreseen.find({state, concluded}); f != foreseen.end();
             f = foreseen.find({state, concluded})) {
            const auto& [breacher, breached] = f->second;
            if ((breached & concluded) == 0) return break_down(breacher, breached);
            concluded &= ~breached;
        }
        for (const std::size_t m : members(concluded))
            for (const PlayerTerm& cost : world_.model().measures[m].costs)
                sums_[cost.player] -= weights_[cost.player] * world_.real(cost.amount, place_);
        place_.in_force |= concluded;
    }

    void break_down(std::size_t breacher, MeasureSet breached) {
        const MeasureSet suspended = world_.suspension(breacher, breached, place_.in_force);
        place_.levels = world_.reaction(breacher, breached, place_.levels);
        place_.in_force &= ~suspended;
        punished_ = world_.punished_periods().value_or(for_ever);
        suspended_ = punished_ == for_ever ? 0 : suspended;
    }

    void move() {
        const Place before = place_;
        const Model& model = world_.model();
        for (const std::size_t m : members(before.in_force))
            if (happens(world_.real(model.measures[m].lapses, before))) place_.in_force &= ~only(m);
        for (std::size_t e = 0; e < model.relations.size(); ++e) {
            const Relation& relation = model.relations[e];
            const double up = world_.real(relation.up, before);
            const double down = world_.real(relation.down, before);
            const double die = static_cast<double>(dice_()) / 4294967296.0;
            auto& level = place_.levels[e];
            if (die < up) {
                if (level + std::size_t{1} < relation.levels.size()) ++level;
            } else if (die < up + down && level > 0) {
                --level;
            }
        }
    }

    PlainProcess& process_;
    PlainWorld& world_;
    std::mt19937& dice_;
    Place place_;
    MeasureSet plan_ = 0, suspended_ = 0;
    unsigned punished_ = 0;
    std::size_t clock_ = 0, completed_at_ = 0;
    std::vector<double> sums_, weights_;
};

Estimate estimate(const std::vector<double>& sample) {
    Estimate result;
    if (sample.empty()) return result;
    const auto n = static_cast<double>(sample.size());
    for (const double x : sample) result.mean += x / n;
    double squares = 0;
    for (const double x : sample) squares += (x - result.mean) * (x - result.mean);
    if (sample.size() > 1) result.standard_error = std::sqrt(squares / (n - 1) / n);
    return result;
}

}  // namespace

Simulation simulate(PlainProcess& process, const SimulateOptions& options) {
    std::mt19937 dice(options.seed);
    std::vector<std::vector<double>> values(process.scale.size());
    std::vector<double> completed, periods;
    for (std::size_t r = 0; r < options.runs; ++r) {
        Run run(process, dice);
        for (std::size_t t = 0; t < options.periods; ++t) run.period();
        for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(run.value(i));
        completed.push_back(run.completed_at() > 0 ? 1 : 0);
        if (run.completed_at() > 0) periods.push_back(static_cast<double>(run.completed_at()));
    }
    Simulation result;
    for (const auto& sample : values) result.values.push_back(estimate(sample));
    result.completed = estimate(completed);
    result.periods = estimate(periods);
    return result;
}

}  // namespace entente::support
