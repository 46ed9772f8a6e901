#include "search/completions.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

/// Adds to a front; @return whether it belongs there.
bool add_to_front(std::vector<Found>& front, Found found) {
    for (const Found& other : front)
        if (covers(other.values, found.values)) return false;
    std::erase_if(front, [&](const Found& other) { return covers(found.values, other.values); });
    front.push_back(std::move(found));
    return true;
}

void sort_front(std::vector<Found>& front) {
    std::ranges::sort(front, [](const Found& a, const Found& b) {
        return a.values != b.values ? a.values > b.values : a.steps < b.steps;
    });
}

}  // namespace

bool covers(std::span<const double> more, std::span<const double> less) {
    for (std::size_t i = 0; i < more.size(); ++i)
        if (more[i] < less[i] - 1e-9 * std::max(1.0, std::abs(less[i]))) return false;
    return true;
}

bool Completions::Later::operator()(const Beginning& a, const Beginning& b) const {
    // Equal promises: the longer first, so that completions come soon.
    if (a.promise != b.promise) return a.promise < b.promise;
    if (a.stop != b.stop) return b.stop;
    if (a.steps.size() != b.steps.size()) return a.steps.size() < b.steps.size();
    return a.steps > b.steps;
}

Completions::Completions(const Fronts& fronts, const Scorer& scorer, PlanJudge& judge,
                         std::vector<double> discounts, Limits limits)
    : fronts_(&fronts),
      scorer_(&scorer),
      judge_(&judge),
      discounts_(std::move(discounts)),
      limits_(std::move(limits)) {}

std::vector<double> Completions::shown(std::span<const double> values) const {
    std::vector<double> result;
    PathFacts& facts = fronts_->prepender().facts();
    for (std::size_t i = 0; i < facts.players(); ++i)
        result.push_back(values[i] + facts.world().reference_payoff(i));
    return result;
}

double Completions::periods(std::span<const double> values) const {
    return values.size() > fronts_->prepender().facts().players() ? -values.back() : 0;
}

Completions::Vectors Completions::promised(const Beginning& beginning) const {
    Vectors vectors;
    const Fronts::State& state = *beginning.state;
    const std::size_t width = fronts_->components();
    const std::size_t players = fronts_->prepender().facts().players();
    for (std::size_t k = 0; k < state.choices.size(); ++k) {
        if (beginning.stop && state.choices[k].step != 0) continue;
        std::vector<double> v = state.vector(k);
        bool possible = true;
        for (std::size_t s = beginning.stretches.size(); s-- > 0 && possible;) {
            const Stretch& stretch = beginning.stretches[s];
            possible = fronts_->prepender().prepend(stretch, v) != Check::failed;
            if (width > players) v.back() -= static_cast<double>(stretch.periods.size());
        }
        if (possible) vectors.push_back(std::move(v));
    }
    return vectors;
}

double Completions::score_of(const Vectors& vectors) const {
    double best = nothing;
    for (const auto& v : vectors) best = std::max(best, (*scorer_)(shown(v), periods(v)));
    return best;
}

std::optional<Completions::Beginning> Completions::begin(
    const std::vector<MeasureSet>& steps) const {
    Beginning made{{}, {}, &fronts_->root(), 0, false};
    MeasureSet in_force = fronts_->problem().initial();
    for (const MeasureSet step : steps) {
        auto stretch = fronts_->prepender().stretch(in_force, made.state->at, step);
        if (!stretch) return std::nullopt;
        made.state = fronts_->after(*made.state, step);
        if (made.state == nullptr) return std::nullopt;
        made.steps.push_back(step);
        made.stretches.push_back(std::move(*stretch));
        in_force |= step;
    }
    return made;
}

/// Puts every way to go on that is wanted into the queue. A completion that was dropped from the
/// front of its state is found through its beginnings, so stopping is asked for by itself.
template <class Wanted>
void Completions::expand(const Beginning& beginning, Queue& queue, const Wanted& wanted) const {
    const OrderProblem& problem = fronts_->problem();
    const auto offer = [&](Beginning next, const Vectors& vectors) {
        next.promise = score_of(vectors);
        if (next.promise > nothing && wanted(next, vectors)) queue.push(std::move(next));
    };
    const MeasureSet in_force = problem.initial() | beginning.state->taken;
    if (problem.complete(beginning.state->taken)) {
        Beginning next = beginning;
        next.stop = true;
        PathFacts& facts = fronts_->prepender().facts();
        if (fronts_->prepender().rest(in_force, beginning.state->at) != Check::failed) {
            const std::span forever = facts.forever(in_force, beginning.state->at);
            std::vector<double> rest(forever.begin(), forever.end());
            rest.resize(fronts_->components());
            Fronts::State last{beginning.state->taken, beginning.state->at, rest, {{}}};
            next.state = &last;
            const Vectors vectors = promised(next);
            next.state = beginning.state;
            offer(std::move(next), vectors);
        }
    }
    problem.for_each_step(beginning.state->taken, [&](MeasureSet step) {
        auto stretch = fronts_->prepender().stretch(in_force, beginning.state->at, step);
        const Fronts::State* state = fronts_->after(*beginning.state, step);
        if (!stretch || state == nullptr || state->choices.empty()) return;
        Beginning next = beginning;
        next.steps.push_back(step);
        next.stretches.push_back(std::move(*stretch));
        next.state = state;
        const Vectors vectors = promised(next);
        offer(std::move(next), vectors);
    });
}

