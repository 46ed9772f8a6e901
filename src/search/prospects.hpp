/// @file prospects.hpp
/// What completions through each state can come to in one weighted sum of values: bounds with
/// which fronts leave out what is part of no optimum.
#pragma once

#include "search/fronts.hpp"
#include "search/objective.hpp"

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace entente {

/// By two passes over the states, there and back. Constraints are left aside, but for steps that
/// fail whatever follows them.
class Prospects {
public:
    /// @param fronts after their quick look. @param hopeless [state] 1: not to be looked at.
    /// @throws Stopped
    /// Time: two visits to each step from each other state.
    Prospects(const Fronts& fronts, std::vector<double> weights,
              const std::vector<std::uint8_t>& hopeless, const std::stop_token& stop);

    std::span<const double> weights() const noexcept { return weights_; }
    /// The largest sum that a completion can have; -infinity if there is none.
    double most() const { return most(0); }
    /// Of those through a state.
    double most(std::size_t state) const;
    /// The values of a completion with the largest sum.
    std::vector<double> best_values() const;

    /// Marks labels of a state with which, whatever comes before, the sum is less.
    void sift(std::size_t state, const Prepender::Columns& labels, double least,
              std::uint8_t* hopeless) const;

private:
    static constexpr double nothing = -std::numeric_limits<double>::infinity();

    /// A state reached after so many periods.
    struct Arrival {
        std::size_t periods = 0;
        double before = 0, after = nothing;  ///< the most that is summed up by then, and from then
    };

    void grow_powers(std::size_t periods);
    double sum(std::span<const double> values, std::size_t periods) const;
    double sum(const Stretch& stretch, std::size_t periods) const;
    void pass_on(std::uint32_t state);
    void look_back(std::uint32_t state);
    const Arrival& arrival(std::size_t state, std::size_t periods) const;
    double resting(const Fronts::State& state, std::size_t periods) const;

    const Fronts* fronts_;
    std::vector<double> weights_;
    const std::vector<std::uint8_t>* hopeless_;
    using Arrivals = boost::container::small_vector<Arrival, 1>;  // few have more than one
    std::vector<Arrivals> arrivals_;                              ///< [state]
    std::vector<double> powers_;  ///< [periods * players + player] of discounts
};

/// Leaves out what cannot be part of a completion that scores as much as one that is known.
class ProspectSieve : public Fronts::Sieve {
public:
    /// Looks for the direction that tells most, by conditional gradients (M. Frank and P. Wolfe,
    /// Naval Research Logistics 3, 1956) over mixtures of completions.
    /// @param known values, as shown to people, of a completion.
    /// @throws Stopped
    ProspectSieve(const Fronts& fronts, const Scorer& scorer, std::vector<double> known,
                  std::stop_token stop);

    double bound() const override { return bound_; }
    bool drops(std::size_t state) const override { return hopeless_[state] != 0; }
    void sift(std::size_t state, const Prepender::Columns& labels,
              std::uint8_t* hopeless) const override;

private:
    void look(const Fronts& fronts, const Scorer& scorer, std::vector<double> weights);

    std::stop_token stop_;
    double score_, bound_;
    std::vector<std::uint8_t> hopeless_;
    std::shared_ptr<const Prospects> last_, best_;
    double least_ = 0;  ///< for best_
};

}  // namespace entente
