#include "world/separable.hpp"

#include "expression/specialise.hpp"
#include "model/expressions.hpp"

#include <boost/pending/disjoint_sets.hpp>

#include <algorithm>
#include <map>
#include <numeric>

namespace entente {
namespace {

/// Calls f for every expression that belongs to the relation.
template <class F>
void for_each_own(const Relation& relation, const F& f) {
    for (const PlayerTerm& term : relation.payoffs) f(term.amount);
    f(relation.up);
    f(relation.down);
}

bool moves(const Relation& relation) {
    return !is_zero(relation.up) || !is_zero(relation.down);
}

/// Whether a breach of some measure can make the relation worse: those of the breacher with the
/// other parties of what it breaches fall.
bool can_suffer(const Relation& relation, const Model& model, MeasureSet possible) {
    if (model.enforcement.reaction == Enforcement::Reaction::unchanged) return false;
    const auto binds = [&](const Measure& measure, std::size_t breacher, std::size_t victim) {
        return std::ranges::find(measure.parties, victim) != measure.parties.end() &&
               std::ranges::any_of(measure.prescriptions, [&](const Prescription& p) {
                   return model.interactions[p.interaction].players[p.player] == breacher;
               });
    };
    const auto [one, other] = relation.between;
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        const Measure& measure = model.measures[m];
        if ((possible >> m & 1U) != 0 && (binds(measure, one, other) || binds(measure, other, one)))
            return true;
    }
    return false;
}

/// Joins what reads each other; the last element stands for the rest of the world.
class Ties {
public:
    Ties(const Model& model, MeasureSet possible)
        : world_(model.relations.size()), parents_(world_ + 1), ranks_(world_ + 1) {
        std::iota(parents_.begin(), parents_.end(), std::size_t{0});
        std::vector<const Expression*> own;
        for (std::size_t e = 0; e < world_; ++e)
            for_each_own(model.relations[e], [&](const Expression& expression) {
                own.push_back(&expression);
                tie(e, expression);
            });
        for (std::size_t e = 0; e < world_; ++e)
            if (can_suffer(model.relations[e], model, possible)) sets().union_set(e, world_);
        std::ranges::sort(own);
        for_each_expression(model, [&](const Expression& expression) {
            if (!std::ranges::binary_search(own, &expression)) tie(world_, expression);
        });
    }

    bool is_tied_to_the_world(std::size_t relation) { return find(relation) == find(world_); }
    std::size_t find(std::size_t relation) { return sets().find_set(relation); }

private:
    using Sets = boost::disjoint_sets<std::size_t*, std::size_t*>;
    Sets sets() { return {ranks_.data(), parents_.data()}; }

    void tie(std::size_t owner, const Expression& expression) {
        const Dependencies reads = dependencies(expression);
        for (const std::uint32_t e : reads.relations) sets().union_set(owner, std::size_t{e});
        if (reads.measures != 0 || !reads.interactions.empty()) sets().union_set(owner, world_);
    }

    std::size_t world_;
    std::vector<std::size_t> parents_, ranks_;
};

}  // namespace

std::vector<std::vector<std::size_t>> separable_relations(const Model& model, MeasureSet possible) {
    Ties ties(model, possible);
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t e = 0; e < model.relations.size(); ++e)
        if (!ties.is_tied_to_the_world(e) && moves(model.relations[e]))
            groups[ties.find(e)].push_back(e);
    std::vector<std::vector<std::size_t>> list;
    for (auto& [root, group] : groups) list.push_back(std::move(group));
    std::ranges::sort(list);
    return list;
}

void hold(Relation& relation) {
    relation.up = relation.down = constant(0);
}

Model alone(const Model& model, const std::vector<std::size_t>& group) {
    Model made;
    made.sources = model.sources;
    made.parameters = model.parameters;
    made.players = model.players;
    made.relations = model.relations;
    for (std::size_t e = 0; e < made.relations.size(); ++e) {
        if (std::ranges::binary_search(group, e)) continue;
        hold(made.relations[e]);
        made.relations[e].payoffs.clear();
    }
    return made;
}

}  // namespace entente
