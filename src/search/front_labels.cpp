/// @file front_labels.cpp
/// The labels of one state, from those of the states after it.
#include "search/front_workspace.hpp"
#include "search/fronts.hpp"

#include <algorithm>
#include <limits>

namespace entente {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

}  // namespace

void Fronts::solve(std::size_t k, Workspace& work, Tally& tally) {
    if (sieve_ && sieve_->drops(k)) return;
    State& state = states_[k];
    find_nexts(k, work);
    work.columns.resize(components_ * work.room);
    work.failed.assign(work.room, 0);
    work.choices.clear();
    work.count = 0;
    const MeasureSet in_force = problem_->initial() | state.taken;
    if (problem_->complete(state.taken)) {
        const Check check = prepender_->rest(in_force, state.at);
        if (check != Check::failed) {
            const std::span forever = prepender_->facts().forever(in_force, state.at);
            work.value.assign(forever.begin(), forever.end());
            work.value.resize(components_, 0);
            raise_ceiling(k, work.value);
            for (std::size_t c = 0; c < components_; ++c)
                work.columns[c * work.room] = work.value[c];
            work.choices.push_back({0, 0, 0, check == Check::open});
            work.count = 1;
        }
    }
    for (std::size_t n = 0; n < work.used; ++n) take_labels(k, work.nexts[n], work);
    if (std::ranges::any_of(work.choices, &Choice::open)) tally.exact = false;
    set_keys(k, work);
    keep(state, work.filter.kept(work.keys, work.count, work.equal), work, tally);
}

/// The state after a step, unless no completion gets through it. In the quick look ceilings tell of
/// some that every way through them fails: constraints ask for at least so much, and what fails
/// with the most that there can be fails with every label.
/// @param most receives the ceiling at the start of the step, without its periods.
std::optional<std::uint32_t> Fronts::reach(std::size_t k, MeasureSet step, Stretch& stretch,
                                           std::vector<double>& most) const {
    const State& state = states_[k];
    if (!prepender_->stretch(problem_->initial() | state.taken, state.at, step, stretch))
        return std::nullopt;
    const std::uint32_t next = index_.find(state.taken | step, stretch.at);
    if (ceilings_.empty()) return next;
    const double* ceiling = ceilings_.data() + next * components_;
    if (ceiling[0] == nothing) return std::nullopt;
    most.assign(ceiling, ceiling + components_);
    if (prepender_->prepend(stretch, most) == Check::failed) return std::nullopt;
    return next;
}

/// The states after this one that have labels.
void Fronts::find_nexts(std::size_t k, Workspace& work) {
    const State& state = states_[k];
    work.used = 0;
    work.room = 1;  // for stopping
    problem_->for_each_step(state.taken, [&](MeasureSet step) {
        if (work.used == work.nexts.size()) work.nexts.emplace_back();
        Next& next = work.nexts[work.used];
        const auto reached = reach(k, step, next.stretch, work.value);
        if (!reached) return;
        next.step = step;
        next.state = *reached;
        if (!ceilings_.empty()) {
            if (options_.count_periods)
                work.value.back() -= static_cast<double>(next.stretch.periods.size());
            raise_ceiling(k, work.value);
        }
        const std::size_t labels = states_[next.state].choices.size();
        if (labels == 0) return;
        work.room += labels;
        ++work.used;
    });
}

