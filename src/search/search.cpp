/// @file search.cpp
/// The whole search: the problem, the optimum, and what there is to say about it.
#include "entente/search.hpp"

#include "entente/contract.hpp"

#include "process/dynamics.hpp"
#include "search/explain_order.hpp"
#include "search/least_patience.hpp"
#include "search/optimum.hpp"
#include "search/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace entente {
namespace {

[[noreturn]] void refuse(const Model& model, const SearchPlan& plan, double memory) {
    throw ModelError(
        model.sources,
        {{model.measures.empty() ? SourceSpan{} : model.measures.front().where,
          fmt::format("the search would need more than {:.2g} GB: about {:.3g} sets of measures",
                      memory / 1e9, plan.states),
          "order some measures (order = [\"a < b\"]), search fewer of them (measures = [...]), or "
          "allow more with --memory"}});
}

class Searcher {
public:
    Searcher(const Model& model, const SearchOptions& options)
        : model_(model),
          options_(options),
          judge_(model, parameter_values(model, options.set)),
          problem_(model, searched_order(model, options), judge_.world().initial_measures()) {}

    SearchResult run() {
        result_.plan = plan_of(problem_, judge_.world());
        if (options_.planned) options_.planned(result_.plan);
        try {
            result_.status_quo = judge_.judge({}, {}, options_.stop).values;
            if (options_.objective.kind == Objective::Kind::patience)
                search_patience();
            else
                search_order();
        } catch (const Stopped&) {
            result_.complete = result_.proven = false;
        } catch (const OutOfMemory&) {
            refuse(model_, result_.plan, options_.memory);
        }
        result_.judged = judge_.judged();
        for (const std::string& note : judge_.world().notes()) result_.warnings.push_back(note);
        return std::move(result_);
    }

private:
    void search_order() {
        const Scorer scorer(options_.objective, result_.status_quo);
        Optimum optimum(problem_, scorer, judge_, optimum_settings(options_));
        const Findings findings = optimum.best();
        if (const Fronts* fronts = optimum.fronts()) {
            result_.states = fronts->states();
            result_.labels = fronts->labels();
            result_.dominated = fronts->dominated();
            result_.plan.method = fronts->exact()
                                      ? "fronts over the sets of measures within reach"
                                      : "fronts as bounds, completions judged one by one";
        } else {
            result_.plan.method = "every completion, one by one";
        }
        take(findings, scorer);
        if (!options_.explain || !findings.complete || findings.best.empty() ||
            options_.objective.kind == Objective::Kind::pareto)
            return;
        result_.comparisons =
            compare_with_proposals(model_, optimum, scorer, judge_, *findings.bound, options_.stop);
        result_.shaping = what_shapes(model_, optimum, scorer, judge_, optimum_settings(options_),
                                      *findings.bound);
    }

    void take(const Findings& findings, const Scorer& scorer) {
        for (const Found& found : findings.best)
            result_.best.push_back(
                {found.steps, scorer.shown(found.score), found.values, found.periods});
        result_.ties = std::to_string(findings.ties);
        result_.ties_complete = findings.ties_complete && findings.complete;
        result_.complete = result_.proven = findings.complete;
        if (findings.bound) result_.bound = scorer.shown(*findings.bound);
    }

    void search_patience() {
        const LeastPatience least =
            least_patience(problem_, judge_, result_.status_quo, optimum_settings(options_));
        result_.complete = result_.proven = least.complete;
        result_.ties = std::to_string(least.ties);
        result_.ties_complete = least.ties_complete && least.complete;
        result_.bound = least.critical;
        for (const Found& found : least.best)
            result_.best.push_back({found.steps, *least.critical, found.values, found.periods});
        result_.regimes = least.regimes;
    }

    const Model& model_;
    const SearchOptions& options_;
    PlanJudge judge_;
    OrderProblem problem_;
    SearchResult result_;
};

}  // namespace

SearchResult search(const Model& model, const SearchOptions& options) {
    expects(!options.proposal || *options.proposal < model.proposals.size(),
            "a proposal of the model");
    expects(options.objective.kind != Objective::Kind::player ||
                options.objective.player < model.players.size(),
            "a player of the model");
    expects(options.objective.kind != Objective::Kind::weighted ||
                options.objective.weights.size() == model.players.size(),
            "a weight for each player");
    return Searcher(model, options).run();
}

}  // namespace entente
