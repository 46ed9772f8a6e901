/// @file plain_evaluation.cpp
/// Arrival times by first-step equations, and the constraints of the plan by enumeration.
#include "support/plain_evaluation.hpp"

#include "support/linear.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace entente::support {
namespace {

/// The solution of x(s) = constant(s) + sum of weight * x(t), component by component; x = 0
/// where `relevant` is false.
struct Equation {
    double constant = 0;
    std::vector<std::pair<std::size_t, double>> terms;
};

std::vector<double> solve_by_parts(const PlainProcess& process, const std::vector<bool>& relevant,
                                   const std::function<Equation(std::size_t)>& equation) {
    std::vector<double> x(process.states.size(), 0);
    for (const auto& whole : process.parts) {
        std::vector<std::size_t> part;
        for (const std::size_t s : whole)
            if (relevant[s]) part.push_back(s);
        std::vector<std::vector<double>> matrix(part.size(), std::vector<double>(part.size(), 0));
        std::vector<double> right(part.size(), 0);
        for (std::size_t r = 0; r < part.size(); ++r) {
            matrix[r][r] = 1;
            const Equation e = equation(part[r]);
            right[r] = e.constant;
            for (const auto& [to, weight] : e.terms) {
                const auto found = std::ranges::find(part, to);
                if (found != part.end())
                    matrix[r][static_cast<std::size_t>(found - part.begin())] -= weight;
                else
                    right[r] += weight * x[to];
            }
        }
        const auto solved = solve_linear(std::move(matrix), std::move(right));
        for (std::size_t r = 0; r < part.size(); ++r) x[part[r]] = solved[r];
    }
    return x;
}

/// What may follow a state under the prediction: successes, and states with the time they take.
struct Continuation {
    double success = 0;
    struct Way {
        std::size_t to;
        double probability;
        double periods;
    };
    std::vector<Way> ways;
};

using IsSuccess = std::function<bool(std::size_t, const PlainEvent&)>;

Continuation continuation(PlainProcess& process, std::size_t state, const IsSuccess& success) {
    Continuation c;
    for (const PlainEvent& event : process.events(state, process.predicted)) {
        if (success(state, event)) {
            c.success += event.probability;
        } else if (event.broken) {
            c.ways.push_back({*event.broken, event.probability, 0});
        } else {
            for (const auto& [to, probability] : process.next(state, event.concluded))
                c.ways.push_back({to, event.probability * probability, 1});
        }
    }
    return c;
}

/// The states from which the predicted process can come to a success.
std::vector<bool> hopeful(const std::vector<Continuation>& ways) {
    std::vector<bool> hope(ways.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t s = 0; s < ways.size(); ++s) {
            const bool now = ways[s].success > 0 || std::ranges::any_of(ways[s].ways, [&](auto& w) {
                                 return w.probability > 0 && hope[w.to];
                             });
            changed = changed || now != hope[s];
            hope[s] = now;
        }
    }
    return hope;
}

PlainArrival arrival_at(PlainProcess& process, const IsSuccess& success) {
    std::vector<Continuation> ways;
    for (std::size_t s = 0; s < process.states.size(); ++s)
        ways.push_back(continuation(process, s, success));
    const auto hope = hopeful(ways);
    const auto chance = solve_by_parts(process, hope, [&](std::size_t s) {
        Equation e{ways[s].success, {}};
        for (const auto& w : ways[s].ways) e.terms.emplace_back(w.to, w.probability);
        return e;
    });
    // E[time; success] = P(success now) + sum p * (E[time; success | t] + periods * chance(t))
    const auto time = solve_by_parts(process, hope, [&](std::size_t s) {
        Equation e{ways[s].success, {}};
        for (const auto& w : ways[s].ways) {
            e.terms.emplace_back(w.to, w.probability);
            e.constant += w.probability * w.periods * chance[w.to];
        }
        return e;
    });
    if (chance[0] <= 0) return {0, std::nullopt};
    return {chance[0], time[0] / chance[0]};
}

bool in_force_after(const PlainProcess& process, std::size_t state, const PlainEvent& event,
                    MeasureSet target) {
    if (event.broken) return false;
    return (target & ~(process.states[state].place.in_force | event.concluded)) == 0;
}

}  // namespace

