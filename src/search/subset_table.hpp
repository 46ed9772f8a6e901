/// @file subset_table.hpp
/// The best order of up to 32 measures without any precedence, over a dense table of all their
/// subsets.
///
/// N[S] is what is to come from the period on in which S is first in force (one discount factor:
/// in that period's own terms; several: discounted to the start, for S is reached at a period that
/// its size tells). The table stands in the order of the bits, so that all sets with one measure
/// more of the high ones are whole blocks away and are taken many at a time; payoffs are sums of a
/// few arrays over the low measures, one for each group of high measures that interact with them.
/// After M. Held and R. Karp, J. SIAM 10 (1962). Time O(n 2^n), memory 8 * 2^n bytes.
#pragma once

#include "search/set_function.hpp"

#include <functional>
#include <memory>
#include <stop_token>

namespace entente {

class SubsetTable {
public:
    struct Options {
        unsigned threads = 1;
        std::stop_token stop{};
        std::function<void(double)> progress{};
    };

    /// @pre accepts(problem). @throws Stopped; std::bad_alloc.
    SubsetTable(const ScalarProblem& problem, const Options& options);
    ~SubsetTable();

    /// No precedence, at most 32 measures, and costs only with a single discount factor.
    static bool accepts(const ScalarProblem& problem);
    static double bytes(std::size_t measures) {
        return 8.0 * static_cast<double>(1ULL << measures);
    }

    double node(MeasureSet set) const { return table_[set]; }
    std::size_t states() const noexcept { return std::size_t{1} << problem_->size(); }

private:
    struct Weights;

    void prepare();
    void solve_block(std::size_t high);
    void solve_group(std::size_t top);
    void payoff(std::size_t high, std::size_t c, double* out) const;

    const ScalarProblem* problem_;
    Options options_;
    std::size_t low_ = 0, top_ = 0;  ///< measures of a block; the highest, whose groups run apart
    double* table_ = nullptr;
    std::size_t mapped_ = 0;
    std::vector<Weights> weights_;  ///< [class]
};

}  // namespace entente
