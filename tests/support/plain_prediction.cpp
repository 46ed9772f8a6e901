/// @file plain_prediction.cpp
/// The procedure that names one behaviour: withdrawals and restorations of consent, withdrawals
/// of compliance, one component of the state graph after the other.
#include "support/plain_process.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace entente::support {
namespace {

/// A set and what a player gets from it.
struct Choice {
    MeasureSet set = 0;
    double value = 0;
};

/// The set that is worth most; among equals the one with fewer measures, then the smaller mask.
template <class Matters>
MeasureSet best(const std::vector<Choice>& choices, const Matters& matters) {
    double top = choices.front().value;
    for (const Choice& choice : choices) top = std::max(top, choice.value);
    std::optional<MeasureSet> found;
    for (const Choice& choice : choices) {
        if (matters(top - choice.value)) continue;
        if (!found || std::popcount(choice.set) < std::popcount(*found) ||
            (std::popcount(choice.set) == std::popcount(*found) && choice.set < *found))
            found = choice.set;
    }
    return *found;
}

MeasureSet votes(const PlainProcess& process, std::size_t player, MeasureSet measures) {
    MeasureSet found = 0;
    for (const std::size_t m : members(measures))
        if (std::ranges::count(process.voters(m), player) > 0) found |= only(m);
    return found;
}

}  // namespace

void PlainProcess::predict(const std::vector<std::size_t>& part) {
    const auto here = [&] {  // the behaviour in this part alone
        PlainBehaviour behaviour;
        for (const std::size_t s : part) {
            behaviour.declined.push_back(predicted.declined[s]);
            const auto from = predicted.foreseen.lower_bound({s, 0});
            const auto to = predicted.foreseen.lower_bound({s + 1, 0});
            behaviour.foreseen.insert(from, to);
        }
        return behaviour;
    };
    bool may_restore = true;
    std::set<PlainBehaviour> seen = {here()};
    while (true) {
        evaluate_part(part, predicted, predicted_values);
        if (!change_consent(part, may_restore) && !withdraw_compliance(part)) return;
        if (!seen.insert(here()).second && may_restore) {
            may_restore = false;
            cycled = true;
        }
    }
}

/// What the player should now decline beside what it declines already; nothing if that is best.
std::optional<MeasureSet> PlainProcess::withdrawal(std::size_t state, std::size_t player) {
    const auto& declined = predicted.declined[state];
    const MeasureSet passed = passing(state, declined);
    const auto worth = [&](MeasureSet set) {
        return value_if(state, set, player, predicted, predicted_values);
    };
    const double now = worth(passed);
    const auto profitable = [&](double difference) { return matters(difference, player); };
    std::vector<Choice> choices;
    const MeasureSet may = votes(*this, player, passed) & ~declined[player];
    for (MeasureSet set = may; set != 0; set = (set - 1) & may)
        if (const double value = worth(passed & ~set); profitable(value - now))
            choices.push_back({set, value});
    if (choices.empty()) return std::nullopt;
    return best(choices, profitable);
}

/// What the player should go on declining of what it declines; nothing if all of it.
std::optional<MeasureSet> PlainProcess::restoration(std::size_t state, std::size_t player) {
    const auto& declined = predicted.declined[state];
    if (declined[player] == 0) return std::nullopt;
    const MeasureSet others = passing(state, declined) & ~declined[player];
    std::vector<Choice> choices;
    for (MeasureSet keep = declined[player];; keep = (keep - 1) & declined[player]) {
        const MeasureSet passed = others | (declined[player] & ~keep);
        choices.push_back({keep, value_if(state, passed, player, predicted, predicted_values)});
        if (keep == 0) break;
    }
    const MeasureSet keep =
        best(choices, [&](double difference) { return matters(difference, player); });
    if (keep == declined[player]) return std::nullopt;
    return keep;
}

/// Of what a player declined and kept out alone, and now accepts, what a breach keeps out anyway.
void PlainProcess::note_moot(std::size_t s, std::size_t player, MeasureSet restored) {
    const MeasureSet passed = passing(s, predicted.declined[s]);
    MeasureSet concluded = 0;
    for (const PlainEvent& event : events(s, passed | restored, predicted))
        concluded |= event.broken ? restored : event.concluded;
    for (const std::size_t m : members(restored & ~passed & ~concluded))
        moot.insert({s, player, m});
}

bool PlainProcess::change_consent(const std::vector<std::size_t>& part, bool may_restore) {
    struct Change {
        std::size_t state, player;
        MeasureSet declined;
    };
    std::vector<Change> changes;
    const std::size_t players = world.model().players.size();
    for (const std::size_t s : part) {
        if (pending(s) == 0) continue;
        std::optional<Change> change;
        for (std::size_t i = 0; i < players && !change; ++i)
            if (const auto more = withdrawal(s, i))
                change = Change{s, i, predicted.declined[s][i] | *more};
        for (std::size_t i = 0; i < players && !change && may_restore; ++i)
            if (const auto keep = restoration(s, i)) {
                change = Change{s, i, *keep};
                note_moot(s, i, predicted.declined[s][i] & ~*keep);
            }
        if (change) changes.push_back(*change);
    }
    for (const auto& [s, i, declined] : changes) predicted.declined[s][i] = declined;
    return !changes.empty();
}

std::optional<PlainBreach> PlainProcess::worst_breach(std::size_t state, MeasureSet concluded,
                                                      const Values& values) {
    struct Violation {
        PlainBreach breach;
        double relative;  ///< slack in units of the player's scale
    };
    std::vector<Violation> violations;
    for (const PlainBreach& breach : possible_breaches(states[state].place.in_force | concluded)) {
        const double slack = compliance(state, concluded, breach, values).slack();
        if (matters(-slack, breach.player))
            violations.push_back({breach, slack / scale[breach.player]});
    }
    if (violations.empty()) return std::nullopt;
    double least = violations.front().relative;
    for (const Violation& v : violations) least = std::min(least, v.relative);
    std::optional<PlainBreach> worst;
    for (const auto& [breach, relative] : violations) {
        if (relative > least * (1 - 1e-9)) continue;
        const auto rank = [](const PlainBreach& b) {
            return std::tuple(b.player, std::popcount(b.measures), b.measures);
        };
        if (!worst || rank(breach) < rank(*worst)) worst = breach;
    }
    return worst;
}

bool PlainProcess::withdraw_compliance(const std::vector<std::size_t>& part) {
    std::map<std::pair<std::size_t, MeasureSet>, PlainBreach> found;
    for (const std::size_t s : part) {
        if (states[s].left > 0) continue;
        // Whatever the votes: voters reckon with what follows where they could lead to.
        for (const MeasureSet passed : subsets(pending(s)))
            for (const PlainEvent& event : events(s, passed, predicted)) {
                if (event.broken) continue;
                if (const auto worst = worst_breach(s, event.concluded, predicted_values))
                    found.emplace(std::pair(s, event.concluded), *worst);
            }
    }
    predicted.foreseen.insert(found.begin(), found.end());
    return !found.empty();
}

}  // namespace entente::support
