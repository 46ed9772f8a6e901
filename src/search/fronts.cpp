#include "search/fronts.hpp"

#include "process/dynamics.hpp"
#include "search/front_workspace.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

namespace entente {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();
constexpr std::size_t any_number = ~std::size_t{0};

/// With its places in the index, in the facts and in what sifts labels, without labels.
double state_bytes(std::size_t numbers) {
    return 300 + 8.0 * static_cast<double>(numbers);
}

}  // namespace

Fronts::Fronts(const OrderProblem& problem, const Prepender& prepender, std::size_t at,
               Options options)
    : problem_(&problem),
      prepender_(&prepender),
      options_(std::move(options)),
      components_(prepender.facts().players() + (options_.count_periods ? 1 : 0)),
      most_labels_(any_number),
      index_(problem.measures(), prepender.facts().world().levels().size()) {
    discover(at);
    compare_by();
    if (states_.size() >= options_.quick_look_from && look_quickly()) return;
    most_labels_ = any_number;
    if (solve_all()) return;
    ended_ = options_.stop.stop_requested() ? Ended::stopped : Ended::out_of_memory;
    if (ceiling_) return;
    if (ended_ == Ended::stopped) throw Stopped{};
    throw OutOfMemory{};
}

void Fronts::compare_by() {
    const PathFacts& facts = prepender_->facts();
    const std::size_t players = facts.players();
    if (options_.weights) {
        for (std::size_t i = 0; i < players; ++i) {
            const double weight = (*options_.weights)[i];
            if (weight == 0) continue;
            auto it = std::ranges::find(sums_, facts.discount(i), &Sum::discount);
            if (it == sums_.end())
                it = sums_.insert(it, {facts.discount(i), std::vector<double>(players)});
            it->weights[i] = weight;
        }
    }
    for (const Sum& sum : sums_) {
        equal_.push_back(0);
        for (std::size_t i = 0; i < players; ++i)
            equal_.back() += 1e-13 * sum.weights[i] * facts.scale(i);
    }
    for (std::size_t i = 0; i < players; ++i) equal_.push_back(1e-13 * facts.scale(i));
    if (options_.count_periods) equal_.push_back(0.5);
}

/// With few labels a state. @return whether these were all.
bool Fronts::look_quickly() {
    most_labels_ = options_.quick_labels;
    ceilings_.assign(states_.size() * components_, nothing);
    if (!solve_all()) {
        if (options_.stop.stop_requested()) throw Stopped{};
        throw OutOfMemory{};
    }
    if (!narrowed_) return true;
    for (std::size_t k = 0; k < root().choices.size(); ++k) quick_.push_back(steps(root(), k));
    if (ceilings_[0] > nothing)
        ceiling_ = std::vector<double>(
            ceilings_.begin(), ceilings_.begin() + static_cast<std::ptrdiff_t>(components_));
    if (options_.sieve) sieve_ = options_.sieve(*this);
    forget_labels();
    return false;
}

void Fronts::forget_labels() {
    for (State& state : states_) {
        bytes_ -= static_cast<double>(state.values.size() * sizeof(double) +
                                      state.choices.size() * sizeof(Choice));
        state.values = {};
        state.choices = {};
    }
    labels_ = dominated_ = 0;
    widest_ = 0;
    exact_ = true;
    narrowed_ = false;
}

/// States with equally many measures do not need each other, so that threads can share them.
/// @return false if stopped or out of memory
bool Fronts::solve_all() {
    const bool shared = prepender_->facts().is_uniform();
    for (std::size_t level = levels_.size() - 1; level-- > 0;) {
        if (!solve_level(levels_[level], levels_[level + 1], shared ? options_.threads : 1))
            return false;
        if (options_.progress)
            options_.progress(1 - static_cast<double>(levels_[level]) /
                                      static_cast<double>(states_.size()));
    }
    return true;
}

