#include "process/amount.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace entente {
namespace {

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    std::size_t lowest = 0;  ///< slot
};

/// What one factor adds at the slots of a mask. Of slots that differ by rounding the first counts
/// as the lowest.
Range range_of(const Amount& amount, std::size_t factor, std::size_t places, SlotMask mask) {
    Range range;
    for (; mask != 0; mask &= mask - 1) {
        const auto slot = static_cast<std::size_t>(std::countr_zero(mask));
        const double here = amount.parts.empty() ? 0 : amount.parts[factor * places + slot];
        if (here < range.low - 1e-12 * std::abs(here)) range.lowest = slot;
        range.low = std::min(range.low, here);
        range.high = std::max(range.high, here);
    }
    return range;
}

std::size_t places_in(const Amount& amount, std::size_t factors) {
    return factors == 0 ? 0 : amount.parts.size() / factors;
}

/// A comparison with a bound that comes out differently from level to level.
class Undecided {
public:
    Undecided(const Amount& difference, double bound, const SlotProduct& among)
        : difference_(difference),
          bound_(bound),
          among_(among),
          places_(places_in(difference, among.size())) {
        for (std::size_t f = 0; f < among.size(); ++f) {
            ranges_.push_back(range_of(difference, f, places_, among[f]));
            order_.push_back(f);
        }
        std::ranges::stable_sort(order_, std::greater{},
                                 [&](std::size_t f) { return ranges_[f].high - ranges_[f].low; });
    }

    /// How many factors, those that matter most, are to be told level by level so that the others
    /// do not matter: their positions.
    std::vector<std::size_t> decisive() const {
        for (std::size_t count = 1; count < order_.size(); ++count)
            if (is_settled(count, 0, difference_.core)) return {order_.begin(), at(count)};
        return order_;
    }

private:
    std::vector<std::size_t>::const_iterator at(std::size_t position) const {
        return order_.begin() + static_cast<std::ptrdiff_t>(position);
    }

    /// Whether, at every choice of slots of the first `count` factors, of which those before `next`
    /// have added up to `sum` already, the others cannot change the outcome.
    bool is_settled(std::size_t count, std::size_t next, double sum) const {
        double low = sum, high = sum;
        for (auto f = at(next); f != order_.end(); ++f) {
            low += ranges_[*f].low;
            high += ranges_[*f].high;
        }
        if (low > bound_ || high <= bound_) return true;
        if (next == count) return false;
        const std::size_t f = order_[next];
        for (SlotMask left = among_[f]; left != 0; left &= left - 1) {
            const auto slot = static_cast<std::size_t>(std::countr_zero(left));
            if (!is_settled(count, next + 1, sum + difference_.parts[f * places_ + slot]))
                return false;
        }
        return true;
    }

    const Amount& difference_;
    double bound_;
    const SlotProduct& among_;
    std::size_t places_;
    std::vector<Range> ranges_;
    std::vector<std::size_t> order_;  ///< the widest range first
};

}  // namespace

Amount& Amount::operator*=(double factor) {
    core *= factor;
    for (double& part : parts) part *= factor;
    return *this;
}

Amount& Amount::operator-=(const Amount& other) {
    core -= other.core;
    if (parts.empty()) parts.resize(other.parts.size());
    for (std::size_t k = 0; k < other.parts.size(); ++k) parts[k] -= other.parts[k];
    return *this;
}

double Amount::at(const SlotChoice& slots) const {
    double sum = core;
    const std::size_t places = places_in(*this, slots.size());
    for (std::size_t f = 0; f < slots.size() && !parts.empty(); ++f)
        sum += parts[f * places + slots[f]];
    return sum;
}

std::pair<double, SlotChoice> least(const Amount& amount, const SlotProduct& among) {
    std::pair<double, SlotChoice> result{amount.core, {}};
    const std::size_t places = places_in(amount, among.size());
    for (std::size_t f = 0; f < among.size(); ++f) {
        const Range range = range_of(amount, f, places, among[f]);
        result.first += range.low;
        result.second.push_back(range.lowest);
    }
    return result;
}

std::pair<double, SlotChoice> least(const Amount& amount, const SlotSet& among) {
    std::pair<double, SlotChoice> best{std::numeric_limits<double>::infinity(), {}};
    for (const SlotProduct& product : among.products())
        if (auto here = least(amount, product); here.first < best.first) best = std::move(here);
    return best;
}

bool exceeds(const Amount& a, const Amount& b, double tolerance, const SlotProduct& among,
             const Factors* factors) {
    if (a.parts.empty() && b.parts.empty()) return a.core > b.core + tolerance;
    const Amount difference = a - b;
    const std::size_t places = places_in(difference, among.size());
    double low = difference.core, high = low;
    for (std::size_t f = 0; f < among.size(); ++f) {
        const Range range = range_of(difference, f, places, among[f]);
        low += range.low;
        high += range.high;
    }
    if (low > tolerance) return true;
    if (high <= tolerance) return false;
    Entangled entangled;
    for (const std::size_t f : Undecided(difference, tolerance, among).decisive())
        entangled.relations |= (*factors)[f]->relations();
    throw entangled;
}

}  // namespace entente
