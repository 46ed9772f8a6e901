/// @file fronts.hpp
/// Dynamic programming over the sets of measures that an order passes: for each of them, with the
/// levels reached, the value vectors of its completions that no other one beats.
///
/// With certain relations a plan goes one way, and what matters of its later steps for the
/// earlier ones is their value to each player: every constraint asks for at least so much
/// of it. So a completion with less for somebody and more for nobody can be dropped. That is exact
/// as long as each constraint is known (Check::passed); where one depends on what would happen off
/// the course, it is left out, and the fronts become bounds.
/// The recursion is that of M. Held and R. Karp (J. SIAM 10, 1962) on order ideals, with fronts in
/// place of numbers (H. Corley and I. Moon, J. Optim. Theory Appl. 46, 1985).
///
/// Where the objective is a weighted sum, a player's value matters beyond that sum only up to the
/// most that any constraint met on the way here can ask of it (Prepender::demand): two
/// completions that give a player more than that are alike to it. Where no constraint binds, one
/// completion a set is left.
///
/// Large problems get a quick look first, with few labels a state: it finds completions, and a
/// value for each player that none exceeds. If no state had more labels than that, it is all.
/// Time O(sets * successors * labels^2 * players), memory O(sets * labels * players).
#pragma once

#include "search/order_problem.hpp"
#include "search/state_map.hpp"
#include "search/stretch.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace entente {

/// Thrown where tables would grow beyond the memory they are given.
struct OutOfMemory {};

class Fronts {
public:
    /// What knows of states, by their positions, and of labels with which no optimum is made.
    class Sieve {
    public:
        virtual ~Sieve() = default;
        /// No completion scores more.
        virtual double bound() const = 0;
        /// Whether no label of the state is needed.
        virtual bool drops(std::size_t state) const = 0;
        /// Marks labels of the state that are not.
        virtual void sift(std::size_t state, const Prepender::Columns& labels,
                          std::uint8_t* hopeless) const = 0;
    };

    struct Options {
        bool count_periods = false;  ///< fewer periods are better too, as one more component
        /// Where besides the constraints nothing but a weighted sum of values matters: its weights.
        std::optional<std::vector<double>> weights;
        /// Which labels the quick look prefers: larger is better. @param values as in State
        std::function<double(std::span<const double> values)> rank;
        /// Makes a sieve after the quick look, or none.
        std::function<std::unique_ptr<const Sieve>(const Fronts&)> sieve;
        std::size_t quick_look_from = 500;  ///< states; SIZE_MAX for no quick look
        std::size_t quick_labels = 6;       ///< a state, in the quick look
        double memory = 4096.0 * 1048576;
        unsigned threads = 1;
        std::stop_token stop{};
        std::function<void(double)> progress;  ///< share done
    };

    /// How a label goes on.
    struct Choice {
        MeasureSet step = 0;      ///< 0: stop here
        std::uint32_t state = 0;  ///< after the step
        std::uint32_t label = 0;  ///< of that state
        bool open = false;        ///< a constraint of its course is not known
    };

    struct State {
        MeasureSet taken = 0;
        std::size_t at = 0;
        std::vector<double> values;   ///< [component * labels + label]: players, minus the periods
        std::vector<Choice> choices;  ///< [label]

        double value(std::size_t label, std::size_t component) const {
            return values[component * choices.size() + label];
        }
        /// All components of a label.
        std::vector<double> vector(std::size_t label) const {
            std::vector<double> all;
            for (std::size_t c = 0; c * choices.size() < values.size(); ++c)
                all.push_back(value(label, c));
            return all;
        }
    };

    enum class Ended { complete, stopped, out_of_memory };

    /// @throws Uncertain; OutOfMemory, Stopped before the quick look is done; ModelError as World
    ///         does.
    Fronts(const OrderProblem& problem, const Prepender& prepender, std::size_t at,
           Options options);

    const OrderProblem& problem() const noexcept { return *problem_; }
    const Prepender& prepender() const noexcept { return *prepender_; }
    std::size_t components() const noexcept { return components_; }

