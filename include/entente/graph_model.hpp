/// @file graph_model.hpp
/// The graph model for conflict resolution: who can move between which states, who prefers which,
/// and at which states a player, or a coalition, has reason to stay.
///
/// L. Fang, K. W. Hipel, D. M. Kilgour, Interactive Decision Making: The Graph Model for Conflict
/// Resolution, Wiley 1993. Formulas: docs/ordinal.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// Shapes: n players, m states. Every function below takes a graph with at least one of each.
struct GraphModel {
    std::vector<std::string> players;
    std::vector<std::string> states;
    /// [player][state]: where the player can move by itself in one step; ascending, without the
    /// state itself. A move need not have a way back.
    std::vector<std::vector<std::vector<std::size_t>>> moves;
    /// [player][state]: 0 for the most preferred states, equal numbers for a tie. Only compared.
    std::vector<std::vector<std::size_t>> ranks;

    bool operator==(const GraphModel&) const = default;
};

/// Why a state that could be improved upon is kept nevertheless.
enum class SolutionConcept : std::uint8_t {
    nash,  ///< it is not: there is no improvement
    gmr,   ///< general metarationality: the others can answer every improvement with harm
    smr,   ///< symmetric metarationality: and there is no escape from that harm
    seq,   ///< sequential stability: the others can do so by improving their own lot
};
constexpr std::array<std::string_view, 4> concept_names{"nash", "gmr", "smr", "seq"};
template <class T>
using PerConcept = std::array<T, concept_names.size()>;

/// What the members of a coalition, or a single player, can do about each state.
struct CoalitionStability {
    std::vector<std::size_t> members;  ///< ascending
    /// [state]: what the members can reach together and all of them strictly prefer, ascending.
    std::vector<std::vector<std::size_t>> improvements;
    PerConcept<std::vector<std::uint8_t>> stable;  ///< [state]: 1 if they have reason to stay
};

/// Where the members can get from each state: m lists, ascending, by sequences of one move or more
/// in which nobody moves twice in a row. What one player could do in two moves is left to the
/// model: it is there as a move of its own where it is possible.
/// @param improving whether every move must be to a state that its mover strictly prefers.
/// Time O(m * sum of moves of the members * number of members). After a stop lists are missing.
std::vector<std::vector<std::size_t>> reachable(const GraphModel& graph,
                                                std::span<const std::size_t> members,
                                                bool improving, const std::stop_token& stop = {});

/// @param members distinct players, ascending, at least one.
/// Time that of reachable() and O(m^3 / 64); memory O(m^2 / 64).
/// @return nullopt if stopped.
std::optional<CoalitionStability> stability(const GraphModel& graph,
                                            std::span<const std::size_t> members,
                                            const std::stop_token& stop = {});

/// The definition itself, word for word, without anything shared with stability().
/// Time O(m^2 * moves), and for each state at most the product of what the members can reach, what
/// the others can answer, and what the members can reach from there.
/// @return the first state and concept about which `claimed` is wrong, in words; nullopt if none,
///         or if stopped.
std::optional<std::string> fault(const GraphModel& graph, const CoalitionStability& claimed,
                                 const std::stop_token& stop = {});

/// Everything about one graph.
struct GraphAnalysis {
    GraphModel graph;
    /// Single players first, then coalitions by size; only single players where there are too
    /// many others.
    std::vector<CoalitionStability> coalitions;
    PerConcept<std::vector<std::size_t>> equilibria;   ///< states stable for each player
    PerConcept<std::vector<std::size_t>> coalitional;  ///< states stable for each coalition
    bool all_coalitions = true;
    bool complete = true;  ///< false if stopped: coalitions beyond those listed were not looked at
    std::vector<std::string> notes;
};

constexpr std::size_t most_states = 600;           ///< for which stability is looked into
constexpr std::size_t most_coalition_players = 6;  ///< for which coalitions are

/// Every verdict is checked by fault().
/// @pre at most most_states states.
GraphAnalysis analyse(GraphModel graph, const std::stop_token& stop = {});

/// Which preferences make one player stay at a state: for every clause some alternative holds,
/// and an alternative holds if the player likes none of its states better than that state.
struct StabilityCondition {
    std::vector<std::vector<std::vector<std::size_t>>> clauses;
    bool met = false;  ///< by the ranking that the graph has
    /// The part of all m! rankings without ties that satisfies it, exact ("2/3"); nullopt if it
    /// would take too long to count.
    std::optional<std::string> share;
};

/// The reverse question (R. A. Kinsara, D. M. Kilgour, K. W. Hipel, Inverse approach to the graph
/// model for conflict resolution, IEEE Trans. SMC: Systems 45 (2015), 734-742).
/// Nash, GMR and SMR ask for nothing but the player's own preferences. For SEQ the others keep
/// the rankings that the graph has.
/// Time: reachable(), and 2^r for r states named in the clauses if r is at most 20.
/// @return nullopt if stopped.
std::optional<StabilityCondition> condition_for(const GraphModel& graph, std::size_t player,
                                                std::size_t state, SolutionConcept what,
                                                const std::stop_token& stop = {});

}  // namespace entente