bool Fronts::solve_level(std::size_t from, std::size_t to, std::size_t threads) {
    constexpr std::size_t share = 64;  // states taken at a time
    std::atomic<std::size_t> next = from;
    std::atomic<bool> full = false;
    std::mutex guard;
    std::exception_ptr failure;
    const double room = (options_.memory - bytes_) / static_cast<double>(threads);
    const auto work = [&] {
        Tally tally;
        Workspace space;
        try {
            while (!full) {
                const std::size_t first = next.fetch_add(share);
                if (first >= to) break;
                for (std::size_t k = first; k < std::min(to, first + share); ++k) {
                    if (options_.stop.stop_requested()) break;
                    solve(k, space, tally);
                }
                if (tally.bytes > room) full = true;
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
    return !full && !options_.stop.stop_requested();
}

void Fronts::take(const Tally& tally) {
    labels_ += tally.labels;
    dominated_ += tally.dominated;
    widest_ = std::max(widest_, tally.widest);
    exact_ = exact_ && tally.exact;
    narrowed_ = narrowed_ || tally.narrowed;
    bytes_ += tally.bytes;
}

void Fronts::charge(double bytes) {
    bytes_ += bytes;
    if (bytes_ > options_.memory) throw OutOfMemory{};
}

/// Every set and level combination on the course of some order, by the number of measures; and
/// what is asked of values there.
void Fronts::discover(std::size_t at) {
    const std::size_t players = prepender_->facts().players();
    const std::size_t numbers = components_ + (options_.weights ? players : 0);
    const double bytes = state_bytes(numbers);
    struct Key {
        MeasureSet taken;
        std::size_t at;
    };
    struct Discovered {
        std::vector<Key> keys;
        std::vector<double> demands;
    };
    std::vector<Discovered> layers(static_cast<std::size_t>(std::popcount(problem_->measures())) +
                                   1);
    layers[0] = {{{0, at}}, std::vector<double>(players, nothing)};
    index_.set(0, at, 0);
    Stretch stretch;
    for (Discovered& kept : layers) {
        const Discovered layer = std::exchange(kept, {});
        levels_.push_back(states_.size());
        for (std::size_t k = 0; k < layer.keys.size(); ++k) {
            const Key& key = layer.keys[k];
            if (states_.size() % 256 == 0 && options_.stop.stop_requested()) throw Stopped{};
            index_.set(key.taken, key.at, static_cast<std::uint32_t>(states_.size()));
            charge(bytes);
            states_.push_back({key.taken, key.at, {}, {}});
            const std::span demands = std::span(layer.demands).subspan(k * players, players);
            if (options_.weights) demands_.insert(demands_.end(), demands.begin(), demands.end());
            const MeasureSet in_force = problem_->initial() | key.taken;
            // What solve() will ask for, so that it finds it there.
            if (problem_->complete(key.taken)) prepender_->rest(in_force, key.at);
            problem_->for_each_step(key.taken, [&](MeasureSet step) {
                if (!prepender_->stretch(in_force, key.at, step, stretch)) return;
                const Key next{key.taken | step, stretch.at};
                Discovered& to = layers[static_cast<std::size_t>(std::popcount(next.taken))];
                // Until its own turn comes, a state is known by its place in its layer.
                std::uint32_t place = index_.find(next.taken, next.at);
                if (place == StateMap::none) {
                    place = static_cast<std::uint32_t>(to.keys.size());
                    index_.set(next.taken, next.at, place);
                    to.keys.push_back(next);
                    to.demands.resize(to.demands.size() + players, nothing);
                }
                if (options_.weights)
                    prepender_->demand(stretch, demands,
                                       std::span(to.demands).subspan(place * players, players));
            });
        }
        // Known now: whether the course is certain at least at the start.
        if (levels_.size() == 1 && problem_->size().sets * bytes > options_.memory)
            throw OutOfMemory{};
    }
    levels_.push_back(states_.size());
}

const Fronts::State* Fronts::after(const State& state, MeasureSet step) const {
    const auto stretch = prepender_->stretch(problem_->initial() | state.taken, state.at, step);
    if (!stretch) return nullptr;
    const std::uint32_t found = index_.find(state.taken | step, stretch->at);
    return found == StateMap::none ? nullptr : &states_[found];
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