    /// Unless complete, there are no fronts, but quick_look() and ceiling().
    Ended ended() const noexcept { return ended_; }
    /// Completions found by the quick look; empty without one, or where it was all.
    const std::vector<std::vector<MeasureSet>>& quick_look() const noexcept { return quick_; }
    /// No completion has more of any component; nullopt if nothing completes the order, or if no
    /// quick look was needed.
    const std::optional<std::vector<double>>& ceiling() const noexcept { return ceiling_; }

    const State& root() const { return states_.front(); }
    const State& state(std::size_t k) const { return states_[k]; }
    /// Calls f(position of the state after it, stretch) for the steps from a state of which the
    /// ceilings do not tell that they fail.
    template <class F>
    void for_each_next(std::size_t k, const F& f) const {
        Stretch stretch;
        std::vector<double> most;
        problem_->for_each_step(states_[k].taken, [&](MeasureSet step) {
            if (const auto next = reach(k, step, stretch, most)) f(*next, stretch);
        });
    }

    /// The state after a step; nullptr if the step is never completed or was found impossible.
    const State* after(const State& state, MeasureSet step) const;

    /// The steps of a completion.
    std::vector<MeasureSet> steps(const State& state, std::size_t label) const;

    /// Null if no labels were left out but those that others beat.
    const Sieve* sieve() const noexcept { return sieve_.get(); }

    /// Whether every constraint met was known, so that the fronts are those of the problem.
    bool exact() const noexcept { return exact_; }
    std::uint64_t states() const noexcept { return states_.size(); }
    std::uint64_t labels() const noexcept { return labels_; }
    std::uint64_t dominated() const noexcept { return dominated_; }
    std::size_t widest() const noexcept { return widest_; }
    double bytes() const noexcept { return bytes_; }

private:
    /// What one thread has counted.
    struct Tally {
        std::uint64_t labels = 0, dominated = 0;
        std::size_t widest = 0;
        bool exact = true, narrowed = false;
        double bytes = 0;
    };
    struct Next;
    struct Workspace;

    void discover(std::size_t at);
    void compare_by();
    bool look_quickly();
    bool solve_all();
    bool solve_level(std::size_t from, std::size_t to, std::size_t threads);
    void solve(std::size_t k, Workspace& work, Tally& tally);
    std::optional<std::uint32_t> reach(std::size_t k, MeasureSet step, Stretch& stretch,
                                       std::vector<double>& most) const;
    void find_nexts(std::size_t k, Workspace& work);
    void take_labels(std::size_t k, const Next& next, Workspace& work);
    void raise_ceiling(std::size_t k, std::span<const double> values);
    void set_keys(std::size_t k, Workspace& work) const;
    void keep(State& state, std::span<const std::uint32_t> left, Workspace& work,
              Tally& tally) const;
    std::span<const std::uint32_t> few_best(std::span<const std::uint32_t> left,
                                            Workspace& work) const;
    void forget_labels();
    void take(const Tally& tally);
    void charge(double bytes);

    const OrderProblem* problem_;
    const Prepender* prepender_;
    Options options_;
    std::size_t components_;
    std::size_t most_labels_;       ///< a state
    std::vector<State> states_;     ///< fewer measures first
    std::vector<double> ceilings_;  ///< [state * components + component], -infinity: no completion
    std::vector<double> demands_;   ///< [state * players + player]; only with weights
    StateMap index_;
    std::unique_ptr<const Sieve> sieve_;

    /// Labels are compared by these numbers: sums of values under one discount factor each, values
    /// up to what is asked for, periods.
    struct Sum {
        double discount = 0;
        std::vector<double> weights;  ///< [player]
    };
    std::vector<Sum> sums_;
    std::vector<double> equal_;  ///< per number: closer than this is the same

    Ended ended_ = Ended::complete;
    std::vector<std::vector<MeasureSet>> quick_;
    std::optional<std::vector<double>> ceiling_;
    bool exact_ = true, narrowed_ = false;
    std::uint64_t labels_ = 0, dominated_ = 0;
    std::size_t widest_ = 0;
    double bytes_ = 0;
    std::vector<std::size_t> levels_;  ///< where states with one measure more begin, and the end
};

}  // namespace entente
