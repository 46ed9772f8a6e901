#include "process/stall.hpp"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

constexpr double certain = 1 - 1e-9;

std::vector<std::size_t> members(MeasureSet set) {
    std::vector<std::size_t> list;
    for (; set != 0; set &= set - 1)
        list.push_back(static_cast<std::size_t>(std::countr_zero(set)));
    return list;
}

/// A withdrawal that matters on the course, with the measure it keeps out or ends.
struct Obstacle {
    std::size_t distance = 0;
    const Withdrawal* withdrawal = nullptr;
    MeasureSet stopped = 0;   ///< pending measures that are not concluded because of it
    MeasureSet breached = 0;  ///< all measures of the constraint
};

Constraint constraint_of(const Dynamics& dynamics, const Factors* factors,
                         const Obstacle& obstacle) {
    const Withdrawal& w = *obstacle.withdrawal;
    const Layer& layer = dynamics.layers()[w.state.layer];
    Constraint c;
    const std::size_t last = dynamics.plan().empty() ? 0 : dynamics.plan().size() - 1;
    c.step = std::min(layer.step, last);
    c.player = w.player;
    c.kind = w.foreseen ? Constraint::Kind::compliance : Constraint::Kind::consent;
    c.measures = members(obstacle.breached);
    c.gain = w.gain;
    c.loss = w.loss;
    if (c.kind == Constraint::Kind::consent) {  // values, which Dynamics counts from a reference
        c.gain += dynamics.reference(w.player) * w.horizon;
        c.loss += dynamics.reference(w.player) * w.horizon;
    }
    c.slack = w.loss - w.gain;
    c.in_force = layer.measures | layer.measures_of(w.concluded);
    c.levels = levels_at(dynamics, factors, w.state.at, w.slots);
    return c;
}

/// Whether the votes lead to the node of a breach that is foreseen.
bool comes_up(const Layer& layer, const Behaviour& behaviour, const Withdrawal& w) {
    const StepSet passing = behaviour.passing(w.state);
    for (StepSet set = passing;; set = (set - 1) & passing) {
        if (layer.can_be(set, passing, w.state.at) &&
            behaviour.leads_through(w.state, set, w.concluded))
            return true;
        if (set == 0) return false;
    }
}

std::vector<Obstacle> obstacles(const Dynamics& dynamics, const Course& course,
                                const Prediction& prediction) {
    std::vector<Obstacle> found;
    for (const Withdrawal& w : prediction.withdrawals) {
        const auto distance = course.distance(w.state);
        if (!distance) continue;
        const Layer& layer = dynamics.layers()[w.state.layer];
        Obstacle obstacle{*distance, &w, 0, 0};
        if (w.foreseen) {
            if (!comes_up(layer, prediction.behaviour, w)) continue;
            obstacle.breached = w.foreseen->breach;
            obstacle.stopped = w.foreseen->breach & layer.measures_of(w.concluded);
        } else {
            // A vote that was outvoted stops nothing.
            const StepSet failed = (w.declined & ~prediction.behaviour.passing(w.state)) | w.moot;
            if (failed == 0) continue;
            obstacle.breached = layer.measures_of(w.declined | w.moot);
            obstacle.stopped = layer.measures_of(failed);
        }
        found.push_back(obstacle);
    }
    std::ranges::stable_sort(found, {}, &Obstacle::distance);
    return found;
}

/// A measure of the step whose requirement does not hold somewhere on the course, nearest first.
std::optional<std::size_t> unmet_requirement(const Dynamics& dynamics, const Course& course,
                                             std::optional<std::size_t> step) {
    std::optional<std::size_t> measure, nearest;
    for (std::uint32_t k = 0; k < dynamics.layers().size(); ++k) {
        const Layer& layer = dynamics.layers()[k];
        if ((step && layer.step != *step) || layer.pending.empty()) continue;
        for (std::uint32_t at = 0; at < layer.pending.size(); ++at) {
            const auto distance = course.distance({k, at});
            if (!distance || (nearest && *nearest <= *distance)) continue;
            for (std::size_t c = 0; c < layer.candidates.size(); ++c) {
                if ((layer.pending[at] >> c & 1U) != 0) continue;
                measure = layer.candidates[c];
                nearest = distance;
                break;
            }
        }
    }
    return measure;
}

/// Why a measure is not concluded that nobody keeps out. If one of its step can never pass, that
/// one is named.
Stall::Hindrance hindrance(const Model& model, const Behaviour& behaviour, Stall& stall,
                           const std::vector<std::size_t>& step) {
    for (const std::size_t m : step) {
        if (behaviour.voting(m).passes(~std::uint64_t{0})) continue;
        stall.measure = m;
        return Stall::Hindrance::quota;
    }
    return model.measures[stall.measure].requirement ? Stall::Hindrance::requirement
                                                     : Stall::Hindrance::lapse;
}

}  // namespace

