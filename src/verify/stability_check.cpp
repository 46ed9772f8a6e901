/// @file stability_check.cpp
/// The definitions of Fang, Hipel and Kilgour (1993), chapters 3 and 4, and of Inohara and Hipel
/// (2008) for coalitions, read quantifier by quantifier. Slow and plain on purpose.
#include "entente/graph_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace entente {
namespace {

using Set = std::set<std::size_t>;

class Definitions {
public:
    Definitions(const GraphModel& graph, const std::vector<std::size_t>& coalition,
                const std::stop_token& stop)
        : graph_(graph), stop_(stop), coalition_(coalition.begin(), coalition.end()) {
        for (std::size_t i = 0; i < graph.players.size(); ++i)
            if (!coalition_.contains(i)) opponents_.insert(i);
        for (std::size_t s = 0; s < graph.states.size() && !stop.stop_requested(); ++s) {
            own_.push_back(reach(s, coalition_, false));
            answers_.push_back(reach(s, opponents_, false));
            credible_.push_back(reach(s, opponents_, true));
        }
    }

    Set improvements(std::size_t s) const {
        Set found;
        for (const std::size_t t : own_[s])
            if (all_prefer(t, s)) found.insert(t);
        return found;
    }

    bool stable(SolutionConcept what, std::size_t s) const {
        for (const std::size_t improvement : improvements(s))
            if (!sanctioned(what, s, improvement)) return false;
        return true;
    }

private:
    /// The recursive definition: each state with the set of those who may have moved last to it.
    /// A move is legal unless its mover is the only one who can have moved last.
    Set reach(std::size_t start, const Set& movers, bool improving) const {
        std::map<std::size_t, Set> last;
        const auto move = [&](std::size_t i, std::size_t from) {
            bool news = false;
            if (stop_.stop_requested()) return false;
            for (const std::size_t to : graph_.moves[i][from])
                if (!improving || prefers(i, to, from)) news = last[to].insert(i).second || news;
            return news;
        };
        for (const std::size_t i : movers) move(i, start);
        for (bool news = true; news;) {
            news = false;
            const std::map<std::size_t, Set> before = last;
            for (const auto& [state, who] : before)
                for (const std::size_t i : movers)
                    if (who != Set{i}) news = move(i, state) || news;
        }
        Set states;
        for (const auto& [state, who] : last) states.insert(state);
        return states;
    }

    bool prefers(std::size_t i, std::size_t to, std::size_t from) const {
        return graph_.ranks[i][to] < graph_.ranks[i][from];
    }

    bool all_prefer(std::size_t to, std::size_t from) const {
        return std::all_of(coalition_.begin(), coalition_.end(),
                           [&](std::size_t i) { return prefers(i, to, from); });
    }

    bool sanctioned(SolutionConcept what, std::size_t s, std::size_t improvement) const {
        if (what == SolutionConcept::nash) return false;
        const auto& answers = what == SolutionConcept::seq ? credible_ : answers_;
        return std::any_of(
            answers[improvement].begin(), answers[improvement].end(), [&](std::size_t answer) {
                if (all_prefer(answer, s)) return false;
                return what != SolutionConcept::smr ||
                       std::none_of(own_[answer].begin(), own_[answer].end(),
                                    [&](std::size_t escape) { return all_prefer(escape, s); });
            });
    }

    const GraphModel& graph_;
    const std::stop_token& stop_;
    Set coalition_, opponents_;
    std::vector<Set> own_, answers_, credible_;
};

}  // namespace

std::optional<std::string> fault(const GraphModel& graph, const CoalitionStability& claimed,
                                 const std::stop_token& stop) {
    const Definitions definitions(graph, claimed.members, stop);
    for (std::size_t s = 0; s < graph.states.size(); ++s) {
        if (stop.stop_requested()) return std::nullopt;
        const Set improvements = definitions.improvements(s);
        if (!std::ranges::equal(improvements, claimed.improvements[s]))
            return fmt::format("the improvements upon {} are others", graph.states[s]);
        for (std::size_t c = 0; c < concept_names.size(); ++c) {
            const bool stable = definitions.stable(static_cast<SolutionConcept>(c), s);
            if (stable != (claimed.stable[c][s] != 0))
                return fmt::format("{} is {}stable by {}", graph.states[s], stable ? "" : "not ",
                                   concept_names[c]);
        }
    }
    return std::nullopt;
}

}  // namespace entente
