/// @file simulate_process.cpp
/// One period after the other: who accepts, what is concluded, what is paid, what moves.
#include "support/simulate_process.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

namespace entente::support {
namespace {

/// What dice decide at a place. Kept, because exact expressions are slow.
struct Chances {
    std::vector<std::pair<std::size_t, double>> lapses;  ///< of the measures in force
    std::vector<double> up, down;                        ///< of every relation
};

/// What is predicted at the start of a period, and how likely each conclusion is.
struct Agenda {
    std::size_t state = 0;
    std::vector<std::pair<std::size_t, double>> passed;
};

class Tables {
public:
    explicit Tables(PlainProcess& process) : process_(process) {}

    const Chances& chances(const Place& place) {
        const auto [known, is_new] = chances_.try_emplace(place);
        if (!is_new) return known->second;
        PlainWorld& world = process_.world;
        for (const std::size_t m : members(place.in_force))
            known->second.lapses.emplace_back(m,
                                              world.real(world.model().measures[m].lapses, place));
        for (const Relation& relation : world.model().relations) {
            known->second.up.push_back(world.real(relation.up, place));
            known->second.down.push_back(world.real(relation.down, place));
        }
        return known->second;
    }

    const Agenda& agenda(const Place& place) {
        const auto [known, is_new] = agendas_.try_emplace(place);
        if (!is_new) return known->second;
        PlainWorld& world = process_.world;
        Agenda& agenda = known->second;
        agenda.state = process_.index.at({place, 0, 0});
        const auto& declined = process_.predicted.declined[agenda.state];
        for (const std::size_t m : members(process_.passing(agenda.state, declined)))
            agenda.passed.emplace_back(m,
                                       1 / world.real(world.model().measures[m].duration, place));
        return agenda;
    }

private:
    PlainProcess& process_;
    std::map<Place, Chances> chances_;
    std::map<Place, Agenda> agendas_;
};

class Run {
public:
    Run(PlainProcess& process, Tables& tables, std::mt19937& dice)
        : process_(process),
          tables_(tables),
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
        if (punished_ == 0 && !completed_at_ && (plan_ & ~place_.in_force) == 0) {
            const bool from_the_start = (plan_ & ~world_.start().in_force) == 0;
            completed_at_ = clock_ == 1 && from_the_start ? 0 : clock_;
        }
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
    std::optional<std::size_t> completed_at() const { return completed_at_; }

private:
    double roll() { return static_cast<double>(dice_()) / 4294967296.0; }
    bool happens(double probability) { return roll() < probability; }

    void negotiate() {
        const auto& [state, passed] = tables_.agenda(place_);
        MeasureSet concluded = 0;
        for (const auto& [m, chance] : passed)
            if (happens(chance)) concluded |= only(m);
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
        const Chances& chances = tables_.chances(place_);
        for (const auto& [m, lapse] : chances.lapses)
            if (happens(lapse)) place_.in_force &= ~only(m);
        for (std::size_t e = 0; e < place_.levels.size(); ++e) {
            const double die = roll();
            auto& level = place_.levels[e];
            if (die < chances.up[e]) {
                const std::size_t top = world_.model().relations[e].levels.size() - 1;
                if (level < top) ++level;
            } else if (die < chances.up[e] + chances.down[e] && level > 0) {
                --level;
            }
        }
    }

    PlainProcess& process_;
    Tables& tables_;
    PlainWorld& world_;
    std::mt19937& dice_;
    Place place_;
    MeasureSet plan_ = 0, suspended_ = 0;
    unsigned punished_ = 0;
    std::size_t clock_ = 0;
    std::optional<std::size_t> completed_at_;
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
    Tables tables(process);
    std::vector<std::vector<double>> values(process.scale.size());
    std::vector<double> completed, periods;
    for (std::size_t r = 0; r < options.runs; ++r) {
        Run run(process, tables, dice);
        for (std::size_t t = 0; t < options.periods; ++t) run.period();
        for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(run.value(i));
        completed.push_back(run.completed_at() ? 1 : 0);
        if (run.completed_at()) periods.push_back(static_cast<double>(*run.completed_at()));
    }
    Simulation result;
    for (const auto& sample : values) result.values.push_back(estimate(sample));
    result.completed = estimate(completed);
    result.periods = estimate(periods);
    return result;
}

}  // namespace entente::support
