#include "world/separable.hpp"

#include "expression/specialise.hpp"
#include "model/expressions.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente {
namespace {

std::uint64_t bit(std::size_t relation) {
    return std::uint64_t{1} << relation;
}

/// Calls f for every expression that belongs to the relation.
template <class F>
void for_each_own(const Relation& relation, const F& f) {
    for (const PlayerTerm& term : relation.payoffs) f(term.amount);
    f(relation.up);
    f(relation.down);
}

std::uint64_t levels_in(const Expression& expression) {
    std::uint64_t relations = 0;
    for (const std::uint32_t e : dependencies(expression).relations) relations |= bit(e);
    return relations;
}

/// Of each relation, on whose levels its moves and its worth depend directly.
std::vector<std::uint64_t> reads_of(const Model& model) {
    std::vector<std::uint64_t> reads;
    for (const Relation& relation : model.relations) {
        reads.push_back(0);
        for_each_own(relation, [&](const Expression& x) { reads.back() |= levels_in(x); });
    }
    return reads;
}

/// Relations on whose levels anything depends that belongs to no relation.
std::uint64_t read_elsewhere(const Model& model) {
    std::vector<const Expression*> own;
    for (const Relation& relation : model.relations)
        for_each_own(relation, [&](const Expression& x) { own.push_back(&x); });
    std::ranges::sort(own);
    std::uint64_t read = 0;
    for_each_expression(model, [&](const Expression& x) {
        if (!std::ranges::binary_search(own, &x)) read |= levels_in(x);
    });
    return read;
}

bool can_move(const Model& model, const Relation& relation) {
    const bool reacts = model.enforcement.reaction != Enforcement::Reaction::unchanged;
    return (relation.initial + 1 < relation.levels.size() && !is_zero(relation.up)) ||
           (relation.initial > 0 && (reacts || !is_zero(relation.down)));
}

/// Joins what reads each other.
std::vector<std::uint64_t> tied(std::uint64_t relations, const std::vector<std::uint64_t>& reads) {
    std::vector<std::uint64_t> groups;
    for (std::uint64_t left = relations; left != 0; left &= left - 1) {
        const auto e = static_cast<std::size_t>(std::countr_zero(left));
        std::uint64_t group = bit(e) | (reads[e] & relations);
        std::erase_if(groups, [&](std::uint64_t known) {
            if ((known & group) == 0) return false;
            group |= known;
            return true;
        });
        groups.push_back(group);
    }
    std::ranges::sort(groups, {}, [](std::uint64_t group) { return std::countr_zero(group); });
    return groups;
}

/// Relations of the group that others of it read, if it has too many combinations of levels.
std::uint64_t too_many(const Model& model, const std::vector<std::uint64_t>& reads,
                       std::uint64_t group) {
    double levels = 1;
    std::uint64_t read = 0;
    for (std::uint64_t left = group; left != 0; left &= left - 1) {
        const auto e = static_cast<std::size_t>(std::countr_zero(left));
        levels *= static_cast<double>(model.relations[e].levels.size());
        read |= reads[e] & group & ~bit(e);
    }
    if (levels <= static_cast<double>(most_group_levels)) return 0;
    return read != 0 ? read : group;
}

}  // namespace

std::vector<std::uint64_t> separable_relations(const Model& model, std::uint64_t kept) {
    const std::vector<std::uint64_t> reads = reads_of(model);
    kept |= read_elsewhere(model);
    std::uint64_t separable = 0;
    for (std::size_t e = 0; e < reads.size(); ++e)
        if (can_move(model, model.relations[e])) separable |= bit(e);
    for (std::uint64_t more = kept;;) {
        separable &= ~std::exchange(more, 0);
        // What the others read is not separable either.
        for (std::size_t e = 0; e < reads.size(); ++e)
            if ((separable >> e & 1U) == 0) more |= reads[e] & separable;
        for (const std::uint64_t group : tied(separable, reads))
            more |= too_many(model, reads, group);
        if (more == 0) return tied(separable, reads);
    }
}

}  // namespace entente
