#include "search/fronts.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente {

Fronts::Fronts(const OrderProblem& problem, const Prepender& prepender, std::size_t at,
               Options options)
    : problem_(&problem),
      prepender_(&prepender),
      options_(std::move(options)),
      components_(prepender.facts().players() + (options_.count_periods ? 1 : 0)) {
    discover(at);
    for (std::size_t i = 0; i < prepender.facts().players(); ++i)
        equal_.push_back(1e-13 * prepender.facts().scale(i));
    if (options_.count_periods) equal_.push_back(0.5);
    for (std::size_t k = states_.size(); k-- > 0;) {
        if (k % 256 == 0 && options_.stop.stop_requested()) throw Stopped{};
        if (k % 256 == 0 && options_.progress)
            options_.progress(1 - static_cast<double>(k) / static_cast<double>(states_.size()));
        solve(states_[k]);
    }
}

void Fronts::charge(double bytes) {
    bytes_ += bytes;
    if (bytes_ > options_.memory) throw OutOfMemory{};
}

/// Every set and level combination on the course of some order, by the number of measures.
void Fronts::discover(std::size_t at) {
    const double state_bytes = 200 + 24.0 * static_cast<double>(components_);
    std::vector<std::vector<Key>> by_size(
        static_cast<std::size_t>(std::popcount(problem_->measures())) + 1);
    by_size[0].push_back({0, at});
    index_[{0, at}] = 0;
    for (std::size_t size = 0; size < by_size.size(); ++size) {
        for (const Key& key : std::exchange(by_size[size], {})) {
            if (states_.size() % 256 == 0 && options_.stop.stop_requested()) throw Stopped{};
            index_[key] = static_cast<std::uint32_t>(states_.size());
            charge(state_bytes);
            states_.push_back({key.taken, key.at, {}, {}});
            problem_->for_each_step(key.taken, [&](MeasureSet step) {
                const auto stretch =
                    prepender_->stretch(problem_->initial() | key.taken, key.at, step);
                if (!stretch) return;
                const Key next{key.taken | step, stretch->at};
                if (index_.try_emplace(next, 0).second)
                    by_size[static_cast<std::size_t>(std::popcount(next.taken))].push_back(next);
            });
        }
    }
}

const Fronts::State* Fronts::after(const State& state, MeasureSet step) const {
    const auto stretch = prepender_->stretch(problem_->initial() | state.taken, state.at, step);
    if (!stretch) return nullptr;
    const auto it = index_.find({state.taken | step, stretch->at});
    return it == index_.end() ? nullptr : &states_[it->second];
}

void Fronts::solve(State& state) {
    const MeasureSet in_force = problem_->initial() | state.taken;
    PathFacts& facts = prepender_->facts();
    std::vector<double> values(components_);
    if (problem_->complete(state.taken)) {
        const Check check = prepender_->rest(in_force, state.at);
        if (check != Check::failed) {
            std::ranges::copy(facts.forever(in_force, state.at), values.begin());
            if (options_.count_periods) values.back() = 0;
            add(state, values, {0, 0, 0, check == Check::open});
        }
    }
    problem_->for_each_step(state.taken, [&](MeasureSet step) {
        const auto stretch = prepender_->stretch(in_force, state.at, step);
        if (!stretch) return;
        const std::uint32_t next = index_.at({state.taken | step, stretch->at});
        const State& after = states_[next];
        for (std::uint32_t k = 0; k < after.choices.size(); ++k) {
            std::copy_n(after.values.begin() + static_cast<std::ptrdiff_t>(k * components_),
                        components_, values.begin());
            const Check check = prepender_->prepend(*stretch, values);
            if (check == Check::failed) continue;
            if (options_.count_periods)
                values.back() -= static_cast<double>(stretch->periods.size());
            add(state, values, {step, next, k, check == Check::open || after.choices[k].open});
        }
    });
    labels_ += state.choices.size();
    widest_ = std::max(widest_, state.choices.size());
    charge(static_cast<double>(state.values.size() * sizeof(double) +
                               state.choices.size() * sizeof(Choice)));
    state.values.shrink_to_fit();
    state.choices.shrink_to_fit();
}

/// Keeps the front: what is not better anywhere than another label goes.
void Fronts::add(State& state, std::span<const double> values, Choice choice) {
    if (choice.open) exact_ = false;
    const auto covers = [&](const double* more, const double* less) {
        for (std::size_t c = 0; c < components_; ++c)
            if (more[c] < less[c] - equal_[c]) return false;
        return true;
    };
    for (std::size_t k = 0; k < state.choices.size(); ++k) {
        if (!covers(state.values.data() + k * components_, values.data())) continue;
        ++dominated_;
        return;
    }
    std::size_t kept = 0;
    for (std::size_t k = 0; k < state.choices.size(); ++k) {
        const double* other = state.values.data() + k * components_;
        if (covers(values.data(), other)) {
            ++dominated_;
            continue;
        }
        if (kept != k) {
            std::copy_n(other, components_, state.values.data() + kept * components_);
            state.choices[kept] = state.choices[k];
        }
        ++kept;
    }
    state.choices.resize(kept);
    state.values.resize(kept * components_);
    state.choices.push_back(choice);
    state.values.insert(state.values.end(), values.begin(), values.end());
}

std::vector<MeasureSet> Fronts::steps(const State& state, std::size_t label) const {
    std::vector<MeasureSet> steps;
    const State* at = &state;
    Choice choice = at->choices[label];
    while (choice.step != 0) {
        steps.push_back(choice.step);
        at = &states_[choice.state];
        choice = at->choices[choice.label];
    }
    return steps;
}

}  // namespace entente
