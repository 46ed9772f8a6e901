/// @file plain_plan.cpp
/// Whether a plan is self-enforcing: every constraint of the planned path, by enumeration.
#include "support/plain_evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <tuple>

namespace entente::support {
namespace {

/// Keeps the smallest slack of every (step, player, kind, measures), and all that tie with it.
class Tightest {
public:
    void add(std::size_t step, std::size_t player, Constraint::Kind kind, MeasureSet measures,
             const PlainSlack& slack) {
        all_[{step, player, kind, measures}].push_back(slack);
    }

    std::vector<PlainConstraint> list() const {
        std::vector<PlainConstraint> constraints;
        for (const auto& [key, slacks] : all_) {
            const auto& [step, player, kind, measures] = key;
            PlainConstraint constraint{step, player, kind, measures, {}};
            double least = slacks.front().slack();
            for (const PlainSlack& s : slacks) least = std::min(least, s.slack());
            for (const PlainSlack& s : slacks)
                if (s.slack() <= least + 1e-7 * (1 + std::abs(least)))
                    constraint.tightest.push_back(s);
            constraints.push_back(std::move(constraint));
        }
        return constraints;
    }

private:
    std::map<std::tuple<std::size_t, std::size_t, Constraint::Kind, MeasureSet>,
             std::vector<PlainSlack>>
        all_;
};

/// The states of the planned path: everybody accepts all that is pending, and complies.
std::vector<std::size_t> planned_path(PlainProcess& process, const PlainBehaviour& full) {
    std::vector<std::size_t> path = {0};
    for (std::size_t r = 0; r < path.size(); ++r)
        for (const PlainEvent& event : process.events(path[r], full))
            for (const auto& [to, p] : process.next(path[r], event.concluded))
                if (std::ranges::find(path, to) == path.end()) path.push_back(to);
    return path;
}

/// The measures that a player, asked to accept all that is pending, would rather decline: its
/// best set, among equals the one with fewer measures, then the smaller mask.
class Refusal {
public:
    Refusal(const PlainProcess& process, std::size_t player, double accepted)
        : process_(process), player_(player), best_value_(accepted) {}

    /// @pre every set is offered once.
    void offer(MeasureSet set, double value) {
        const bool better = process_.matters(value - best_value_, player_);
        const bool equal = !better && !process_.matters(best_value_ - value, player_);
        const auto rank = [](MeasureSet s) { return std::pair(std::popcount(s), s); };
        if (!better && !(equal && rank(set) < rank(best_))) return;
        best_ = set;
        best_value_ = value;
    }
    MeasureSet best() const { return best_; }

private:
    const PlainProcess& process_;
    std::size_t player_;
    MeasureSet best_ = 0;  // to decline nothing: ranks before everything
    double best_value_;
};

/// The plan imposed on its path, and where its constraints are gathered.
struct Check {
    PlainProcess& process;
    PlainBehaviour full, imposed;
    PlainProcess::Values values;
    std::vector<std::size_t> path;
    std::set<Place> planned;  ///< where it is played
    Tightest tightest;
    bool holds = true;

    explicit Check(PlainProcess& p) : process(p), imposed(p.predicted) {
        full.declined.assign(process.states.size(),
                             std::vector<MeasureSet>(process.scale.size(), 0));
        path = planned_path(process, full);
        for (const std::size_t s : path) {
            imposed.declined[s] = full.declined[s];
            std::erase_if(imposed.foreseen, [s](const auto& f) { return f.first.first == s; });
        }
        values = process.evaluate(imposed);
        for (const std::size_t s : path)
            for (const PlainEvent& event : process.events(s, full))
                planned.insert(played(s, event.concluded));
        for (const std::size_t s : path) answer_refusals(s);
    }

    Place played(std::size_t s, MeasureSet concluded) const {
        Place place = process.states[s].place;
        place.in_force |= concluded;
        return place;
    }

    /// Where only a refusal leads the path does not pass: everybody breaches there what it pays to
    /// breach, and who refuses knows.
    void answer_refusals(std::size_t s) {
        for (bool changed = true; changed;) {
            changed = false;
            for (const MeasureSet passed : subsets(process.pending(s)))
                for (const PlainEvent& event : process.events(s, passed, imposed)) {
                    if (event.broken || planned.contains(played(s, event.concluded))) continue;
                    const auto worst = process.worst_breach(s, event.concluded, values);
                    if (!worst) continue;
                    imposed.foreseen[{s, event.concluded}] = *worst;
                    changed = true;
                }
        }
    }

    std::size_t step(std::size_t s) const {
        const std::size_t last = process.steps.empty() ? 0 : process.steps.size() - 1;
        return process.current_step(process.states[s].place.in_force).value_or(last);
    }

    void consent(std::size_t s) {
        const MeasureSet pending = process.pending(s);
        std::vector<MeasureSet> declined;
        for (std::size_t i = 0; i < process.scale.size(); ++i) {
            MeasureSet may = 0;
            for (const std::size_t m : members(pending))
                if (std::ranges::count(process.voters(m), i) > 0) may |= only(m);
            const double accepted = process.value_if(s, pending, i, imposed, values);
            Refusal refusal(process, i, accepted);
            for (MeasureSet set = may; set != 0; set = (set - 1) & may) {
                const double value = process.value_if(s, pending & ~set, i, imposed, values);
                tightest.add(step(s), i, Constraint::Kind::consent, set, {value, accepted});
                refusal.offer(set, value);
            }
            declined.push_back(refusal.best());
        }
        if (process.passing(s, declined) != pending) holds = false;
    }

    void compliance(std::size_t s) {
        const MeasureSet in_force = process.states[s].place.in_force;
        for (const PlainEvent& event : process.events(s, full))
            for (const PlainBreach& breach :
                 process.possible_breaches(in_force | event.concluded)) {
                const auto slack = process.compliance(s, event.concluded, breach, values);
                tightest.add(step(s), breach.player, Constraint::Kind::compliance, breach.measures,
                             slack);
                if (process.matters(-slack.slack(), breach.player)) holds = false;
            }
    }
};

}  // namespace

PlainPlan planned(PlainProcess& process) {
    Check check(process);
    for (const std::size_t s : check.path) {
        check.consent(s);
        check.compliance(s);
    }
    return {check.holds, check.tightest.list(), check.imposed, check.values};
}

void adopt(PlainProcess& process, const PlainPlan& plan) {
    if (!plan.self_enforcing) return;
    process.predicted = plan.behaviour;
    process.predicted_values = plan.values;
}

}  // namespace entente::support
