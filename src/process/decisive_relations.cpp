#include "process/decisive_relations.hpp"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

MeasureSet set_of(const std::vector<std::size_t>& measures) {
    MeasureSet set = 0;
    for (const std::size_t m : measures) set |= MeasureSet{1} << m;
    return set;
}

}  // namespace

std::vector<std::size_t> DecisiveRelations::of(const Constraint& constraint) {
    constexpr double share = 0.1;  // of the strongest effect; less is left out
    const Dynamics& dynamics = values_.dynamics();
    const std::size_t at = dynamics.levels().index(constraint.levels);
    const auto here = slack(constraint, set_of(constraint.measures), at);
    if (!here) return {};
    std::vector<std::pair<double, std::size_t>> effects;
    double strongest = 0;
    for (std::size_t e = 0; e < dynamics.levels().relations(); ++e) {
        effects.emplace_back(effect(constraint, e, *here), e);
        strongest = std::max(strongest, effects.back().first);
    }
    if (strongest <= 100 * indifference * dynamics.scale(constraint.player)) return {};
    std::ranges::stable_sort(effects, std::greater{},
                             [](const auto& entry) { return entry.first; });
    std::vector<std::size_t> relations;
    for (const auto& [size, relation] : effects)
        if (size >= share * strongest) relations.push_back(relation);
    return relations;
}

double DecisiveRelations::effect(const Constraint& constraint, std::size_t relation, double here) {
    const LevelBox& box = values_.dynamics().levels();
    const MeasureSet measures = set_of(constraint.measures);
    const std::size_t at = box.index(constraint.levels);
    const std::size_t level = box.coordinate(at, relation);
    double most = 0;
    const auto compare = [&](std::size_t neighbour) {
        if (const auto there = slack(constraint, measures, neighbour))
            most = std::max(most, std::abs(*there - here));
    };
    if (level > 0) compare(at - box.stride(relation));
    if (level + 1 < box.count(relation)) compare(at + box.stride(relation));
    return most;
}

std::optional<double> DecisiveRelations::slack(const Constraint& constraint, MeasureSet measures,
                                               std::size_t at) {
    return constraint.kind == Constraint::Kind::consent ? consent(constraint, measures, at)
                                                        : compliance(constraint, measures, at);
}

std::optional<double> DecisiveRelations::consent(const Constraint& constraint, MeasureSet measures,
                                                 std::size_t at) {
    const std::size_t index = values_.dynamics().layer_of(constraint.in_force);
    const Layer& layer = values_.dynamics().layers()[index];
    if (layer.start[at] == 0) return std::nullopt;
    const StepSet pending = layer.pending[at];
    StepSet declined = 0;
    for (std::size_t k = 0; k < layer.candidates.size(); ++k)
        if ((measures >> layer.candidates[k] & 1U) != 0) declined |= StepSet{1} << k;
    if ((declined & ~pending) != 0) return std::nullopt;
    const StateIndex s{static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(at)};
    return values_.passing(constraint.player, s, pending, behaviour_) -
           values_.passing(constraint.player, s, pending & ~declined, behaviour_);
}

std::optional<double> DecisiveRelations::compliance(const Constraint& constraint,
                                                    MeasureSet measures, std::size_t at) {
    const std::size_t index = values_.dynamics().layer_of(constraint.in_force);
    if (values_.dynamics().layers()[index].node[at] == 0) return std::nullopt;
    const auto [entry, fresh] = breaches_.try_emplace(std::tuple(index, at, constraint.player));
    Slacks& slacks = entry->second;
    if (fresh)
        for_each_breach(
            values_, index, at, [&](std::size_t player) { return player == constraint.player; },
            [&](const Slack& s) { slacks[s.breach] = s.loss - s.gain; });
    const auto found = slacks.find(measures);
    if (found == slacks.end()) return std::nullopt;
    return found->second;
}

}  // namespace entente
