/// @file plain_process.cpp
/// The states, what leads from one to the next, and what a given behaviour is worth.
#include "support/plain_process.hpp"

#include "support/linear.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace entente::support {
namespace {

constexpr std::size_t most_states = 6000;
constexpr std::size_t most_in_one_part = 260;  // equations are dense

}  // namespace

std::vector<MeasureSet> subsets(MeasureSet set) {
    std::vector<MeasureSet> list;
    MeasureSet sub = 0;
    do {
        list.push_back(sub);
        sub = (sub - set) & set;
    } while (sub != 0);
    return list;
}

PlainProcess::PlainProcess(const Model& model, std::vector<std::vector<std::size_t>> plan)
    : world(model), steps(std::move(plan)) {
    find_or_add({world.start(), 0, 0});
    for (std::size_t s = 0; s < states.size(); ++s) connect(s);
    parts = components(successors);
    for (const auto& part : parts)
        if (part.size() > most_in_one_part) throw std::length_error("too large a component");

    const std::size_t players = model.players.size();
    for (std::size_t i = 0; i < players; ++i) scale.push_back(payoff_scale(i));
    predicted.declined.assign(states.size(), std::vector<MeasureSet>(players, 0));
    predicted_values.assign(states.size(), std::vector<double>(players, 0));
    for (const auto& part : parts) predict(part);
}

double PlainProcess::payoff_scale(std::size_t player) {
    double low = std::numeric_limits<double>::infinity(), high = -low, extra = 0;
    for (std::size_t s = 0; s < states.size(); ++s)
        for (const MeasureSet concluded : subsets(pending(s))) {
            for (const std::size_t m : members(concluded))
                for (const PlayerTerm& cost : world.model().measures[m].costs)
                    if (cost.player == player)
                        extra = std::max(extra, std::abs(world.real(cost.amount, states[s].place)));
            Place place = states[s].place;
            place.in_force |= concluded;
            const Stage& stage = world.stage(place);
            low = std::min(low, stage.payoff[player]);
            high = std::max(high, stage.payoff[player]);
            std::map<std::size_t, double> gains;  // by the measure that is breached
            for (std::size_t g = 0; g < stage.temptation.size(); ++g)
                for (std::size_t k = 0; k < stage.temptation[g].size(); ++k)
                    if (world.model().interactions[g].players[k] == player && stage.applying[g][k])
                        gains[*stage.applying[g][k]] += stage.temptation[g][k];
            for (const auto& [measure, gain] : gains) extra = std::max(extra, gain);
        }
    const double found = std::max(high - low, extra);
    return found > 0 ? found : 1;
}

std::optional<std::size_t> PlainProcess::current_step(MeasureSet in_force) const {
    for (std::size_t k = 0; k < steps.size(); ++k)
        for (const std::size_t m : steps[k])
            if (!(in_force >> m & 1)) return k;
    return std::nullopt;
}

MeasureSet PlainProcess::pending(std::size_t state) {
    const auto known = pending_.find(state);
    if (known != pending_.end()) return known->second;
    const Place& place = states[state].place;
    const auto step = current_step(place.in_force);
    MeasureSet found = 0;
    if (states[state].left > 0 || !step) return found;
    for (const std::size_t m : steps[*step]) {
        const auto& requirement = world.model().measures[m].requirement;
        if (place.in_force >> m & 1) continue;
        if (!requirement || world.number(*requirement, place) != 0) found |= only(m);
    }
    pending_[state] = found;
    return found;
}

std::size_t PlainProcess::find_or_add(const PlainState& state) {
    const auto [where, is_new] = index.emplace(state, states.size());
    if (is_new) {
        if (states.size() == most_states) throw std::length_error("too many states");
        states.push_back(state);
        successors.emplace_back();
    }
    return where->second;
}

PlainState PlainProcess::punished(const Place& place, MeasureSet suspended) const {
    const auto periods = world.punished_periods();
    PlainState state{place, suspended, periods.value_or(for_ever)};
    state.place.in_force &= ~suspended;
    if (!periods) state.suspended = 0;
    if (periods == 0U) state = {place, 0, 0};
    return state;
}

PlainState PlainProcess::after_punishment(const PlainState& state, const Place& next) const {
    PlainState after{next, state.suspended, state.left};
    if (state.left == for_ever) return after;
    --after.left;
    if (after.left > 0) return after;
    after.place.in_force |= after.suspended;
    after.suspended = 0;
    return after;
}

void PlainProcess::connect(std::size_t state) {
    for (const MeasureSet concluded : subsets(pending(state))) {
        Place place = states[state].place;
        place.in_force |= concluded;
        for (const auto& [where, probability] : world.stage(place).next) {
            const PlainState after = states[state].left > 0 ? after_punishment(states[state], where)
                                                            : PlainState{where, 0, 0};
            const std::size_t to = find_or_add(after);
            successors[state].push_back(to);
        }
        if (states[state].left == 0) connect_breaches(state, concluded);
    }
    std::ranges::sort(successors[state]);
    const auto rest = std::ranges::unique(successors[state]);
    successors[state].erase(rest.begin(), rest.end());
}