PlainArrival arrival(PlainProcess& process, MeasureSet target) {
    PlainArrival found = arrival_at(process, [&](std::size_t s, const PlainEvent& event) {
        return in_force_after(process, s, event, target);
    });
    if (target & ~process.states[0].place.in_force) return found;
    double at_once = 0;  // nothing had to be concluded: the first period does not count
    for (const PlainEvent& event : process.events(0, process.predicted))
        if (in_force_after(process, 0, event, target)) at_once += event.probability;
    if (found.periods) *found.periods -= at_once / found.probability;
    return found;
}

MeasureSet up_to(const PlainProcess& process, std::size_t step) {
    MeasureSet target = 0;
    for (std::size_t k = 0; k <= step && k < process.steps.size(); ++k)
        for (const std::size_t m : process.steps[k]) target |= only(m);
    return target;
}

double breakdown_probability(PlainProcess& process) {
    return arrival_at(process,
                      [](std::size_t, const PlainEvent& event) { return event.broken.has_value(); })
        .probability;
}

std::vector<double> predicted_values(const PlainProcess& process) {
    std::vector<double> values;
    for (std::size_t i = 0; i < process.scale.size(); ++i)
        values.push_back((1 - process.world.discount(i)) * process.predicted_values[0][i]);
    return values;
}

namespace {

/// Everything that stands in the way of the current step at one state.
void add_obstacles(PlainProcess& process, std::size_t s, std::set<PlainObstacle>& found) {
    const auto& declined = process.predicted.declined[s];
    const auto step = process.current_step(process.states[s].place.in_force);
    if (process.states[s].left > 0 || !step) return;
    const MeasureSet pending = process.pending(s);
    const MeasureSet failed = pending & ~process.passing(s, declined);
    for (const std::size_t m : members(failed))
        for (std::size_t i = 0; i < declined.size(); ++i)
            if (declined[i] >> m & 1) found.insert({Stall::Condition::consent, m, i});
    for (const auto& [state, player, measure] : process.moot)
        if (state == s) found.insert({Stall::Condition::consent, measure, player});
    for (const std::size_t m : process.steps[*step])
        if (!((pending | process.states[s].place.in_force) >> m & 1))
            found.insert({Stall::Condition::requirement, m, 0});
}

/// The breaches that keep what passes at a state from being concluded, or end the agreement there.
std::vector<PlainBreach> foreseen_breaches(PlainProcess& process, std::size_t s) {
    std::vector<PlainBreach> breaches;
    const MeasureSet passed = process.passing(s, process.predicted.declined[s]);
    const PlainBehaviour nothing{process.predicted.declined, {}};
    for (const PlainEvent& event : process.events(s, passed, nothing)) {
        MeasureSet concluded = event.concluded;
        for (auto it = process.predicted.foreseen.find({s, concluded});
             it != process.predicted.foreseen.end();
             it = process.predicted.foreseen.find({s, concluded})) {
            breaches.push_back(it->second);
            if ((it->second.measures & concluded) == 0) break;
            concluded &= ~it->second.measures;
        }
    }
    return breaches;
}

}  // namespace

std::optional<PlainStall> stall(PlainProcess& process) {
    for (std::size_t k = 0; k < process.steps.size(); ++k) {
        const MeasureSet target = up_to(process, k);
        const double probability = arrival(process, target).probability;
        if (probability >= 1 - 1e-9) continue;

        std::set<PlainObstacle> obstacles;
        std::vector<std::size_t> reached = {0};
        std::vector<bool> is_reached(process.states.size(), false);
        is_reached[0] = true;
        const auto reach = [&](std::size_t to) {
            if (!is_reached[to]) reached.push_back(to);
            is_reached[to] = true;
        };
        for (std::size_t r = 0; r < reached.size(); ++r) {
            const std::size_t s = reached[r];
            add_obstacles(process, s, obstacles);
            for (const PlainBreach& breach : foreseen_breaches(process, s))
                for (const std::size_t m : members(breach.measures))
                    obstacles.insert({Stall::Condition::compliance, m, breach.player});
            for (const PlainEvent& event : process.events(s, process.predicted)) {
                if (in_force_after(process, s, event, target)) continue;
                if (event.broken) reach(*event.broken);
                if (event.broken) continue;
                for (const auto& [to, p] : process.next(s, event.concluded)) reach(to);
            }
        }
        return PlainStall{k, probability, {obstacles.begin(), obstacles.end()}};
    }
    return std::nullopt;
}

}  // namespace entente::support
