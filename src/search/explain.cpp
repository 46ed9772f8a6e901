#include "search/explain.hpp"

#include "process/dynamics.hpp"
#include "search/explain_patience.hpp"
#include "search/planner.hpp"

#include <algorithm>
#include <functional>

namespace entente {
namespace {

constexpr double few_sets = 20'000;      // of which the fronts are quick
constexpr double few_completions = 300;  // to judge at a discount factor, each by itself

}  // namespace

Explainer::Explainer(const Model& model, const SearchOptions& options, const OrderProblem& problem,
                     PlanJudge& judge, SearchResult& result)
    : model_(model), options_(options), problem_(problem), judge_(judge), result_(result) {}

void Explainer::add(const ShapedBy& shaped) {
    result_.tried += shaped.tried;
    result_.untried.insert(result_.untried.end(), shaped.untried.begin(), shaped.untried.end());
    result_.shaping.insert(result_.shaping.end(), shaped.constraints.begin(),
                           shaped.constraints.end());
    const bool less = less_is_better(options_.objective);
    std::ranges::stable_sort(result_.shaping, std::greater{}, [&](const Shaping& shaping) {
        return less ? -shaping.score : shaping.score;
    });
}

void Explainer::explain_order(const Scorer& scorer, std::optional<double> score,
                              const BestAfter& best_after) try {
    result_.comparisons =
        compare_with_proposals(model_, problem_, best_after, scorer, judge_, score, options_.stop);
    if (!score) add_stalls(model_, options_, result_.comparisons);
    add(shaped_by_order(model_, problem_, scorer, judge_, optimum_settings(options_), score));
} catch (const Stopped&) {
    result_.explained = false;
}

void Explainer::explain_players(const Optimum& optimum, const Scorer& scorer,
                                std::optional<double> score) try {
    add(shaped_by_players(model_, optimum, scorer, judge_, optimum_settings(options_), score));
} catch (const Stopped&) {
    result_.explained = false;
}

void Explainer::explain_front(const Optimum& optimum, const Scorer& scorer) try {
    result_.comparisons = compare_with_front(model_, problem_, result_.best, judge_, options_.stop);
    FrontShapedBy shaped =
        front_shaped_by(model_, optimum, scorer, judge_, optimum_settings(options_), result_.best);
    result_.tried = shaped.tried;
    result_.front_shaping = std::move(shaped.constraints);
    result_.untried = std::move(shaped.untried);
} catch (const Stopped&) {
    result_.explained = false;
}

void Explainer::explain_patience(std::optional<double> critical, bool is_certain) try {
    const Optimum::Settings settings = optimum_settings(options_);
    const bool is_small =
        is_certain ? result_.plan.sets < few_sets : result_.plan.completions <= few_completions;
    if (is_small)
        result_.comparisons =
            compare_patience(problem_, judge_, result_.status_quo, settings, critical);
    if (!critical) add_stalls(model_, options_, result_.comparisons);
    if (critical && *critical <= 0) return;  // none is needed
    add(patience_shaped_by_order(problem_, judge_, result_.status_quo, settings, critical,
                                 is_certain));
    add(patience_shaped_by_players(problem_, judge_, result_.status_quo, settings, critical,
                                   is_certain));
} catch (const Stopped&) {
    result_.explained = false;
}

}  // namespace entente
