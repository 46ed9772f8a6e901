#include "search/order_problem.hpp"

#include "entente/contract.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace entente {

OrderProblem::OrderProblem(const Model& model, PartialOrder order, MeasureSet initial)
    : order_(std::move(order)),
      initial_(initial),
      before_(model.measures.size()),
      after_(model.measures.size()),
      excludes_(model.measures.size()) {
    const std::size_t n = model.measures.size();
    for (const Precedence& p : order_.order)
        for (std::size_t m = 0; m < n; ++m)
            if ((p.later >> m & 1U) != 0) before_[m] |= p.earlier;
    for (std::size_t k = 0; k < n; ++k)  // Warshall: through k
        for (std::size_t m = 0; m < n; ++m)
            if ((before_[m] >> k & 1U) != 0) before_[m] |= before_[k];
    for (std::size_t m = 0; m < n; ++m)
        for (std::size_t k = 0; k < n; ++k)
            if ((before_[k] >> m & 1U) != 0) after_[m] |= MeasureSet{1} << k;
    for (const MeasureSet set : order_.exclusive)
        for (std::size_t m = 0; m < n; ++m)
            if ((set >> m & 1U) != 0) excludes_[m] |= set & ~(MeasureSet{1} << m);
}

OrderProblem OrderProblem::beginning_with(const std::vector<MeasureSet>& steps) const {
    OrderProblem made = *this;
    made.beginning_ = steps;
    made.begun_ = 0;
    for (const MeasureSet step : steps) {
        expects(is_step(made.begun_, step), "steps allowed one after another");
        made.begun_ |= step;
    }
    return made;
}

/// @pre the beginning is not over.
MeasureSet OrderProblem::given_step(MeasureSet taken) const {
    for (const MeasureSet step : beginning_)
        if ((step & taken) == 0) return step;
    return 0;
}

MeasureSet OrderProblem::available(MeasureSet taken) const {
    MeasureSet result = 0;
    for (MeasureSet rest = order_.measures & ~taken; rest != 0; rest &= rest - 1) {
        const auto m = static_cast<std::size_t>(std::countr_zero(rest));
        if (((after_[m] | excludes_[m]) & taken) != 0) continue;
        // Whatever comes before it can no longer be taken: it must be dispensable, or have
        // become so, or become so.
        bool dispensable = true;
        for (MeasureSet missing = before_[m] & order_.measures & ~taken & ~order_.optional;
             missing != 0; missing &= missing - 1)
            dispensable =
                dispensable && excludes_[static_cast<std::size_t>(std::countr_zero(missing))] != 0;
        if (dispensable) result |= MeasureSet{1} << m;
    }
    return result;
}

bool OrderProblem::complete(MeasureSet taken) const {
    if ((begun_ & ~taken) != 0) return false;
    for (MeasureSet missing = order_.measures & ~taken & ~order_.optional; missing != 0;
         missing &= missing - 1)
        if ((excludes_[static_cast<std::size_t>(std::countr_zero(missing))] & taken) == 0)
            return false;
    return true;
}

bool OrderProblem::is_step(MeasureSet taken, MeasureSet step) const {
    if ((begun_ & ~taken) != 0) return step == given_step(taken);
    if (step == 0 || static_cast<std::size_t>(std::popcount(step)) > width() ||
        (step & ~available(taken)) != 0)
        return false;
    for (MeasureSet rest = step; rest != 0; rest &= rest - 1) {
        const auto m = static_cast<std::size_t>(std::countr_zero(rest));
        if (((before_[m] | excludes_[m]) & step) != 0) return false;
    }
    return true;
}

bool OrderProblem::is_unordered() const {
    return order_.order.empty() && order_.exclusive.empty() && begun_ == 0;
}

/// What must be adopted in any case, in full steps, and no fewer than the longest chain of it.
std::size_t OrderProblem::fewest_steps() const {
    MeasureSet needed = measures() & ~order_.optional;
    for (const std::size_t m : members(needed))
        if (excludes_[m] != 0) needed &= ~(MeasureSet{1} << m);
    const auto count = static_cast<std::size_t>(std::popcount(needed));
    std::size_t longest = 0;
    MeasureSet left = needed;
    for (std::size_t round = 1; left != 0; ++round) {  // those with nothing left before them
        MeasureSet now = 0;
        for (const std::size_t m : members(left))
            if ((before_[m] & left) == 0) now |= MeasureSet{1} << m;
        left &= ~now;
        longest = round;
    }
    return std::max(longest, (count + width() - 1) / width());
}

std::vector<std::size_t> OrderProblem::members(MeasureSet set) {
    std::vector<std::size_t> list;
    for (; set != 0; set &= set - 1)
        list.push_back(static_cast<std::size_t>(std::countr_zero(set)));
    return list;
}

MeasureSet OrderProblem::set_of(const std::vector<std::size_t>& measures) {
    MeasureSet set = 0;
    for (const std::size_t m : measures) set |= MeasureSet{1} << m;
    return set;
}

/// Sets with all that is mandatory, each divided into steps in every way.
OrderProblem::Size OrderProblem::size_of_unordered() const {
    const auto n = static_cast<std::size_t>(std::popcount(measures()));
    const auto optional = static_cast<std::size_t>(std::popcount(order_.optional & measures()));
    const auto choose = [](std::size_t from, std::size_t count) {
        double ways = 1;
        for (std::size_t k = 0; k < count; ++k)
            ways = ways * static_cast<double>(from - k) / static_cast<double>(k + 1);
        return ways;
    };
    std::vector<double> divided{1};  // [measures] by the size of the last step
    for (std::size_t k = 1; k <= n; ++k) {
        divided.push_back(0);
        for (std::size_t last = 1; last <= std::min(k, width()); ++last)
            divided[k] += choose(k, last) * divided[k - last];
    }
    Size size;
    for (std::size_t k = 0; k <= optional; ++k)
        size.completions += choose(optional, k) * divided[n - optional + k];
    size.completions = std::round(size.completions);
    size.sets = std::ldexp(1.0, static_cast<int>(n));
    return size;
}

OrderProblem::Size OrderProblem::size(double most_visits) const {
    if (is_unordered()) return size_of_unordered();
    Size size;
    // Sets by how many measures they have, with the number of ways to reach each.
    std::vector<std::unordered_map<MeasureSet, double>> layers(
        static_cast<std::size_t>(std::popcount(order_.measures)) + 1);
    layers[0][0] = 1;
    double visits = 0;
    for (auto& layer : layers) {
        size.sets += static_cast<double>(layer.size());
        for (const auto& [taken, ways] : layer) {
            if (complete(taken)) size.completions += ways;
            if (!size.exact || visits > most_visits) {
                size.exact = false;
                continue;
            }
            for_each_step(taken, [&](MeasureSet step) {
                const MeasureSet next = taken | step;
                layers[static_cast<std::size_t>(std::popcount(next))][next] += ways;
                visits += 1;
            });
        }
        layer.clear();
    }
    return size;
}

bool OrderProblem::has_at_most(double sets) const {
    const Size counted = size(sets * static_cast<double>(std::popcount(measures())));
    return counted.exact && counted.sets <= sets;
}

}  // namespace entente