/// Puts a step before the labels of the state after it; those for which that fails go.
void Fronts::take_labels(std::size_t k, const Next& next, Workspace& work) {
    const State& after = states_[next.state];
    const std::size_t labels = after.choices.size(), from = work.count;
    const auto column = [&](std::size_t c) { return work.columns.data() + c * work.room; };
    for (std::size_t c = 0; c < components_; ++c)
        std::copy_n(after.values.data() + c * labels, labels, column(c) + from);
    if (options_.count_periods)
        for (std::size_t l = 0; l < labels; ++l)
            column(components_ - 1)[from + l] -= static_cast<double>(next.stretch.periods.size());
    std::uint8_t* failed = work.failed.data() + from;
    const Prepender::Columns candidates{column(0) + from, work.room, labels};
    const Check check = prepender_->prepend(next.stretch, candidates, failed);
    if (sieve_) sieve_->sift(k, candidates, failed);
    for (std::uint32_t l = 0; l < labels; ++l)
        if (failed[l] == 0)
            work.choices.push_back(
                {next.step, next.state, l, check == Check::open || after.choices[l].open});
    work.count = work.choices.size();
    if (work.count - from == labels) return;
    for (std::size_t c = 0; c < components_; ++c) {
        double* to = column(c) + from;
        for (std::size_t l = 0; l < labels; ++l)
            if (failed[l] == 0) *to++ = column(c)[from + l];
    }
    std::fill_n(failed, labels, std::uint8_t{0});
}

void Fronts::raise_ceiling(std::size_t k, std::span<const double> values) {
    if (ceilings_.empty()) return;
    double* most = ceilings_.data() + k * components_;
    for (std::size_t c = 0; c < components_; ++c) most[c] = std::max(most[c], values[c]);
}

/// The numbers by which the candidates are compared. A player of whom nothing is asked on the way
/// here matters to the weighted sum only.
void Fronts::set_keys(std::size_t k, Workspace& work) const {
    const std::size_t players = prepender_->facts().players();
    const double* demands = options_.weights ? demands_.data() + k * players : nullptr;
    work.equal.assign(equal_.begin(), equal_.begin() + static_cast<std::ptrdiff_t>(sums_.size()));
    std::size_t compared[65];
    double most[65];
    std::size_t count = 0;
    for (std::size_t c = 0; c < components_; ++c) {
        most[count] = demands != nullptr && c < players ? demands[c]
                                                        : std::numeric_limits<double>::infinity();
        if (most[count] == nothing) continue;
        work.equal.push_back(equal_[sums_.size() + c]);
        compared[count++] = c;
    }
    work.keys.resize(work.count * work.equal.size());
    double* key = work.keys.data();
    for (std::size_t l = 0; l < work.count; ++l) {
        const auto value = [&](std::size_t c) { return work.columns[c * work.room + l]; };
        for (const Sum& sum : sums_) {
            double total = 0;
            for (std::size_t i = 0; i < players; ++i) total += sum.weights[i] * value(i);
            *key++ = total;
        }
        for (std::size_t n = 0; n < count; ++n) *key++ = std::min(value(compared[n]), most[n]);
    }
}

/// Makes the candidates that are left the labels of the state; in the quick look the few best.
void Fronts::keep(State& state, std::span<const std::uint32_t> left, Workspace& work,
                  Tally& tally) const {
    tally.dominated += work.count - left.size();
    if (left.size() > most_labels_) {
        left = few_best(left, work);
        tally.narrowed = true;
    }
    state.choices.reserve(left.size());
    state.values.reserve(left.size() * components_);
    for (const std::uint32_t l : left) state.choices.push_back(work.choices[l]);
    for (std::size_t c = 0; c < components_; ++c)
        for (const std::uint32_t l : left) state.values.push_back(work.columns[c * work.room + l]);
    tally.labels += left.size();
    tally.widest = std::max(tally.widest, left.size());
    tally.bytes += static_cast<double>(state.values.size() * sizeof(double) +
                                       state.choices.size() * sizeof(Choice));
}

std::span<const std::uint32_t> Fronts::few_best(std::span<const std::uint32_t> left,
                                                Workspace& work) const {
    work.value.resize(components_);
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const std::uint32_t l : left) {
        for (std::size_t c = 0; c < components_; ++c)
            work.value[c] = work.columns[c * work.room + l];
        ranked.emplace_back(options_.rank ? -options_.rank(work.value) : 0, l);
    }
    std::ranges::sort(ranked);
    work.best.clear();
    for (std::size_t n = 0; n < most_labels_; ++n) work.best.push_back(ranked[n].second);
    std::ranges::sort(work.best);
    return work.best;
}

}  // namespace entente
