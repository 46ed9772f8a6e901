/// @file dense_search.hpp
/// The best orders by a sum over players: from a dense table with all constraints left out, as far
/// as the process engine finds that they hold.
#pragma once

#include "search/completions.hpp"
#include "search/optimum.hpp"
#include "search/scalar_order.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace entente {

class DenseSearch {
public:
    /// Works out the table; nullptr where the problem is more than one in sets and numbers, where
    /// it has so few sets that fronts are as quick and say more, and where no table fits.
    /// @throws Stopped
    static std::unique_ptr<DenseSearch> make(const OrderProblem& problem, const Scorer& scorer,
                                             PlanJudge& judge, const Optimum::Settings& settings);

    /// What the table would take; nullopt where there would be none.
    static std::optional<double> bytes(const OrderProblem& problem, const Objective& objective,
                                       World& world, const Optimum::Settings& settings);

    /// All the best orders, of which `most_listed` are listed and judged; nullopt if one of these
    /// does not hold, which leaves open what is best. Where the count of ties is not complete,
    /// they were counted before constraints were looked at. @throws Stopped
    std::optional<Findings> best();

    /// One of the best that begin so. If none of the first few best holds, what none of them
    /// exceeds is in `bound`, and there is no order. @throws Stopped
    Findings best_after(const std::vector<MeasureSet>& beginning);

    std::size_t states() const { return table_->states(); }
    /// How many orders are equally good before constraints are looked at; nullopt: very many.
    std::optional<std::string> count() const { return table_->count(); }

private:
    DenseSearch(ScalarProblem numbers, const Scorer& scorer, PlanJudge& judge,
                const Optimum::Settings& settings);

    std::optional<Found> judged(const std::vector<std::size_t>& order);

    ScalarProblem numbers_;
    const Scorer* scorer_;
    PlanJudge* judge_;
    std::size_t most_listed_;
    std::stop_token stop_;
    std::unique_ptr<ScalarOrder> table_;
    double shift_ = 0;  ///< scores less the table's numbers
};

}  // namespace entente