std::vector<PathStep> predicted_path(const Dynamics& dynamics, const Course& course) {
    std::vector<PathStep> path;
    MeasureSet target = 0;
    for (std::size_t k = 0; k < dynamics.plan().size(); ++k) {
        for (const std::size_t m : dynamics.plan()[k]) target |= MeasureSet{1} << m;
        const Arrival arrival = course.completion(target);
        path.push_back({k, dynamics.plan()[k], arrival.probability, arrival.periods});
        if (arrival.probability == 0) break;
    }
    return path;
}

std::optional<Stall> find_stall(const Dynamics& dynamics, const Factors* factors,
                                const Course& course, const Prediction& prediction,
                                const std::vector<PathStep>& path) {
    const auto stuck =
        std::ranges::find_if(path, [](const PathStep& step) { return step.probability < certain; });
    if (stuck == path.end()) return std::nullopt;
    Stall stall;
    stall.step = stuck->step;
    stall.probability = stuck->probability;
    stall.measure = stuck->measures.front();

    const auto all = obstacles(dynamics, course, prediction);
    const Obstacle* first = nullptr;
    for (const Obstacle& obstacle : all) {
        const std::size_t step = dynamics.layers()[obstacle.withdrawal->state.layer].step;
        if (step != stall.step || obstacle.stopped == 0) continue;
        if (first == nullptr) first = &obstacle;
        stall.withdrawn.push_back(constraint_of(dynamics, factors, obstacle));
    }
    if (first == nullptr) {
        auto unmet = unmet_requirement(dynamics, course, stall.step);
        // A measure of an earlier step that lapsed may be waiting; if none is, an agreement
        // breaks down on the way.
        if (!unmet && all.empty()) unmet = unmet_requirement(dynamics, course, std::nullopt);
        if (unmet) stall.measure = *unmet;
        if (unmet || all.empty()) {
            stall.condition = Stall::Condition::requirement;
            stall.hindrance =
                hindrance(dynamics.model(), prediction.behaviour, stall, stuck->measures);
            return stall;
        }
        first = &all.front();
        for (const Obstacle& obstacle : all)
            stall.withdrawn.push_back(constraint_of(dynamics, factors, obstacle));
    }
    stall.constraint = constraint_of(dynamics, factors, *first);
    stall.condition =
        first->withdrawal->foreseen ? Stall::Condition::compliance : Stall::Condition::consent;
    stall.measure = members(first->stopped != 0 ? first->stopped : first->breached).front();
    return stall;
}

namespace {

const Constraint* same_condition(const std::vector<Constraint>& planned, const Constraint& c) {
    const auto found = std::ranges::find_if(planned, [&](const Constraint& p) {
        return p.step == c.step && p.player == c.player && p.kind == c.kind &&
               p.measures == c.measures;
    });
    return found == planned.end() ? nullptr : &*found;
}

void as_planned(Constraint& withdrawn, const std::vector<Constraint>& planned) {
    const Constraint* p = same_condition(planned, withdrawn);
    if (p == nullptr) return;
    if (p->slack < 0)
        withdrawn = *p;
    else
        withdrawn.relations = p->relations;
}

}  // namespace

void compare_with_plan(Stall& stall, const std::vector<Constraint>& planned) {
    for (Constraint& c : stall.withdrawn) as_planned(c, planned);
    // What was withdrawn in several states may be the same condition of the plan.
    std::vector<Constraint> once;
    for (Constraint& c : stall.withdrawn)
        if (std::ranges::find(once, c) == once.end()) once.push_back(std::move(c));
    stall.withdrawn = std::move(once);
    if (!stall.constraint) return;
    const Constraint* own = same_condition(planned, *stall.constraint);
    as_planned(*stall.constraint, planned);
    if (own == nullptr || own->slack < 0 || own->kind != Constraint::Kind::consent) return;
    for (const Constraint& c : planned) {
        if (c.slack >= 0 || c.step < stall.step) continue;
        if (!stall.foreseen || c.slack < stall.foreseen->slack) stall.foreseen = c;
    }
}

bool begins(const Course& course, const std::vector<PathStep>& path) {
    if (path.empty() || path.front().probability > 0) return true;
    return std::ranges::any_of(path.front().measures, [&](std::size_t m) {
        return course.completion(MeasureSet{1} << m).probability > 0;
    });
}

}  // namespace entente