void PlainProcess::connect_breaches(std::size_t state, MeasureSet concluded) {
    Place place = states[state].place;
    const MeasureSet before = place.in_force;
    place.in_force |= concluded;
    for (const PlainBreach& breach : possible_breaches(place.in_force)) {
        const auto [i, breached] = breach;
        const Stage& stage = world.stage(place);
        const bool detectable = std::ranges::any_of(
            members(breached), [&](std::size_t m) { return stage.detection[m] > 0; });
        const MeasureSet suspended = world.suspension(i, breached, place.in_force);
        if (detectable)
            for (auto [where, probability] : stage.next) {
                where.levels = world.reaction(i, breached, where.levels);
                const std::size_t to = find_or_add(punished(where, suspended & where.in_force));
                successors[state].push_back(to);
            }
        if (breached & concluded) continue;  // then it is not concluded: no breakdown
        const Place now{before, world.reaction(i, breached, place.levels)};
        const std::size_t to = find_or_add(punished(now, world.suspension(i, breached, before)));
        successors[state].push_back(to);
    }
}

std::vector<PlainBreach> PlainProcess::possible_breaches(MeasureSet in_force) const {
    std::vector<PlainBreach> list;
    for (std::size_t i = 0; i < world.model().players.size(); ++i)
        for (const MeasureSet breached : subsets(world.prescribing(i, in_force)))
            if (breached != 0) list.push_back({i, breached});
    return list;
}

std::vector<std::size_t> PlainProcess::voters(std::size_t measure) const {
    const Measure& m = world.model().measures[measure];
    std::set<std::size_t> who;
    switch (m.decision.rule) {
        case Decision::Rule::unanimity:
            who.insert(m.parties.begin(), m.parties.end());
            break;
        case Decision::Rule::majority:
            who.insert(m.parties.begin(), m.parties.end());
            who.insert(m.decision.veto.begin(), m.decision.veto.end());
            break;
        case Decision::Rule::weighted:
            for (const PlayerTerm& term : m.decision.weights) who.insert(term.player);
            who.insert(m.decision.veto.begin(), m.decision.veto.end());
            break;
        case Decision::Rule::consenters:
            who.insert(m.decision.consenters.begin(), m.decision.consenters.end());
    }
    return {who.begin(), who.end()};
}

MeasureSet PlainProcess::passing(std::size_t state, const std::vector<MeasureSet>& declined) {
    MeasureSet passed = 0;
    for (const std::size_t m : members(pending(state))) {
        const Measure& measure = world.model().measures[m];
        const auto accepts = [&](std::size_t i) { return !(declined[i] >> m & 1); };
        bool passes = true;
        if (measure.decision.rule == Decision::Rule::majority) {
            const auto in_favour = std::ranges::count_if(measure.parties, accepts);
            passes = measure.parties.empty() ||
                     2 * static_cast<std::size_t>(in_favour) > measure.parties.size();
        } else if (measure.decision.rule == Decision::Rule::weighted) {
            Rational in_favour = 0;
            for (const PlayerTerm& term : measure.decision.weights)
                if (accepts(term.player))
                    in_favour += world.number(term.amount, states[state].place);
            passes = in_favour >= world.number(measure.decision.quota, states[state].place);
        } else {
            passes = std::ranges::all_of(voters(m), accepts);
        }
        if (passes && std::ranges::all_of(measure.decision.veto, accepts)) passed |= only(m);
    }
    return passed;
}

std::vector<PlainEvent> PlainProcess::events(std::size_t state, MeasureSet passed,
                                             const PlainBehaviour& behaviour) {
    if (states[state].left > 0) return {{1, 0, std::nullopt}};
    const Place& place = states[state].place;
    std::vector<PlainEvent> list;
    for (const MeasureSet concluded : subsets(passed)) {
        PlainEvent event{1, concluded, std::nullopt};
        for (const std::size_t m : members(passed)) {
            const double chance = 1 / world.real(world.model().measures[m].duration, place);
            event.probability *= concluded >> m & 1 ? chance : 1 - chance;
        }
        if (event.probability <= 0) continue;
        auto breach = behaviour.foreseen.find({state, event.concluded});
        while (breach != behaviour.foreseen.end()) {
            const auto [i, breached] = breach->second;
            if ((breached & event.concluded) == 0) {
                const Place now{place.in_force, world.reaction(i, breached, place.levels)};
                event.broken =
                    index.at(punished(now, world.suspension(i, breached, place.in_force)));
                event.concluded = 0;
                break;
            }
            event.concluded &= ~breached;
            breach = behaviour.foreseen.find({state, event.concluded});
        }
        list.push_back(event);
    }
    return list;
}

