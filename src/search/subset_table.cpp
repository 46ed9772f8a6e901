#include "search/subset_table.hpp"

#include "process/dynamics.hpp"
#include "search/subset_kernels.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <map>
#include <new>
#include <thread>
#include <utility>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace entente {
namespace {

constexpr std::size_t most_low = 12;  // blocks of 32 KB: a few of them fit the second-level cache
constexpr double nowhere = -1e300;

double power(double d, std::size_t t) {
    return std::pow(d, static_cast<double>(t));
}

}  // namespace

/// A class's payoff, by the part of each term that lies among the high measures.
struct SubsetTable::Weights {
    struct Part {
        std::size_t high = 0;
        double constant = 0;
        std::vector<double> by_low;  ///< [low set]; empty if there is the constant only
    };
    std::vector<Part> parts;
    double here = 0;  ///< share of a payoff that falls into one period: 1 - discount
    /// [low set] what counts seen from the start, where a high measure is in force and where none
    /// is: a set of size t + 1 is first in force in period t. Empty: seen from its own period.
    std::vector<double> later, first;
};

bool SubsetTable::accepts(const ScalarProblem& problem) {
    return problem.size() <= 32 && (problem.classes.size() == 1 || !problem.has_costs()) &&
           std::ranges::all_of(problem.before, [](MeasureSet set) { return set == 0; });
}

SubsetTable::SubsetTable(const ScalarProblem& problem, const Options& options)
    : problem_(&problem), options_(options) {
    low_ = std::clamp<std::size_t>(problem.size(), 4, most_low);
    top_ = std::min<std::size_t>(4, std::max(problem.size(), low_) - low_);
    mapped_ = sizeof(double) << std::max(problem.size(), low_);
#ifdef __linux__
    void* memory =
        mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    madvise(memory, mapped_, MADV_HUGEPAGE);  // a few thousand pages instead of a million
    table_ = static_cast<double*>(memory);
#else
    table_ = static_cast<double*>(::operator new(mapped_, std::align_val_t{64}));
#endif
    prepare();
    const std::size_t groups = std::size_t{1} << top_;
    // A group of blocks needs those with more of the top measures; equally many can run at once.
    for (std::size_t size = top_ + 1; size-- > 0;) {
        std::vector<std::size_t> ready;
        for (std::size_t g = groups; g-- > 0;)
            if (static_cast<std::size_t>(std::popcount(g)) == size) ready.push_back(g);
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t k = next++; k < ready.size(); k = next++) solve_group(ready[k]);
        };
        {
            std::vector<std::jthread> team;
            for (unsigned t = 1; t < options_.threads && t < ready.size(); ++t)
                team.emplace_back(work);
            work();
        }
        if (options_.stop.stop_requested()) throw Stopped{};
        if (options_.progress)
            options_.progress(1 - static_cast<double>(size) / static_cast<double>(top_ + 1));
    }
}

SubsetTable::~SubsetTable() {
#ifdef __linux__
    munmap(table_, mapped_);
#else
    ::operator delete(table_, std::align_val_t{64});
#endif
}

void SubsetTable::prepare() {
    const std::size_t block = std::size_t{1} << low_;
    const std::size_t low_mask = block - 1;
    for (const DiscountClass& c : problem_->classes) {
        std::map<std::size_t, Weights::Part> parts;
        for (const auto& [term, weight] : c.payoff) {
            Weights::Part& part = parts[term >> low_];
            if ((term & low_mask) == 0) {
                part.constant += weight;
                continue;
            }
            part.by_low.resize(block);
            part.by_low[term & low_mask] += weight;
        }
        Weights made;
        for (auto& [high, part] : parts) {
            part.high = high;
            for (std::size_t bit = 1; bit < part.by_low.size(); bit <<= 1U)  // sums over subsets
                for (std::size_t s = 0; s < block; ++s)
                    if ((s & bit) != 0) part.by_low[s] += part.by_low[s ^ bit];
            made.parts.push_back(std::move(part));
        }
        made.here = 1 - c.discount;
        for (std::size_t s = 0; s < block && problem_->classes.size() > 1; ++s) {
            const auto size = static_cast<std::size_t>(std::popcount(s));
            made.later.push_back(power(c.discount, size));
            made.first.push_back(s == 0 ? 1 : power(c.discount, size - 1));
        }
        weights_.push_back(std::move(made));
    }
}