std::optional<Found> Completions::verified(const Beginning& beginning) {
    if (judged_++ >= limits_.most_judged) throw Stopped{};
    Found found;
    for (const MeasureSet step : beginning.steps)
        found.steps.push_back(OrderProblem::members(step));
    Judgement judgement = judge_->judge(found.steps, discounts_, limits_.stop);
    if (limits_.progress) limits_.progress(judge_->judged());
    if (!judgement.feasible()) return std::nullopt;
    found.values = std::move(judgement.values);
    found.periods = judgement.periods;
    found.score = (*scorer_)(found.values, found.periods);
    if (found.score == nothing) return std::nullopt;
    return found;
}

Findings Completions::best(const std::vector<MeasureSet>& beginning) {
    Findings findings;
    Queue queue;
    double best = nothing;
    const auto open = [&](double promise) {
        return best == nothing || promise >= best - scorer_->tolerance(best);
    };
    const auto wanted = [&](const Beginning& next, const Vectors&) { return open(next.promise); };
    const auto first = begin(beginning);
    if (!first) return findings;
    expand(*first, queue, wanted);
    try {
        while (!queue.empty() && open(queue.top().promise)) {
            const Beginning top = queue.top();
            findings.bound = top.promise;
            if (limits_.stop.stop_requested()) throw Stopped{};
            queue.pop();
            if (!top.stop) {
                expand(top, queue, wanted);
                continue;
            }
            if (findings.ties >= limits_.most_ties) {
                findings.ties_complete = false;
                break;
            }
            // What the fronts know for certain needs the engine for what is shown only.
            if (fronts_->exact() && findings.best.size() >= limits_.most_listed) {
                ++findings.ties;
                continue;
            }
            auto found = verified(top);
            if (!found || !open(found->score)) continue;
            if (best == nothing || found->score > best + scorer_->tolerance(best)) {
                findings.best.clear();
                findings.ties = 0;
            }
            best = std::max(best, found->score);
            ++findings.ties;
            if (findings.best.size() < limits_.most_listed)
                findings.best.push_back(std::move(*found));
        }
        findings.bound = best == nothing ? std::nullopt : std::optional(best);
    } catch (const Stopped&) {
        findings.complete = false;
    }
    std::ranges::sort(findings.best, {}, &Found::steps);
    return findings;
}

Findings Completions::front() {
    Findings findings;
    Queue queue;
    const auto wanted = [&](const Beginning&, const Vectors& vectors) {
        return std::ranges::any_of(vectors, [&](const std::vector<double>& v) {
            const auto values = shown(v);
            return std::ranges::none_of(
                findings.best, [&](const Found& found) { return covers(found.values, values); });
        });
    };
    const auto first = begin({});
    if (!first) return findings;
    expand(*first, queue, wanted);
    try {
        while (!queue.empty()) {
            if (limits_.stop.stop_requested()) throw Stopped{};
            const Beginning top = queue.top();
            queue.pop();
            if (!top.stop) {
                if (wanted(top, promised(top))) expand(top, queue, wanted);
                continue;
            }
            auto found = verified(top);
            if (found) add_to_front(findings.best, std::move(*found));
        }
    } catch (const Stopped&) {
        findings.complete = false;
    }
    findings.ties = findings.best.size();
    sort_front(findings.best);
    return findings;
}

Findings best_by_brute_force(const std::vector<JudgedPlan>& all, const Scorer& scorer, bool front) {
    Findings findings;
    for (const JudgedPlan& plan : all) {
        if (!plan.judgement.feasible()) continue;
        Found found{plan.steps, plan.judgement.values, plan.judgement.periods,
                    scorer(plan.judgement.values, plan.judgement.periods)};
        if (found.score == nothing) continue;
        if (front) {
            add_to_front(findings.best, std::move(found));
            continue;
        }
        const double best = findings.bound.value_or(nothing);
        if (findings.bound && found.score < best - scorer.tolerance(best)) continue;
        if (!findings.bound || found.score > best + scorer.tolerance(best)) {
            findings.best.clear();
            findings.bound = found.score;
        }
        findings.bound = std::max(*findings.bound, found.score);
        findings.best.push_back(std::move(found));
    }
    findings.ties = findings.best.size();
    std::ranges::sort(findings.best, {}, &Found::steps);
    if (front) sort_front(findings.best);
    return findings;
}

}  // namespace entente
