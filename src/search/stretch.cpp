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
        const PathFacts::Node* declined = asked ? &facts_->node(in_force, at) : nullptr;
        made.periods.push_back({in_force, pending, at, &node, declined,
                                declined == nullptr || known_to_comply(made, in_force, *declined)});
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

/// Where nothing tempts anybody, or where the course has just passed the same node and goes on
/// alike: what was worth keeping to then is so again. A step ends at the node after it; with one
/// combination of levels only, that is the one where the next is declined.
bool Prepender::known_to_comply(const Stretch& made, MeasureSet in_force,
                                const PathFacts::Node& node) const {
    World& world = facts_->world();
    if (!made.periods.empty() && made.periods.back().node == &node) return true;
    if (world.levels().size() == 1 && in_force != world.initial_measures()) return true;
    return std::ranges::all_of(node.least, [](double least) { return least == -infinity; });
}

void Prepender::comply(const PathFacts::Node& node, const Columns& values,
                       std::uint8_t* failed) const {
    for (std::size_t i = 0; i < facts_->players(); ++i) {
        if (node.least[i] == -infinity) continue;
        const double least = node.least[i] - rounding * facts_->scale(i);
        const double* value = values.values + i * values.stride;
        for (std::size_t k = 0; k < values.count; ++k) failed[k] |= value[k] < least;
    }
}

/// What a voter gets by declining is known where the levels stay: the same start again a period
/// later. With several measures pending only declining all of them leads there. Where somebody
/// might breach what is in force when the rest is declined, declining may be worth less, and a
/// vote that fails proves nothing.
Check Prepender::consent(const Stretch::Period& period, const Columns& accept,
                         std::uint8_t* failed) const {
    if (period.declined == nullptr) return Check::passed;
    if (period.declined->next != period.at || std::popcount(period.pending) != 1)
        return Check::open;
    const VotingRule& vote = voting_[static_cast<std::size_t>(std::countr_zero(period.pending))];
    bool doubtful = false;
    constexpr std::size_t chunk = 64;
    for (std::size_t from = 0; from < accept.count; from += chunk) {
        const std::size_t size = std::min(chunk, accept.count - from);
        std::uint64_t accepting[chunk];
        std::fill_n(accepting, size, facts_->ignored().consent);
        for (std::uint64_t voters = vote.voters(); voters != 0; voters &= voters - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(voters));
            const double declined = period.declined->stage[i], weight = 1 - facts_->discount(i);
            const double slack = indifference * facts_->scale(i);
            const double* value = accept.values + i * accept.stride + from;
            for (std::size_t k = 0; k < size; ++k)
                accepting[k] |= std::uint64_t{weight * (declined - value[k]) <= slack} << i;
        }
        bool passes = vote.passes(accepting[0]);
        for (std::size_t k = 0; k < size; ++k) {
            if (k > 0 && accepting[k] != accepting[k - 1]) passes = vote.passes(accepting[k]);
            if (period.kept_if_declined)
                failed[from + k] |= !passes;
            else
                doubtful = doubtful || !passes;
        }
    }
    return doubtful ? Check::open : Check::passed;
}

Check Prepender::prepend(const Stretch& stretch, const Columns& columns,
                         std::uint8_t* failed) const {
    Check result = Check::passed;
    const std::size_t players = facts_->players();
    for (std::size_t p = stretch.periods.size(); p-- > 0;) {
        const Stretch::Period& period = stretch.periods[p];
        comply(*period.node, columns, failed);
        if (!period.node->exact) result = Check::open;
        for (std::size_t i = 0; i < players; ++i) {
            const double now = stretch.now[p * players + i], discount = facts_->discount(i);
            double* value = columns.values + i * columns.stride;
            for (std::size_t k = 0; k < columns.count; ++k) value[k] = now + discount * value[k];
        }
        if (consent(period, columns, failed) == Check::open) result = Check::open;
    }
    return result;
}

Check Prepender::prepend(const Stretch& stretch, std::span<double> values) const {
    std::uint8_t failed = 0;
    const Check result = prepend(stretch, {values.data(), 1, 1}, &failed);
    return failed != 0 ? Check::failed : result;
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
        const std::span after = facts_->forever(in_force, node.next);
        std::vector<double> later(after.begin(), after.end());
        std::uint8_t failed = 0;
        comply(node, {later.data(), 1, 1}, &failed);
        if (failed != 0) return Check::failed;
        if (!node.exact) result = Check::open;
        at = node.next;
    }
    return result;
}

}  // namespace entente
