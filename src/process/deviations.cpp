#include "process/deviations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t most_prescribing = 12;  // 4095 joint deviations

bool is_party(const Measure& measure, std::size_t player) {
    return std::ranges::find(measure.parties, player) != measure.parties.end();
}

template <class F>
void for_each_measure(MeasureSet set, const F& f) {
    for (; set != 0; set &= set - 1) f(static_cast<std::size_t>(std::countr_zero(set)));
}

/// Bit j: player j is another party of a breached measure.
std::uint64_t victims(const Model& model, MeasureSet breach, std::size_t breacher) {
    std::uint64_t victims = 0;
    for_each_measure(breach, [&](std::size_t m) {
        for (const std::size_t party : model.measures[m].parties)
            if (party != breacher) victims |= std::uint64_t{1} << party;
    });
    return victims;
}

/// Rule 7: what the scope of one breached measure adds to the suspension.
MeasureSet within_scope(const Model& model, MeasureSet in_force, const Scope& scope,
                        std::size_t breacher, std::uint64_t victims) {
    if (scope.kind == Scope::Kind::all) return in_force;
    if (scope.kind == Scope::Kind::listed) return in_force & scope.listed;
    MeasureSet within = 0;
    for_each_measure(in_force, [&](std::size_t m) {
        const Measure& measure = model.measures[m];
        if (!is_party(measure, breacher)) return;
        if (scope.kind == Scope::Kind::linked) within |= MeasureSet{1} << m;
        if (scope.kind == Scope::Kind::bilateral && measure.parties.size() == 2) {
            const std::size_t other =
                measure.parties[0] == breacher ? measure.parties[1] : measure.parties[0];
            if ((victims >> other & 1U) != 0) within |= MeasureSet{1} << m;
        }
    });
    return within;
}

DeviationGroup consequence(const Model& model, MeasureSet in_force, std::size_t player,
                           MeasureSet breach) {
    DeviationGroup group{player, breach, 0, {}};
    const std::uint64_t harmed = victims(model, breach, player);
    for_each_measure(breach, [&](std::size_t m) {
        group.suspended |= within_scope(model, in_force, model.measures[m].scope, player, harmed);
    });
    if (model.enforcement.reaction == Enforcement::Reaction::unchanged) return group;
    for (std::size_t e = 0; e < model.relations.size(); ++e) {
        const auto [one, other] = model.relations[e].between;
        if ((one == player && (harmed >> other & 1U) != 0) ||
            (other == player && (harmed >> one & 1U) != 0))
            group.relations |= std::uint64_t{1} << e;
    }
    return group;
}

}  // namespace

MeasureSet prescribing(const Model& model, MeasureSet in_force, std::size_t player) {
    MeasureSet set = 0;
    for_each_measure(in_force, [&](std::size_t m) {
        for (const Prescription& p : model.measures[m].prescriptions)
            if (model.interactions[p.interaction].players[p.player] == player)
                set |= MeasureSet{1} << m;
    });
    return set;
}

std::optional<std::size_t> applying(const Model& model, MeasureSet in_force,
                                    std::size_t interaction, std::size_t player) {
    std::optional<std::size_t> last;
    for_each_measure(in_force, [&](std::size_t m) {
        for (const Prescription& p : model.measures[m].prescriptions)
            if (p.interaction == interaction && p.player == player) last = m;
    });
    return last;
}

std::vector<DeviationGroup> deviation_groups(const Model& model, MeasureSet in_force) {
    std::vector<DeviationGroup> groups;
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        const MeasureSet bound = prescribing(model, in_force, i);
        const auto size = static_cast<std::size_t>(std::popcount(bound));
        if (size > most_prescribing)
            throw ModelError(
                model.sources,
                {{model.players[i].where,
                  fmt::format(
                      "{} measures in force at once prescribe something to \"{}\", expected "
                      "at most {}",
                      size, model.players[i].key, most_prescribing),
                  "join some of them into one measure with several prescriptions"}});
        std::vector<MeasureSet> breaches;
        for (MeasureSet d = bound; d != 0; d = (d - 1) & bound) breaches.push_back(d);
        std::ranges::sort(breaches, [](MeasureSet a, MeasureSet b) {
            return std::pair(std::popcount(a), a) < std::pair(std::popcount(b), b);
        });
        std::map<std::pair<MeasureSet, std::uint64_t>, std::size_t> position;
        for (const MeasureSet breach : breaches) {
            DeviationGroup group = consequence(model, in_force, i, breach);
            const auto [it, fresh] =
                position.try_emplace({group.suspended, group.relations}, groups.size());
            if (fresh) groups.push_back(std::move(group));
            groups[it->second].breaches.push_back(breach);
        }
    }
    return groups;
}

}  // namespace entente
