#include "entente/contract.hpp"
#include "entente/graph_model.hpp"

#include <boost/dynamic_bitset.hpp>

#include <algorithm>

namespace entente {
namespace {

using StateSet = boost::dynamic_bitset<>;

std::vector<StateSet> as_sets(const std::vector<std::vector<std::size_t>>& lists) {
    std::vector<StateSet> sets(lists.size(), StateSet(lists.size()));
    for (std::size_t s = 0; s < lists.size(); ++s)
        for (const std::size_t t : lists[s]) sets[s].set(t);
    return sets;
}

std::vector<std::size_t> others(const GraphModel& graph, std::span<const std::size_t> members) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < graph.players.size(); ++i)
        if (std::ranges::find(members, i) == members.end()) rest.push_back(i);
    return rest;
}

/// What all members strictly prefer to the state.
StateSet preferred(const GraphModel& graph, std::span<const std::size_t> members,
                   std::size_t state) {
    StateSet set(graph.states.size());
    for (std::size_t t = 0; t < graph.states.size(); ++t)
        set[t] = std::ranges::all_of(
            members, [&](std::size_t i) { return graph.ranks[i][t] < graph.ranks[i][state]; });
    return set;
}

/// Whether after each improvement the others can get to a state in `harmful`.
bool deterred(const std::vector<std::size_t>& improvements, const std::vector<StateSet>& answers,
              const StateSet& harmful) {
    return std::ranges::all_of(improvements,
                               [&](std::size_t x) { return answers[x].intersects(harmful); });
}

}  // namespace

std::optional<CoalitionStability> stability(const GraphModel& graph,
                                            std::span<const std::size_t> members,
                                            const std::stop_token& stop) {
    expects(!members.empty(), "a coalition has a member");
    const std::size_t count = graph.states.size();
    const auto rest = others(graph, members);
    const auto own = as_sets(reachable(graph, members, false, stop));
    const auto answers = as_sets(reachable(graph, rest, false, stop));
    const auto credible = as_sets(reachable(graph, rest, true, stop));
    CoalitionStability result{{members.begin(), members.end()}, {}, {}};
    for (auto& stable : result.stable) stable.resize(count);
    for (std::size_t s = 0; s < count; ++s) {
        if (stop.stop_requested()) return std::nullopt;
        const StateSet better = preferred(graph, members, s);
        const StateSet harmful = ~better;
        StateSet lasting(count);  // harmful, and no way from there to something better
        for (auto y = harmful.find_first(); y != StateSet::npos; y = harmful.find_next(y))
            lasting[y] = !own[y].intersects(better);
        std::vector<std::size_t> gains;
        const StateSet improvements = own[s] & better;
        for (auto x = improvements.find_first(); x != StateSet::npos; x = improvements.find_next(x))
            gains.push_back(x);
        const auto set = [&](SolutionConcept c, bool stable) {
            result.stable[static_cast<std::size_t>(c)][s] = stable ? 1 : 0;
        };
        set(SolutionConcept::nash, gains.empty());
        set(SolutionConcept::gmr, deterred(gains, answers, harmful));
        set(SolutionConcept::smr, deterred(gains, answers, lasting));
        set(SolutionConcept::seq, deterred(gains, credible, harmful));
        result.improvements.push_back(std::move(gains));
    }
    return result;
}

}  // namespace entente