/// The payoff of a class at every set of a block.
void SubsetTable::payoff(std::size_t high, std::size_t c, double* out) const {
    const std::size_t block = std::size_t{1} << low_;
    const SubsetKernels& kernels = *subset_kernels().front();
    double constant = 0;
    for (const Weights::Part& part : weights_[c].parts)
        if ((part.high & ~high) == 0) constant += part.constant;
    std::fill_n(out, block, constant);
    for (const Weights::Part& part : weights_[c].parts)
        if ((part.high & ~high) == 0 && !part.by_low.empty())
            kernels.add(part.by_low.data(), out, block);
}

void SubsetTable::solve_group(std::size_t top) {
    const std::size_t n = std::max(problem_->size(), low_);
    const std::size_t count = std::size_t{1} << (n - low_ - top_);
    for (std::size_t k = count; k-- > 0;) {
        if (k % 64 == 0 && options_.stop.stop_requested()) return;
        solve_block(top * count + k);
    }
}

void SubsetTable::solve_block(std::size_t high) {
    const std::size_t n = std::max(problem_->size(), low_);
    const std::size_t size = std::size_t{1} << low_;
    const std::size_t in_high = static_cast<std::size_t>(std::popcount(high));
    thread_local std::vector<double> one, stop, stay;
    if (weights_.size() == 1) {
        stop.resize(size);
        stay.resize(size);
        payoff(high, 0, stop.data());
        for (std::size_t s = 0; s < size; ++s) stay[s] = weights_[0].here * stop[s];
    } else {
        one.resize(size);
        stop.assign(size, 0);
        stay.assign(size, 0);
        for (std::size_t c = 0; c < weights_.size(); ++c) {
            payoff(high, c, one.data());
            const Weights& w = weights_[c];
            const std::vector<double>& seen = in_high == 0 ? w.first : w.later;
            const double scale =
                in_high == 0 ? 1 : power(problem_->classes[c].discount, in_high - 1);
            for (std::size_t s = 0; s < size; ++s) {
                const double x = scale * seen[s] * one[s];
                stop[s] += x;
                stay[s] += w.here * x;
            }
        }
    }
    const MeasureSet mandatory_high = problem_->mandatory >> low_;
    const MeasureSet mandatory_low = problem_->mandatory & (size - 1);
    if ((mandatory_high & ~high) != 0)
        stop.assign(size, nowhere);
    else if (mandatory_low != 0)
        for (std::size_t s = 0; s < size; ++s)
            if ((mandatory_low & ~s) != 0) stop[s] = nowhere;

    const DiscountClass& first = problem_->classes.front();
    const bool single = problem_->classes.size() == 1;
    const auto cost = [&](std::size_t m) {
        if (m >= problem_->size()) return 1e290;  // no such measure
        return single ? (1 - first.discount) * first.cost[m] : 0.0;
    };
    const double* above[64];
    double above_cost[64], low_cost[64];
    SubsetBlock block{table_ + high * size, low_,        above,
                      above_cost,           0,           low_cost,
                      stop.data(),          stay.data(), single ? first.discount : 1};
    for (std::size_t m = 0; m < low_; ++m) low_cost[m] = cost(m);
    for (std::size_t m = low_; m < n; ++m) {
        const std::size_t bit = std::size_t{1} << (m - low_);
        if ((high & bit) != 0) continue;
        above[block.above_count] = table_ + (high | bit) * size;
        above_cost[block.above_count++] = cost(m);
    }
    subset_kernels().front()->solve(block);
}

}  // namespace entente
