#include "search/chain_table.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace entente {
namespace {

constexpr double nowhere = -1e300;
constexpr std::size_t none = ~std::size_t{0};

/// Augmenting path from a measure that is to get a successor (bipartite matching).
bool augment(std::size_t m, const std::vector<MeasureSet>& before, MeasureSet& seen,
             std::vector<std::size_t>& previous) {
    for (std::size_t next = 0; next < before.size(); ++next) {
        if ((before[next] >> m & 1U) == 0 || (seen >> next & 1U) != 0) continue;
        seen |= MeasureSet{1} << next;
        if (previous[next] != none && !augment(previous[next], before, seen, previous)) continue;
        previous[next] = m;
        return true;
    }
    return false;
}

/// Counts through all combinations of digits, with the set that they stand for.
class Odometer {
public:
    explicit Odometer(const std::vector<std::vector<std::size_t>>& chains, bool full)
        : chains_(&chains), digits_(chains.size()) {
        for (std::size_t k = 0; full && k < chains.size(); ++k) {
            digits_[k] = chains[k].size();
            for (const std::size_t m : chains[k]) set_ |= MeasureSet{1} << m;
        }
    }
    MeasureSet set() const noexcept { return set_; }
    std::size_t digit(std::size_t k) const { return digits_[k]; }
    void up() {
        for (std::size_t k = 0; k < digits_.size(); ++k) {
            if (digits_[k] < (*chains_)[k].size()) {
                set_ |= MeasureSet{1} << (*chains_)[k][digits_[k]++];
                return;
            }
            while (digits_[k] > 0) set_ &= ~(MeasureSet{1} << (*chains_)[k][--digits_[k]]);
        }
    }
    void down() {
        for (std::size_t k = 0; k < digits_.size(); ++k) {
            if (digits_[k] > 0) {
                set_ &= ~(MeasureSet{1} << (*chains_)[k][--digits_[k]]);
                return;
            }
            while (digits_[k] < (*chains_)[k].size())
                set_ |= MeasureSet{1} << (*chains_)[k][digits_[k]++];
        }
    }

private:
    const std::vector<std::vector<std::size_t>>* chains_;
    std::vector<std::size_t> digits_;
    MeasureSet set_ = 0;
};

double table_size(const std::vector<std::vector<std::size_t>>& chains) {
    double size = 1;
    for (const auto& chain : chains) size *= static_cast<double>(chain.size() + 1);
    return size;
}

}  // namespace

std::vector<std::vector<std::size_t>> chains_of(const std::vector<MeasureSet>& before) {
    std::vector<std::size_t> previous(before.size(), none);
    for (std::size_t m = 0; m < before.size(); ++m) {
        MeasureSet seen = 0;
        augment(m, before, seen, previous);
    }
    std::vector<std::vector<std::size_t>> chains;
    std::vector<bool> has_next(before.size());
    for (const std::size_t m : previous)
        if (m != none) has_next[m] = true;
    for (std::size_t top = 0; top < before.size(); ++top) {
        if (has_next[top]) continue;
        chains.emplace_back();
        for (std::size_t m = top; m != none; m = previous[m]) chains.back().push_back(m);
        std::ranges::reverse(chains.back());
    }
    return chains;
}

bool ChainTable::accepts(const ScalarProblem& problem) {
    const MeasureSet all =
        problem.size() == 64 ? ~MeasureSet{0} : (MeasureSet{1} << problem.size()) - 1;
    return problem.mandatory == all ||
           std::ranges::all_of(problem.before, [](MeasureSet set) { return set == 0; });
}

double ChainTable::bytes(const ScalarProblem& problem) {
    return table_size(chains_of(problem.before)) *
           static_cast<double>(8 * (problem.classes.size() + 1));
}

std::size_t ChainTable::index_of(MeasureSet set) const {
    std::size_t index = 0;
    for (; set != 0; set &= set - 1)
        index += stride_[chain_of_[static_cast<std::size_t>(std::countr_zero(set))]];
    return index;
}

/// A set is the one without the top of one of its chains, and what that adds.
void ChainTable::sum_payoffs(std::size_t c, std::vector<double>& payoff) const {
    std::vector<SetFunction> with(problem_->size());  // terms by each of their measures
    payoff.assign(table_.size(), 0);
    for (const auto& [term, weight] : problem_->classes[c].payoff) {
        if (term == 0) payoff[0] = weight;
        for (MeasureSet rest = term; rest != 0; rest &= rest - 1)
            with[static_cast<std::size_t>(std::countr_zero(rest))].emplace_back(term, weight);
    }
    Odometer at(chains_, false);
    for (std::size_t index = 1; index < table_.size(); ++index) {
        at.up();
        std::size_t k = 0;
        while (at.digit(k) == 0) ++k;
        payoff[index] =
            payoff[index - stride_[k]] + value_at(with[chains_[k][at.digit(k) - 1]], at.set());
    }
}

ChainTable::ChainTable(const ScalarProblem& problem, const Options& options)
    : problem_(&problem), chains_(chains_of(problem.before)), chain_of_(problem.size()) {
    std::size_t size = 1;
    for (std::size_t k = 0; k < chains_.size(); ++k) {
        stride_.push_back(size);
        size *= chains_[k].size() + 1;
        for (const std::size_t m : chains_[k]) chain_of_[m] = k;
    }
    table_.assign(size, std::numeric_limits<double>::quiet_NaN());
    std::vector<std::vector<double>> payoff(problem.classes.size());
    for (std::size_t c = 0; c < payoff.size(); ++c) sum_payoffs(c, payoff[c]);
    std::vector<std::vector<double>> power(problem.classes.size());
    for (std::size_t c = 0; c < power.size(); ++c)
        for (std::size_t t = 0; t <= problem.size(); ++t)
            power[c].push_back(std::pow(problem.classes[c].discount, static_cast<double>(t)));

    Odometer at(chains_, true);
    for (std::size_t index = size; index-- > 0; at.down()) {
        if (index % 65536 == 0) {
            if (options.stop.stop_requested()) throw Stopped{};
            if (options.progress)
                options.progress(1 - static_cast<double>(index) / static_cast<double>(size));
        }
        const MeasureSet set = at.set();
        bool is_ideal = true;
        for (std::size_t k = 0; k < chains_.size() && is_ideal; ++k)
            is_ideal =
                at.digit(k) == 0 || (problem.before[chains_[k][at.digit(k) - 1]] & ~set) == 0;
        if (!is_ideal) continue;
        ++ideals_;
        const auto taken = static_cast<std::size_t>(std::popcount(set));
        double best = nowhere;
        for (std::size_t k = 0; k < chains_.size(); ++k) {
            if (at.digit(k) == chains_[k].size()) continue;
            const std::size_t m = chains_[k][at.digit(k)];
            if ((problem.before[m] & ~set) != 0) continue;
            double x = table_[index + stride_[k]];
            for (std::size_t c = 0; c < power.size(); ++c)
                x -= (1 - problem.classes[c].discount) * power[c][taken] *
                     problem.classes[c].cost[m];
            best = std::max(best, x);
        }
        double here = 0, rest = 0;
        for (std::size_t c = 0; c < power.size() && taken > 0; ++c) {
            rest += power[c][taken - 1] * payoff[c][index];
            here += (1 - problem.classes[c].discount) * power[c][taken - 1] * payoff[c][index];
        }
        const bool may_stop = (problem.mandatory & ~set) == 0;
        table_[index] = std::max(here + best, may_stop ? rest : nowhere);
    }
}

}  // namespace entente
