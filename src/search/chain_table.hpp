/// @file chain_table.hpp
/// The best order of measures under precedences, over a table with a digit for each chain.
///
/// Measures that come one after another form a chain, of which an order has taken so many from
/// the bottom; with chains of lengths l_1, ..., l_k there are at most (l_1 + 1) ... (l_k + 1) sets
/// instead of 2^n. As few chains as possible cover all measures (R. Dilworth, Annals of
/// Mathematics 51, 1950; found as a matching, D. Fulkerson, Proc. AMS 7, 1956).
/// Time O(table * chains), memory 8 bytes a number and class and 8 for the table.
#pragma once

#include "search/set_function.hpp"

#include <functional>
#include <stop_token>
#include <vector>

namespace entente {

/// As few chains as possible, each a list of measures from the bottom up.
std::vector<std::vector<std::size_t>> chains_of(const std::vector<MeasureSet>& before);

class ChainTable {
public:
    struct Options {
        std::stop_token stop{};
        std::function<void(double)> progress{};
    };

    /// @pre accepts(problem). @throws Stopped; std::bad_alloc.
    ChainTable(const ScalarProblem& problem, const Options& options);

    /// Nothing may be left out, unless nothing comes before anything.
    static bool accepts(const ScalarProblem& problem);
    static double bytes(const ScalarProblem& problem);

    double node(MeasureSet set) const { return table_[index_of(set)]; }
    std::size_t states() const noexcept { return ideals_; }

private:
    std::size_t index_of(MeasureSet set) const;
    void sum_payoffs(std::size_t c, std::vector<double>& payoff) const;

    const ScalarProblem* problem_;
    std::vector<std::vector<std::size_t>> chains_;
    std::vector<std::size_t> stride_, chain_of_;
    std::vector<double> table_;  ///< N, discounted to the start; NaN where no order passes
    std::size_t ideals_ = 0;
};

}  // namespace entente
