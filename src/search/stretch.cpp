#include "search/stretch.hpp"

#include "process/prediction.hpp"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

constexpr double rounding = 1e-14;

}  // namespace

Prepender::Prepender(PathFacts& facts, std::span<const Rational> parameters) : facts_(&facts) {
    const Model& model = facts.world().model();
    for (const Measure& measure : model.measures) voting_.emplace_back(model, measure, parameters);
}

std::optional<Stretch> Prepender::stretch(MeasureSet in_force, std::size_t at,
                                          MeasureSet step) const {
    Stretch made;
    std::vector<std::size_t> waited;  // at these levels, since something was last concluded
    for (MeasureSet left = step; left != 0;) {
        const MeasureSet pending = facts_->pending(left, in_force, at);
        if (pending != 0) {
            waited.clear();
        } else {
            if (std::ranges::find(waited, at) != waited.end()) return std::nullopt;
            waited.push_back(at);
        }
        const PathFacts::Node& node = facts_->node(in_force | pending, at);
        made.periods.push_back({in_force, pending, at, &node});
        in_force |= pending;
        left &= ~pending;
        at = node.next;
    }
    made.in_force = in_force;
    made.at = at;
    return made;
}

bool Prepender::complies(const PathFacts::Node& node, std::span<const double> values) const {
    for (std::size_t i = 0; i < facts_->players(); ++i)
        if (values[i] < node.least[i] - rounding * facts_->scale(i)) return false;
    return true;
}

/// What a voter gets by declining is known where the levels stay: the same start again a period
/// later. With several measures pending only declining all of them leads there.
Check Prepender::consent(const Stretch::Period& period, std::span<const double> accept) const {
    if (period.pending == 0) return Check::passed;
    const bool single = std::popcount(period.pending) == 1;
    std::uint64_t voters = 0;
    for (MeasureSet set = period.pending; set != 0; set &= set - 1)
        voters |= voting_[static_cast<std::size_t>(std::countr_zero(set))].voters();
    if ((voters & ~facts_->ignored().consent) == 0) return Check::passed;
    const PathFacts::Node& declined = facts_->node(period.before, period.at);
    if (declined.next != period.at || !single) return Check::open;
    std::uint64_t accepting = facts_->ignored().consent;
    for (std::size_t i = 0; i < facts_->players(); ++i) {
        const double gain = (1 - facts_->discount(i)) * (declined.stage[i] - accept[i]);
        if (gain <= indifference * facts_->scale(i)) accepting |= std::uint64_t{1} << i;
    }
    const auto m = static_cast<std::size_t>(std::countr_zero(period.pending));
    return voting_[m].passes(accepting) ? Check::passed : Check::failed;
}

Check Prepender::prepend(const Stretch& stretch, std::span<double> values) const {
    Check result = Check::passed;
    for (std::size_t k = stretch.periods.size(); k-- > 0;) {
        const Stretch::Period& period = stretch.periods[k];
        if (!complies(*period.node, values)) return Check::failed;
        if (!period.node->exact) result = Check::open;
        for (std::size_t i = 0; i < facts_->players(); ++i) {
            const double d = facts_->discount(i);
            const double cost = facts_->cost(period.pending, i, period.before, period.at);
            values[i] = (1 - d) * (period.node->stage[i] - cost) + d * values[i];
        }
        const Check voted = consent(period, values);
        if (voted == Check::failed) return voted;
        if (voted == Check::open) result = Check::open;
    }
    return result;
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
