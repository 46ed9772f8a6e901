#include "entente/contract.hpp"
#include "entente/graph_model.hpp"
#include "entente/scalar.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace entente {
namespace {

constexpr std::size_t most_relevant = 20;

using States = std::vector<std::size_t>;
using Clause = std::vector<States>;

bool includes(const States& whole, const States& part) {
    return std::ranges::includes(whole, part);
}

/// Drops alternatives that ask for more than another one.
Clause reduced(Clause clause) {
    std::ranges::sort(clause, [](const States& a, const States& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    Clause kept;
    for (const States& alternative : clause)
        if (std::ranges::none_of(
                kept, [&](const States& smaller) { return includes(alternative, smaller); }))
            kept.push_back(alternative);
    return kept;
}

/// Whether each alternative of `stronger` brings about one of `weaker`.
bool implies(const Clause& stronger, const Clause& weaker) {
    return std::ranges::all_of(stronger, [&](const States& given) {
        return std::ranges::any_of(weaker,
                                   [&](const States& asked) { return includes(given, asked); });
    });
}

/// Drops clauses that another one brings about; of equal ones the first stays. Very long lists,
/// which nobody reads, stay as they are.
std::vector<Clause> reduced(const std::vector<Clause>& clauses) {
    constexpr std::size_t most_alternatives = 2000;
    std::size_t alternatives = 0;
    for (const Clause& clause : clauses) alternatives += clause.size();
    if (alternatives > most_alternatives) return clauses;
    std::vector<Clause> kept;
    for (std::size_t k = 0; k < clauses.size(); ++k) {
        bool needed = true;
        for (std::size_t other = 0; other < clauses.size(); ++other) {
            if (other == k || !implies(clauses[other], clauses[k])) continue;
            needed = needed && other > k && implies(clauses[k], clauses[other]);
        }
        if (needed) kept.push_back(clauses[k]);
    }
    return kept;
}

/// The player stays in spite of a move to x.
Clause clause_for(std::size_t x, std::size_t state, SolutionConcept what, const States& answers,
                  const std::vector<States>& own) {
    Clause clause{{x}};
    if (what == SolutionConcept::nash) return clause;
    for (const std::size_t answer : answers) {
        std::set<std::size_t> harmful{answer};
        if (what == SolutionConcept::smr) harmful.insert(own[answer].begin(), own[answer].end());
        harmful.erase(state);  // no state is better than itself
        clause.emplace_back(harmful.begin(), harmful.end());
    }
    return reduced(std::move(clause));
}

Rational factorial(std::size_t n) {
    Rational product = 1;
    for (std::size_t k = 2; k <= n; ++k) product *= k;
    return product;
}

/// Of the (r + 1)! orders of the state and the r states that matter, those with exactly b given
/// states above it are b! (r - b)!; the states that do not matter multiply all counts alike.
std::optional<std::string> share(const std::vector<Clause>& clauses) {
    std::set<std::size_t> named;
    for (const Clause& clause : clauses)
        for (const States& alternative : clause)
            named.insert(alternative.begin(), alternative.end());
    if (named.size() > most_relevant) return std::nullopt;
    const States relevant(named.begin(), named.end());
    std::vector<std::vector<std::uint32_t>> masks;
    for (const Clause& clause : clauses) {
        masks.emplace_back();
        for (const States& alternative : clause) {
            std::uint32_t mask = 0;
            for (const std::size_t s : alternative)
                mask |= 1U << (std::ranges::lower_bound(relevant, s) - relevant.begin());
            masks.back().push_back(mask);
        }
    }
    std::vector<std::size_t> satisfying(relevant.size() + 1);  // by how many are above the state
    for (std::uint32_t above = 0; above < (1U << relevant.size()); ++above) {
        const bool holds = std::ranges::all_of(masks, [&](const auto& alternatives) {
            return std::ranges::any_of(alternatives,
                                       [&](std::uint32_t mask) { return (mask & above) == 0; });
        });
        if (holds) ++satisfying[static_cast<std::size_t>(std::popcount(above))];
    }
    Rational orders = 0;
    for (std::size_t b = 0; b < satisfying.size(); ++b)
        orders += satisfying[b] * factorial(b) * factorial(relevant.size() - b);
    return to_text(orders / factorial(relevant.size() + 1));
}

}  // namespace

std::optional<StabilityCondition> condition_for(const GraphModel& graph, std::size_t player,
                                                std::size_t state, SolutionConcept what,
                                                const std::stop_token& stop) {
    expects(player < graph.players.size() && state < graph.states.size(), "of the graph");
    States rest;
    for (std::size_t i = 0; i < graph.players.size(); ++i)
        if (i != player) rest.push_back(i);
    const auto answers = reachable(graph, rest, what == SolutionConcept::seq, stop);
    const auto& own = graph.moves[player];
    std::vector<Clause> clauses;
    for (const std::size_t x : own[state]) {
        if (stop.stop_requested()) return std::nullopt;
        Clause clause = clause_for(x, state, what, answers[x], own);
        const bool always = std::ranges::any_of(clause, &States::empty);
        if (!always) clauses.push_back(std::move(clause));
    }
    StabilityCondition condition{reduced(clauses), true, {}};
    const auto& ranks = graph.ranks[player];
    const auto no_better = [&](std::size_t s) { return ranks[s] >= ranks[state]; };
    condition.met = std::ranges::all_of(condition.clauses, [&](const Clause& clause) {
        return std::ranges::any_of(clause, [&](const States& alternative) {
            return std::ranges::all_of(alternative, no_better);
        });
    });
    condition.share = share(condition.clauses);
    if (stop.stop_requested()) return std::nullopt;
    return condition;
}

}  // namespace entente
