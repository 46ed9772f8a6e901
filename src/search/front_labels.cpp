/// @file front_labels.cpp
/// The labels of one state, from those of the states after it.
#include "search/front_workspace.hpp"
#include "search/fronts.hpp"

#include <algorithm>
#include <limits>

namespace entente {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

bool covers(const double* more, const double* less, std::span<const double> equal) {
    for (std::size_t c = 0; c < equal.size(); ++c)
        if (more[c] < less[c] - equal[c]) return false;
    return true;
}

}  // namespace

void Fronts::solve(std::size_t k, Workspace& work, Tally& tally) {
    State& state = states_[k];
    const MeasureSet in_force = problem_->initial() | state.taken;
    work.values.assign(components_, 0);
    work.keys.clear();
    work.ranks.clear();
    if (problem_->complete(state.taken)) {
        const Check check = prepender_->rest(in_force, state.at);
        if (check != Check::failed) {
            std::ranges::copy(prepender_->facts().forever(in_force, state.at), work.values.begin());
            raise_ceiling(k, work.values);
            add(k, {0, 0, 0, check == Check::open}, work, tally);
        }
    }
    const bool quick = !ceilings_.empty();
    problem_->for_each_step(state.taken, [&](MeasureSet step) {
        if (!prepender_->stretch(in_force, state.at, step, work.stretch)) return;
        const std::uint32_t next = index_.at({state.taken | step, work.stretch.at});
        const auto periods = static_cast<double>(work.stretch.periods.size());
        const auto prepend = [&](const double* values) {
            std::copy_n(values, components_, work.values.begin());
            const Check check = prepender_->prepend(work.stretch, work.values);
            if (options_.count_periods) work.values.back() -= periods;
            return check;
        };
        if (quick) {
            const double* most = ceilings_.data() + next * components_;
            // Constraints ask for at least so much: what fails here fails for every label.
            if (most[0] == nothing || prepend(most) == Check::failed) return;
            raise_ceiling(k, work.values);
        }
        const State& after = states_[next];
        for (std::uint32_t label = 0; label < after.choices.size(); ++label) {
            const Check check = prepend(after.values.data() + label * components_);
            if (check == Check::failed) continue;
            add(k, {step, next, label, check == Check::open || after.choices[label].open}, work,
                tally);
        }
    });
    tally.labels += state.choices.size();
    tally.widest = std::max(tally.widest, state.choices.size());
    tally.bytes += static_cast<double>(state.values.size() * sizeof(double) +
                                       state.choices.size() * sizeof(Choice));
    state.values.shrink_to_fit();
    state.choices.shrink_to_fit();
}

void Fronts::raise_ceiling(std::size_t k, std::span<const double> values) {
    if (ceilings_.empty()) return;
    double* most = ceilings_.data() + k * components_;
    for (std::size_t c = 0; c < components_; ++c) most[c] = std::max(most[c], values[c]);
}

void Fronts::set_key(std::size_t k, Workspace& work) const {
    if (!options_.weights) {
        work.key = work.values;
        return;
    }
    const std::size_t players = prepender_->facts().players();
    work.key.clear();
    for (const Sum& sum : sums_) {
        double total = 0;
        for (std::size_t i = 0; i < players; ++i) total += sum.weights[i] * work.values[i];
        work.key.push_back(total);
    }
    for (std::size_t i = 0; i < players; ++i)
        work.key.push_back(std::min(work.values[i], demands_[k * players + i]));
    if (options_.count_periods) work.key.push_back(work.values.back());
}

/// Keeps the front: what is not better anywhere than another label goes.
void Fronts::add(std::size_t k, Choice choice, Workspace& work, Tally& tally) {
    State& state = states_[k];
    if (choice.open) tally.exact = false;
    set_key(k, work);
    const std::size_t numbers = work.key.size();
    for (std::size_t l = 0; l < state.choices.size(); ++l) {
        if (!covers(work.keys.data() + l * numbers, work.key.data(), equal_)) continue;
        ++tally.dominated;
        return;
    }
    const bool few = most_labels_ < ~std::size_t{0};
    std::size_t kept = 0;
    for (std::size_t l = 0; l < state.choices.size(); ++l) {
        if (covers(work.key.data(), work.keys.data() + l * numbers, equal_)) {
            ++tally.dominated;
            continue;
        }
        if (kept != l) {
            std::copy_n(work.keys.data() + l * numbers, numbers, work.keys.data() + kept * numbers);
            std::copy_n(state.values.data() + l * components_, components_,
                        state.values.data() + kept * components_);
            state.choices[kept] = state.choices[l];
            if (few) work.ranks[kept] = work.ranks[l];
        }
        ++kept;
    }
    state.choices.resize(kept);
    state.choices.push_back(choice);
    state.values.resize(kept * components_);
    state.values.insert(state.values.end(), work.values.begin(), work.values.end());
    work.keys.resize(kept * numbers);
    work.keys.insert(work.keys.end(), work.key.begin(), work.key.end());
    if (!few) return;
    work.ranks.resize(kept);
    work.ranks.push_back(options_.rank ? options_.rank(work.values) : 0);
    if (kept < most_labels_) return;
    tally.narrowed = true;
    drop_lowest(state, work);
}

void Fronts::drop_lowest(State& state, Workspace& work) const {
    const auto lowest = std::ranges::min_element(work.ranks);
    const auto l = lowest - work.ranks.begin();
    const auto erase = [l](std::vector<double>& list, std::size_t width) {
        const auto from = list.begin() + l * static_cast<std::ptrdiff_t>(width);
        list.erase(from, from + static_cast<std::ptrdiff_t>(width));
    };
    erase(work.ranks, 1);
    erase(work.keys, work.key.size());
    erase(state.values, components_);
    state.choices.erase(state.choices.begin() + l);
}

}  // namespace entente
