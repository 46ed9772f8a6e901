#include "entente/contract.hpp"
#include "entente/graph_model.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

/// All coalitions of n players, small ones first, each in lexicographic order.
std::vector<std::vector<std::size_t>> coalitions_of(std::size_t n) {
    std::vector<std::vector<std::size_t>> all;
    for (unsigned mask = 1; mask < (1U << n); ++mask) {
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < n; ++i)
            if ((mask >> i & 1U) != 0) members.push_back(i);
        all.push_back(std::move(members));
    }
    std::ranges::sort(all, [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return all;
}

std::vector<std::size_t> stable_for_all(const GraphAnalysis& analysis, std::size_t what,
                                        std::size_t coalitions) {
    std::vector<std::size_t> states;
    for (std::size_t s = 0; s < analysis.graph.states.size(); ++s) {
        bool stable = true;
        for (std::size_t k = 0; k < coalitions; ++k)
            stable = stable && analysis.coalitions[k].stable[what][s] != 0;
        if (stable) states.push_back(s);
    }
    return states;
}

/// Sequences of moves are closed under the rule that nobody moves twice in a row only if a
/// player's moves are transitive; where they are not, that is worth knowing.
void note_chains(GraphAnalysis& analysis) {
    const GraphModel& graph = analysis.graph;
    for (std::size_t i = 0; i < graph.players.size(); ++i) {
        const auto& moves = graph.moves[i];
        const auto chain = [&]() -> std::string {
            for (std::size_t a = 0; a < moves.size(); ++a)
                for (const std::size_t b : moves[a])
                    for (const std::size_t c : moves[b])
                        if (c != a && !std::ranges::binary_search(moves[a], c))
                            return fmt::format("from {} to {} and on to {}, but not from {} to {}",
                                               graph.states[a], graph.states[b], graph.states[c],
                                               graph.states[a], graph.states[c]);
            return {};
        }();
        if (!chain.empty())
            analysis.notes.push_back(
                fmt::format("{} can move {} at once; nobody moves twice in "
                            "a row",
                            graph.players[i], chain));
    }
}

}  // namespace

GraphAnalysis analyse(GraphModel graph, const std::stop_token& stop) {
    expects(graph.states.size() <= most_states, "a graph that is small enough");
    GraphAnalysis analysis;
    analysis.graph = std::move(graph);
    const std::size_t n = analysis.graph.players.size();
    analysis.all_coalitions = n <= most_coalition_players;
    std::vector<std::vector<std::size_t>> wanted;
    if (analysis.all_coalitions) {
        wanted = coalitions_of(n);
    } else {
        for (std::size_t i = 0; i < n; ++i) wanted.push_back({i});
        analysis.notes.push_back(
            fmt::format("coalitions are looked at for up to {} players", most_coalition_players));
    }
    for (const auto& members : wanted) {
        auto found = stability(analysis.graph, members, stop);
        const auto wrong = found ? fault(analysis.graph, *found, stop) : std::nullopt;
        expects(!wrong, wrong.value_or(""));
        if (stop.stop_requested()) {  // what was found is not wholly checked
            analysis.complete = false;
            return analysis;
        }
        analysis.coalitions.push_back(*std::move(found));
    }
    for (std::size_t c = 0; c < concept_names.size(); ++c) {
        analysis.equilibria[c] = stable_for_all(analysis, c, n);
        if (analysis.all_coalitions)
            analysis.coalitional[c] = stable_for_all(analysis, c, analysis.coalitions.size());
    }
    note_chains(analysis);
    return analysis;
}

}  // namespace entente
