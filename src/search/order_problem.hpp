/// @file order_problem.hpp
/// Which orders of which measures are allowed: the completions of a proposal.
#pragma once

#include "entente/model.hpp"

#include <bit>
#include <cstdint>
#include <vector>

namespace entente {

/// The measures put in force one step after another; none is taken back.
using Steps = std::vector<std::vector<std::size_t>>;

/// The completions of a partial order, seen from the sets of measures taken so far.
class OrderProblem {
public:
    /// @param initial measures in force from the start, which are no part of the order.
    OrderProblem(const Model& model, PartialOrder order, MeasureSet initial);

    /// The completions that begin with these steps, which must be allowed one after another.
    OrderProblem beginning_with(const std::vector<MeasureSet>& steps) const;

    /// What those begin with; nothing for a problem as given.
    MeasureSet begun() const noexcept { return begun_; }

    const PartialOrder& order() const noexcept { return order_; }
    MeasureSet initial() const noexcept { return initial_; }
    MeasureSet measures() const noexcept { return order_.measures; }
    std::size_t width() const noexcept { return order_.width; }

    /// All measures that come before this one, also through others.
    MeasureSet before(std::size_t measure) const { return before_[measure]; }

    /// Measures that cannot be taken beside this one.
    MeasureSet excluded_by(std::size_t measure) const { return excludes_[measure]; }

    /// Measures of which each could make up the next step.
    MeasureSet available(MeasureSet taken) const;

    /// Whether one may stop here: nothing is left but what is optional or excluded.
    bool complete(MeasureSet taken) const;

    /// Whether these measures may be one step.
    bool is_step(MeasureSet taken, MeasureSet step) const;

    /// Calls f(step) for each allowed next step, in the order of their bits.
    template <class F>
    void for_each_step(MeasureSet taken, const F& f) const {
        if ((begun_ & ~taken) != 0)
            f(given_step(taken));
        else
            extend(taken, 0, available(taken), width(), f);
    }

    /// Whether every measure can be taken at any time, in steps of any measures up to the width.
    bool is_unordered() const;
    /// The same one a step.
    bool is_free() const { return is_unordered() && width() == 1; }

    /// No completion has fewer steps.
    std::size_t fewest_steps() const;

    /// The measures of a step as a list, in the order of the file.
    static std::vector<std::size_t> members(MeasureSet set);
    static MeasureSet set_of(const std::vector<std::size_t>& measures);

    /// How many completions there are, and how many sets are passed; both as doubles.
    struct Size {
        double completions = 0, sets = 0;
        bool exact = true;  ///< false: too many to count, both are lower bounds

        bool has_completions_up_to(double most) const { return exact && completions <= most; }
    };
    /// Time: a visit to each step from each set, and no more than so many; none at all for
    /// measures without an order.
    Size size(double most_visits = 2e7) const;
    /// Whether there are no more sets than that. Time: as many, times the measures.
    bool has_at_most(double sets) const;

private:
    template <class F>
    void extend(MeasureSet taken, MeasureSet step, MeasureSet rest, std::size_t room,
                const F& f) const {
        for (; rest != 0; rest &= rest - 1) {
            const MeasureSet bit = rest & (~rest + 1);
            const auto m = static_cast<std::size_t>(std::countr_zero(bit));
            f(step | bit);
            if (room == 1) continue;
            const MeasureSet apart = before_[m] | after_[m] | excludes_[m];
            extend(taken, step | bit, (rest & (rest - 1)) & ~apart, room - 1, f);
        }
    }

    MeasureSet given_step(MeasureSet taken) const;
    Size size_of_unordered() const;

    PartialOrder order_;
    MeasureSet initial_;
    std::vector<MeasureSet> beginning_;  ///< steps with which every completion begins ...
    MeasureSet begun_ = 0;               ///< ... and all their measures
    std::vector<MeasureSet> before_, after_, excludes_;  ///< [measure], before and after closed
};

}  // namespace entente
