/// @file completions.hpp
/// The best completions, best first: fronts give the bounds, the process engine the verdicts.
#pragma once

#include "search/brute_force.hpp"
#include "search/fronts.hpp"
#include "search/objective.hpp"
#include "search/plan_judge.hpp"

#include <limits>
#include <optional>
#include <queue>
#include <span>
#include <vector>

namespace entente {

/// At least as much for everybody, up to rounding.
bool covers(std::span<const double> more, std::span<const double> less);

struct Found {
    Steps steps;
    std::vector<double> values;
    double periods = 0;
    double score = 0;
};

/// What a search through completions came to.
struct Findings {
    std::vector<Found> best;      ///< ties; of a Pareto search the whole front
    std::uint64_t ties = 0;       ///< how many completions are optimal
    bool ties_complete = true;    ///< false: at least that many
    bool complete = true;         ///< false if stopped
    std::optional<double> bound;  ///< if stopped: no completion scores more
    std::optional<std::vector<double>>
        most;  ///< if stopped: no completion is worth more, by player
};

/// Goes through the beginnings of completions in the order of what the fronts promise for them. A
/// beginning is left when it promises less than the best completion found, so that the result is
/// the optimum however weak the promises are (best-first branch and bound). Where the fronts are
/// exact, promises are kept and the search goes straight to the optima.
class Completions {
public:
    struct Limits {
        std::size_t most_listed = 20;    ///< completions to list, each judged by the engine
        std::size_t most_ties = 10'000;  ///< to count
        /// Completions to ask the engine about, before the search counts as stopped.
        std::uint64_t most_judged = std::numeric_limits<std::uint64_t>::max();
        std::stop_token stop{};
        std::function<void(std::uint64_t judged)> progress;
    };

    Completions(const Fronts& fronts, const Scorer& scorer, PlanJudge& judge,
                std::vector<double> discounts, Limits limits);

    /// The best of those that begin with these steps.
    Findings best(const std::vector<MeasureSet>& beginning = {});
    /// Every value vector that no other one beats, with one completion for each.
    Findings front();

private:
    struct Beginning {
        std::vector<MeasureSet> steps;
        std::vector<Stretch> stretches;
        const Fronts::State* state = nullptr;
        double promise = 0;
        bool stop = false;  ///< nothing more is to come: a completion
    };
    struct Later {
        bool operator()(const Beginning& a, const Beginning& b) const;
    };
    using Queue = std::priority_queue<Beginning, std::vector<Beginning>, Later>;
    using Vectors = std::vector<std::vector<double>>;

    /// The vectors at the start that the labels of the state promise; all, or that of stopping.
    Vectors promised(const Beginning& beginning) const;
    double score_of(const Vectors& vectors) const;
    template <class Wanted>
    void expand(const Beginning& beginning, Queue& queue, const Wanted& wanted) const;
    std::optional<Beginning> begin(const std::vector<MeasureSet>& steps) const;
    std::optional<Found> verified(const Beginning& beginning);
    std::vector<double> shown(std::span<const double> values) const;
    double periods(std::span<const double> values) const;

    const Fronts* fronts_;
    const Scorer* scorer_;
    PlanJudge* judge_;
    std::vector<double> discounts_;
    Limits limits_;
    std::uint64_t judged_ = 0;
};

/// The same from all completions one by one. @param front every vector that no other one beats.
Findings best_by_brute_force(const std::vector<JudgedPlan>& all, const Scorer& scorer, bool front);

}  // namespace entente