std::vector<std::pair<std::size_t, double>> PlainProcess::next(std::size_t state,
                                                               MeasureSet concluded) {
    Place place = states[state].place;
    place.in_force |= concluded;
    std::vector<std::pair<std::size_t, double>> list;
    for (const auto& [where, probability] : world.stage(place).next) {
        const PlainState after = states[state].left > 0 ? after_punishment(states[state], where)
                                                        : PlainState{where, 0, 0};
        list.emplace_back(index.at(after), probability);
    }
    return list;
}

double PlainProcess::value_if(std::size_t state, MeasureSet passed, std::size_t player,
                              const PlainBehaviour& behaviour, const Values& values) {
    double sum = 0;
    for (const PlainEvent& event : events(state, passed, behaviour)) {
        if (event.broken) {
            sum += event.probability * values[*event.broken][player];
            continue;
        }
        Place place = states[state].place;
        double now = 0;
        for (const std::size_t m : members(event.concluded))
            for (const PlayerTerm& cost : world.model().measures[m].costs)
                if (cost.player == player) now -= world.real(cost.amount, place);
        place.in_force |= event.concluded;
        now += world.stage(place).payoff[player];
        for (const auto& [to, probability] : next(state, event.concluded))
            now += world.discount(player) * probability * values[to][player];
        sum += event.probability * now;
    }
    return sum;
}

PlainSlack PlainProcess::compliance(std::size_t state, MeasureSet concluded,
                                    const PlainBreach& breach, const Values& values) {
    const auto [player, breached] = breach;
    Place place = states[state].place;
    place.in_force |= concluded;
    const Stage& stage = world.stage(place);
    PlainSlack slack;
    for (std::size_t g = 0; g < stage.applying.size(); ++g)
        for (std::size_t k = 0; k < stage.applying[g].size(); ++k)
            if (world.model().interactions[g].players[k] == player && stage.applying[g][k] &&
                (breached >> *stage.applying[g][k] & 1))
                slack.gain += stage.temptation[g][k];
    double detection = 0, penalty = 0;
    for (const std::size_t m : members(breached)) {
        detection = std::max(detection, stage.detection[m]);
        penalty += stage.penalty[m];
    }
    if (detection <= 0) return slack;
    const MeasureSet suspended = world.suspension(player, breached, place.in_force);
    double difference = 0;  // E[V | comply] - E[P | breach]
    for (const auto& [where, probability] : stage.next) {
        const Place reacted{where.in_force, world.reaction(player, breached, where.levels)};
        const std::size_t kept = index.at({where, 0, 0});
        const std::size_t lost = index.at(punished(reacted, suspended & where.in_force));
        difference += probability * (values[kept][player] - values[lost][player]);
    }
    slack.loss = detection * (penalty + world.discount(player) * difference);
    return slack;
}

bool PlainProcess::matters(double difference, std::size_t player) const {
    return difference * (1 - world.discount(player)) > 1e-9 * scale[player];
}

PlainProcess::Values PlainProcess::evaluate(const PlainBehaviour& behaviour) {
    Values values(states.size(), std::vector<double>(world.model().players.size(), 0));
    for (const auto& part : parts) evaluate_part(part, behaviour, values);
    return values;
}

void PlainProcess::evaluate_part(const std::vector<std::size_t>& part,
                                 const PlainBehaviour& behaviour, Values& values) {
    std::map<std::size_t, std::size_t> position;
    for (std::size_t r = 0; r < part.size(); ++r) position[part[r]] = r;
    for (std::size_t i = 0; i < world.model().players.size(); ++i) {
        // V(s) = constant + sum of p * V(t) over t in the part. With the unknowns at 0, value_if
        // is the constant.
        for (const std::size_t s : part) values[s][i] = 0;
        std::vector<std::vector<double>> matrix(part.size(), std::vector<double>(part.size(), 0));
        std::vector<double> right(part.size());
        for (std::size_t r = 0; r < part.size(); ++r) {
            const std::size_t s = part[r];
            const MeasureSet passed = passing(s, behaviour.declined[s]);
            right[r] = value_if(s, passed, i, behaviour, values);
            matrix[r][r] = 1;
            const auto depends = [&](std::size_t to, double weight) {
                const auto found = position.find(to);
                if (found != position.end()) matrix[r][found->second] -= weight;
            };
            for (const PlainEvent& event : events(s, passed, behaviour)) {
                if (event.broken) depends(*event.broken, event.probability);
                if (event.broken) continue;
                for (const auto& [to, probability] : next(s, event.concluded))
                    depends(to, event.probability * world.discount(i) * probability);
            }
        }
        const auto solution = solve_linear(std::move(matrix), std::move(right));
        for (std::size_t r = 0; r < part.size(); ++r) values[part[r]][i] = solution[r];
    }
}

}  // namespace entente::support
