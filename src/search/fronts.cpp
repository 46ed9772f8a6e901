#include "search/fronts.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <exception>
#include <mutex>
#include <thread>
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
    solve_all();
}

/// States with equally many measures do not need each other, so that threads can share them.
void Fronts::solve_all() {
    const bool shared = prepender_->facts().is_uniform();
    for (std::size_t level = levels_.size() - 1; level-- > 0;) {
        if (options_.stop.stop_requested()) throw Stopped{};
        solve_level(levels_[level], levels_[level + 1], shared ? options_.threads : 1);
        if (options_.progress)
            options_.progress(1 - static_cast<double>(levels_[level]) /
                                      static_cast<double>(states_.size()));
    }
}

void Fronts::solve_level(std::size_t from, std::size_t to, std::size_t threads) {
    constexpr std::size_t share = 64;  // states taken at a time
    std::atomic<std::size_t> next = from;
    std::mutex guard;
    std::exception_ptr failure;
    const double before = bytes_;
    const auto work = [&] {
        Tally tally;
        try {
            while (!options_.stop.stop_requested()) {
                const std::size_t first = next.fetch_add(share);
                if (first >= to) break;
                for (std::size_t k = first; k < std::min(to, first + share); ++k)
                    solve(states_[k], tally);
                if (before + tally.bytes > options_.memory) break;
            }
        } catch (...) {
            const std::scoped_lock lock(guard);
            failure = std::current_exception();
        }
        const std::scoped_lock lock(guard);
        take(tally);
    };
    {
        std::vector<std::jthread> team;
        for (std::size_t t = 1; t < threads && t * share < to - from; ++t) team.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
    if (options_.stop.stop_requested()) throw Stopped{};
    charge(0);
}

void Fronts::take(const Tally& tally) {
    labels_ += tally.labels;
    dominated_ += tally.dominated;
    widest_ = std::max(widest_, tally.widest);
    exact_ = exact_ && tally.exact;
    bytes_ += tally.bytes;
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
    Stretch stretch;
    for (std::size_t size = 0; size < by_size.size(); ++size) {
        levels_.push_back(states_.size());
        for (const Key& key : std::exchange(by_size[size], {})) {
            if (states_.size() % 256 == 0 && options_.stop.stop_requested()) throw Stopped{};
            index_[key] = static_cast<std::uint32_t>(states_.size());
            charge(state_bytes);
            states_.push_back({key.taken, key.at, {}, {}});
            const MeasureSet in_force = problem_->initial() | key.taken;
            // What solve() will ask for, so that it finds it there.
            if (problem_->complete(key.taken)) prepender_->rest(in_force, key.at);
            problem_->for_each_step(key.taken, [&](MeasureSet step) {
                if (!prepender_->stretch(in_force, key.at, step, stretch)) return;
                const Key next{key.taken | step, stretch.at};
                if (index_.try_emplace(next, 0).second)
                    by_size[static_cast<std::size_t>(std::popcount(next.taken))].push_back(next);
            });
        }
    }
    levels_.push_back(states_.size());
}

const Fronts::State* Fronts::after(const State& state, MeasureSet step) const {
    const auto stretch = prepender_->stretch(problem_->initial() | state.taken, state.at, step);
    if (!stretch) return nullptr;
    const auto it = index_.find({state.taken | step, stretch->at});
    return it == index_.end() ? nullptr : &states_[it->second];
}

void Fronts::solve(State& state, Tally& tally) const {
    const MeasureSet in_force = problem_->initial() | state.taken;
    PathFacts& facts = prepender_->facts();
    std::vector<double> values(components_);
    if (problem_->complete(state.taken)) {
        const Check check = prepender_->rest(in_force, state.at);
        if (check != Check::failed) {
            std::ranges::copy(facts.forever(in_force, state.at), values.begin());
            if (options_.count_periods) values.back() = 0;
            add(state, values, {0, 0, 0, check == Check::open}, tally);
        }
    }
    Stretch stretch;
    problem_->for_each_step(state.taken, [&](MeasureSet step) {
        if (!prepender_->stretch(in_force, state.at, step, stretch)) return;
        const std::uint32_t next = index_.at({state.taken | step, stretch.at});
        const State& after = states_[next];
        for (std::uint32_t k = 0; k < after.choices.size(); ++k) {
            std::copy_n(after.values.begin() + static_cast<std::ptrdiff_t>(k * components_),
                        components_, values.begin());
            const Check check = prepender_->prepend(stretch, values);
            if (check == Check::failed) continue;
            if (options_.count_periods)
                values.back() -= static_cast<double>(stretch.periods.size());
            add(state, values, {step, next, k, check == Check::open || after.choices[k].open},
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

/// Keeps the front: what is not better anywhere than another label goes.
void Fronts::add(State& state, std::span<const double> values, Choice choice, Tally& tally) const {
    if (choice.open) tally.exact = false;
    const auto covers = [&](const double* more, const double* less) {
        for (std::size_t c = 0; c < components_; ++c)
            if (more[c] < less[c] - equal_[c]) return false;
        return true;
    };
    for (std::size_t k = 0; k < state.choices.size(); ++k) {
        if (!covers(state.values.data() + k * components_, values.data())) continue;
        ++tally.dominated;
        return;
    }
    std::size_t kept = 0;
    for (std::size_t k = 0; k < state.choices.size(); ++k) {
        const double* other = state.values.data() + k * components_;
        if (covers(values.data(), other)) {
            ++tally.dominated;
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
