#include "search/stretch.hpp"

#include "process/prediction.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace entente {
namespace {

constexpr double rounding = 1e-14;
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

Prepender::Prepender(PathFacts& facts, std::span<const Rational> parameters) : facts_(&facts) {
    const Model& model = facts.world().model();
    for (const Measure& measure : model.measures) voting_.emplace_back(model, measure, parameters);
}

std::optional<Stretch> Prepender::stretch(MeasureSet in_force, std::size_t at,
                                          MeasureSet step) const {
    std::optional<Stretch> made(std::in_place);
    if (!stretch(in_force, at, step, *made)) made.reset();
    return made;
}

bool Prepender::stretch(MeasureSet in_force, std::size_t at, MeasureSet step, Stretch& made) const {
    made.periods.clear();
    made.now.clear();
    std::size_t last = 0;  // period after which nothing was concluded any more
    for (MeasureSet left = step; left != 0;) {
        const MeasureSet pending = facts_->pending(left, in_force, at);
        if (pending != 0) last = made.periods.size();
        for (std::size_t k = last; pending == 0 && k < made.periods.size(); ++k)
            if (made.periods[k].pending == 0 && made.periods[k].at == at) return false;
        const PathFacts::Node& node = facts_->node(in_force | pending, at);
        std::uint64_t voters = 0;
        for (MeasureSet set = pending; set != 0; set &= set - 1)
            voters |= voting_[static_cast<std::size_t>(std::countr_zero(set))].voters();
        const bool asked = (voters & ~facts_->ignored().consent) != 0;
        made.periods.push_back(
            {in_force, pending, at, &node, asked ? &facts_->node(in_force, at) : nullptr});
        for (std::size_t i = 0; i < facts_->players(); ++i)
            made.now.push_back((1 - facts_->discount(i)) *
                               (node.stage[i] - facts_->cost(pending, i, in_force, at)));
        in_force |= pending;
        left &= ~pending;
        at = node.next;
    }
    made.in_force = in_force;
    made.at = at;
    return true;
}

bool Prepender::complies(const PathFacts::Node& node, std::span<const double> values) const {
    for (std::size_t i = 0; i < facts_->players(); ++i)
        if (values[i] < node.least[i] - rounding * facts_->scale(i)) return false;
    return true;
}

/// What a voter gets by declining is known where the levels stay: the same start again a period
/// later. With several measures pending only declining all of them leads there.
Check Prepender::consent(const Stretch::Period& period, std::span<const double> accept) const {
    if (period.declined == nullptr) return Check::passed;
    if (period.declined->next != period.at || std::popcount(period.pending) != 1)
        return Check::open;
    std::uint64_t accepting = facts_->ignored().consent;
    for (std::size_t i = 0; i < facts_->players(); ++i) {
        const double gain = (1 - facts_->discount(i)) * (period.declined->stage[i] - accept[i]);
        if (gain <= indifference * facts_->scale(i)) accepting |= std::uint64_t{1} << i;
    }
    const auto m = static_cast<std::size_t>(std::countr_zero(period.pending));
    return voting_[m].passes(accepting) ? Check::passed : Check::failed;
}

Check Prepender::prepend(const Stretch& stretch, std::span<double> values) const {
    Check result = Check::passed;
    const std::size_t players = facts_->players();
    for (std::size_t k = stretch.periods.size(); k-- > 0;) {
        const Stretch::Period& period = stretch.periods[k];
        if (!complies(*period.node, values)) return Check::failed;
        if (!period.node->exact) result = Check::open;
        for (std::size_t i = 0; i < players; ++i)
            values[i] = stretch.now[k * players + i] + facts_->discount(i) * values[i];
        const Check voted = consent(period, values);
        if (voted == Check::failed) return voted;
        if (voted == Check::open) result = Check::open;
    }
    return result;
}

void Prepender::demand(const Stretch& stretch, std::span<const double> before,
                       std::span<double> after) const {
    const std::size_t players = facts_->players();
    for (std::size_t i = 0; i < players; ++i) {
        const double d = facts_->discount(i);
        double asked = before[i];
        for (std::size_t k = 0; k < stretch.periods.size(); ++k) {
            const Stretch::Period& period = stretch.periods[k];
            if (period.declined != nullptr) asked = std::max(asked, period.declined->stage[i]);
            asked = d > 0 ? (asked - stretch.now[k * players + i]) / d : -infinity;
            const double least = period.node->least[i];
            if (least < infinity) asked = std::max(asked, least);
        }
        // A little more than what rounding can make of it.
        if (asked > -infinity)
            after[i] = std::max(after[i], asked + 1e-11 * std::max(1.0, std::abs(asked)));
    }
}

Check Prepender::rest(MeasureSet in_force, std::size_t at) const {
    Check result = Check::passed;
    std::vector<std::size_t> seen;
    while (std::ranges::find(seen, at) == seen.end()) {
        seen.push_back(at);
        const PathFacts::Node& node = facts_->node(in_force, at);
        if (!complies(node, facts_->forever(in_force, node.next))) return Check::failed;
        if (!node.exact) result = Check::open;
        at = node.next;
    }
    return result;
}

}  // namespace entente
