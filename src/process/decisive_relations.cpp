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
    const Place place = place_of(constraint.levels);
    const auto here = slack(constraint, set_of(constraint.measures), place);
    if (!here) return {};
    std::vector<std::pair<double, std::size_t>> effects;
    double strongest = 0;
    for (std::size_t e = 0; e < dynamics.levels().relations(); ++e) {
        effects.emplace_back(effect(constraint, e, place, *here), e);
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

DecisiveRelations::Place DecisiveRelations::place_of(std::vector<std::uint8_t> levels) const {
    Place place;
    for (const auto& part : values_.parts()) place.slots.push_back(part.factor->slot_at(levels));
    const LevelBox& box = values_.dynamics().levels();
    for (std::size_t e = 0; e < levels.size(); ++e)
        if (box.count(e) == 1) levels[e] = box.low(e);  // of a factor
    place.at = box.index(levels);
    return place;
}

/// One level up and down.
std::vector<DecisiveRelations::Place> DecisiveRelations::neighbours(const Place& place,
                                                                    std::size_t relation) const {
    std::vector<Place> near;
    const auto step = [&](const LevelBox& box, std::size_t from, const auto& add) {
        const std::size_t level = box.coordinate(from, relation);
        if (level > 0) add(from - box.stride(relation));
        if (level + 1 < box.count(relation)) add(from + box.stride(relation));
    };
    step(values_.dynamics().levels(), place.at, [&](std::size_t at) {
        near.push_back({at, place.slots});
    });
    for (std::size_t f = 0; f < place.slots.size(); ++f) {
        const Factor& factor = *values_.parts()[f].factor;
        if ((factor.relations() >> relation & 1U) == 0) continue;
        step(factor.dynamics().levels(), factor.at(place.at, place.slots[f]), [&](std::size_t own) {
            near.push_back(place);
            near.back().slots[f] = factor.slot(own);
        });
    }
    return near;
}

double DecisiveRelations::effect(const Constraint& constraint, std::size_t relation,
                                 const Place& place, double here) {
    double most = 0;
    for (const Place& neighbour : neighbours(place, relation))
        if (const auto there = slack(constraint, set_of(constraint.measures), neighbour))
            most = std::max(most, std::abs(*there - here));
    return most;
}

std::optional<double> DecisiveRelations::slack(const Constraint& constraint, MeasureSet measures,
                                               const Place& place) {
    const bool is_consent = constraint.kind == Constraint::Kind::consent;
    const std::size_t layer = values_.dynamics().layer_of(constraint.in_force);
    const StateIndex s{static_cast<std::uint32_t>(layer), static_cast<std::uint32_t>(place.at)};
    const SlotProduct reached =
        is_consent ? values_.reached(s) : values_.reached_node(layer, place.at);
    for (std::size_t f = 0; f < reached.size(); ++f)
        if ((reached[f] >> place.slots[f] & 1U) == 0) return std::nullopt;
    const auto amount = is_consent ? consent(constraint, measures, place.at)
                                   : compliance(constraint, measures, place.at);
    if (!amount) return std::nullopt;
    return amount->at(place.slots);
}

std::optional<Amount> DecisiveRelations::consent(const Constraint& constraint, MeasureSet measures,
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
    return values_.whole_passing(constraint.player, s, pending, behaviour_) -
           values_.whole_passing(constraint.player, s, pending & ~declined, behaviour_);
}

std::optional<Amount> DecisiveRelations::compliance(const Constraint& constraint,
                                                    MeasureSet measures, std::size_t at) {
    const std::size_t index = values_.dynamics().layer_of(constraint.in_force);
    if (values_.dynamics().layers()[index].node[at] == 0) return std::nullopt;
    const auto [entry, fresh] = breaches_.try_emplace(std::tuple(index, at, constraint.player));
    Slacks& slacks = entry->second;
    if (fresh)
        for_each_breach(
            values_, index, at, [&](std::size_t player) { return player == constraint.player; },
            [&](const Slack& s) {
                slacks[s.breach] = s.loss - Amount{s.gain, {}};
            });
    const auto found = slacks.find(measures);
    if (found == slacks.end()) return std::nullopt;
    return found->second;
}

}  // namespace entente
