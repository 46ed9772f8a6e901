/// @file scalar_order.hpp
/// The best orders by a sum over players, with every constraint left out: the table that fits,
/// and the orders it stands for. If the engine finds that one of them enforces itself, nothing
/// that does can be better.
#pragma once

#include "search/chain_table.hpp"
#include "search/set_function.hpp"
#include "search/subset_table.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace entente {

class ScalarOrder {
public:
    struct Options {
        double memory = 4096.0 * 1048576;
        unsigned threads = 1;
        std::stop_token stop{};
        std::function<void(double)> progress{};
    };

    enum class Layout { subsets, chains };

    /// The table with fewer bytes among those that accept the problem and fit; nullopt if none.
    static std::optional<Layout> layout(const ScalarProblem& problem, double memory);
    static double bytes(const ScalarProblem& problem, Layout layout);

    /// @pre layout(problem, options.memory). @throws Stopped
    ScalarOrder(const ScalarProblem& problem, const Options& options);

    /// Of the best order, as value_of() has it.
    double value() const noexcept { return value_; }
    std::size_t states() const;

    /// Of the best of those orders that begin so.
    double value_after(const std::vector<std::size_t>& beginning) const;

    /// Calls f(order) for the best of the orders that begin so, lexicographically by position,
    /// until it returns false.
    void for_each_best(const std::function<bool(const std::vector<std::size_t>&)>& f,
                       std::vector<std::size_t> beginning = {}) const;

    /// How many best orders there are, as a decimal number; nullopt if too many sets lie on them.
    std::optional<std::string> count(std::size_t most_sets = 1'000'000) const;

private:
    double node(MeasureSet set) const;
    double cost(std::size_t measure, std::size_t taken) const;
    /// What stopping at the set is worth, seen from its start, or less than anything.
    double stopping(MeasureSet set) const;
    double going(MeasureSet set, std::size_t measure) const;
    double best(MeasureSet set) const;
    bool equal(MeasureSet set, double value, double best) const;
    template <class F>
    void for_each_next(MeasureSet set, const F& f) const;
    bool visit(MeasureSet set, std::vector<std::size_t>& order,
               const std::function<bool(const std::vector<std::size_t>&)>& f) const;

    const ScalarProblem* problem_;
    std::unique_ptr<SubsetTable> subsets_;
    std::unique_ptr<ChainTable> chains_;
    double value_ = 0, size_ = 0;
};

}  // namespace entente
