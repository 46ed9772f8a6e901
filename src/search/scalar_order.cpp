#include "search/scalar_order.hpp"

#include "entente/scalar.hpp"

#include <boost/multiprecision/gmp.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace entente {
namespace {

constexpr double nowhere = -1e300;

}  // namespace

std::optional<ScalarOrder::Layout> ScalarOrder::layout(const ScalarProblem& problem,
                                                       double memory) {
    std::optional<Layout> best;
    double least = memory;
    const auto offer = [&](Layout layout, double bytes) {
        if (bytes > least) return;
        least = bytes;
        best = layout;
    };
    if (SubsetTable::accepts(problem)) offer(Layout::subsets, bytes(problem, Layout::subsets));
    if (!best && ChainTable::accepts(problem))
        offer(Layout::chains, bytes(problem, Layout::chains));
    return best;
}

double ScalarOrder::bytes(const ScalarProblem& problem, Layout layout) {
    return layout == Layout::subsets ? SubsetTable::bytes(problem.size())
                                     : ChainTable::bytes(problem);
}

ScalarOrder::ScalarOrder(const ScalarProblem& problem, const Options& options)
    : problem_(&problem) {
    if (layout(problem, options.memory) == Layout::subsets)
        subsets_ = std::make_unique<SubsetTable>(
            problem, SubsetTable::Options{options.threads, options.stop, options.progress});
    else
        chains_ = std::make_unique<ChainTable>(problem,
                                               ChainTable::Options{options.stop, options.progress});
    for (const DiscountClass& c : problem.classes)
        for (const auto& [term, weight] : c.payoff) size_ += std::abs(weight);
    value_ = best(0);
}

std::size_t ScalarOrder::states() const {
    return subsets_ ? subsets_->states() : chains_->states();
}

double ScalarOrder::node(MeasureSet set) const {
    return subsets_ ? subsets_->node(set) : chains_->node(set);
}

/// Numbers of a subset table with one discount factor are those of the set's own period, all
/// others are discounted to the start.
double ScalarOrder::cost(std::size_t measure, std::size_t taken) const {
    const bool own = subsets_ != nullptr && problem_->classes.size() == 1;
    double sum = 0;
    for (const DiscountClass& c : problem_->classes)
        sum += (1 - c.discount) * c.cost[measure] *
               (own ? 1 : std::pow(c.discount, static_cast<double>(taken)));
    return sum;
}

double ScalarOrder::stopping(MeasureSet set) const {
    if ((problem_->mandatory & ~set) != 0) return nowhere;
    const bool own = subsets_ != nullptr && problem_->classes.size() == 1;
    const auto taken = static_cast<double>(std::popcount(set));
    double sum = 0;
    for (const DiscountClass& c : problem_->classes)
        sum += value_at(c.payoff, set) * (own ? 1 : std::pow(c.discount, taken));
    return sum;
}

double ScalarOrder::going(MeasureSet set, std::size_t measure) const {
    return node(set | MeasureSet{1} << measure) -
           cost(measure, static_cast<std::size_t>(std::popcount(set)));
}

template <class F>
void ScalarOrder::for_each_next(MeasureSet set, const F& f) const {
    for (std::size_t m = 0; m < problem_->size(); ++m)
        if ((set >> m & 1U) == 0 && (problem_->before[m] & ~set) == 0) f(m);
}

double ScalarOrder::best(MeasureSet set) const {
    double most = stopping(set);
    for_each_next(set, [&](std::size_t m) { most = std::max(most, going(set, m)); });
    return most;
}

bool ScalarOrder::equal(MeasureSet set, double value, double best) const {
    const bool own = subsets_ != nullptr && problem_->classes.size() == 1;
    double size = size_;
    // What lies far ahead counts little seen from the start; compare on the scale of that period.
    if (!own) {
        double weight = 0;
        for (const DiscountClass& c : problem_->classes)
            weight = std::max(weight, std::pow(c.discount, std::popcount(set)));
        size *= weight;
    }
    return value >= best - 1e-12 * size;
}

bool ScalarOrder::visit(MeasureSet set, std::vector<std::size_t>& order,
                        const std::function<bool(const std::vector<std::size_t>&)>& f) const {
    const double most = best(set);
    if (equal(set, stopping(set), most) && !f(order)) return false;
    bool on = true;
    for_each_next(set, [&](std::size_t m) {
        if (!on || !equal(set, going(set, m), most)) return;
        order.push_back(m);
        on = visit(set | MeasureSet{1} << m, order, f);
        order.pop_back();
    });
    return on;
}

double ScalarOrder::value_after(const std::vector<std::size_t>& beginning) const {
    const bool own = subsets_ != nullptr && problem_->classes.size() == 1;
    MeasureSet set = 0;
    double before = 0, taken = 0;
    for (const std::size_t m : beginning) {
        for (const DiscountClass& c : problem_->classes) {
            const double weight = std::pow(c.discount, taken) * (1 - c.discount);
            before += weight * (value_at(c.payoff, set | MeasureSet{1} << m) - c.cost[m]);
        }
        set |= MeasureSet{1} << m;
        ++taken;
    }
    return before + best(set) * (own ? std::pow(problem_->classes[0].discount, taken) : 1);
}

void ScalarOrder::for_each_best(const std::function<bool(const std::vector<std::size_t>&)>& f,
                                std::vector<std::size_t> beginning) const {
    MeasureSet set = 0;
    for (const std::size_t m : beginning) set |= MeasureSet{1} << m;
    visit(set, beginning, f);
}

std::optional<std::string> ScalarOrder::count(std::size_t most_sets) const {
    using Count = boost::multiprecision::mpz_int;
    Count total = 0;
    std::size_t sets = 0;
    std::unordered_map<MeasureSet, Count> now{{0, 1}}, then;
    while (!now.empty()) {
        for (const auto& [set, ways] : now) {
            if (++sets > most_sets) return std::nullopt;
            const double most = best(set);
            if (equal(set, stopping(set), most)) total += ways;
            for_each_next(set, [&](std::size_t m) {
                if (equal(set, going(set, m), most)) then[set | MeasureSet{1} << m] += ways;
            });
        }
        now = std::exchange(then, {});
    }
    return total.str();
}

}  // namespace entente
