/// @file search.cpp
/// The whole search: the problem, the optimum, and what there is to say about it.
#include "entente/search.hpp"

#include "entente/contract.hpp"

#include "process/dynamics.hpp"
#include "search/adaptive.hpp"
#include "search/adaptive_process.hpp"
#include "search/agenda.hpp"
#include "search/climb.hpp"
#include "search/dense_search.hpp"
#include "search/explain.hpp"
#include "search/least_patience.hpp"
#include "search/optimum.hpp"
#include "search/planner.hpp"
#include "search/unproven.hpp"
#include "text/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace entente {
namespace {

constexpr double few_sets = 20'000;  // of which the fronts are quick

[[noreturn]] void refuse(const Model& model, const SearchPlan& plan, double memory) {
    throw ModelError(
        model.sources,
        {{model.measures.empty() ? SourceSpan{} : model.measures.front().where,
          fmt::format("the search would need {} {} for {} sets of measures, more than the {} that "
                      "it may use",
                      plan.at_least ? "at least" : "about",
                      bytes_text(std::max(plan.bytes, memory * 1.01)), large_count_text(plan.sets),
                      bytes_text(memory)),
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
        if (asks_for_policies()) everything_at_once(judge_.world(), problem_);  // before the work
        result_.plan = plan_of(problem_, judge_.world(), options_.objective, settings());
        if (options_.planned) options_.planned(result_.plan);
        expects(!options_.recognition || options_.recognition->size() == model_.players.size(),
                "a chance of recognition for each player");
        try {
            find_optimum();
            find_others();
        } catch (const OutOfMemory&) {
            refuse(model_, result_.plan, options_.memory);
        }
        if (!result_.proven && !result_.status_quo.empty())
            make_the_best_of_it(model_, options_, problem_, judge_, result_);
        result_.judged = judge_.judged();
        for (const std::string& note : judge_.world().notes()) result_.warnings.push_back(note);
        return std::move(result_);
    }

private:
    void find_optimum() try {
        result_.status_quo = judge_.judge({}).values;
        if (options_.objective.kind == Objective::Kind::patience)
            search_patience();
        else if (!search_by_table())
            search_order();
    } catch (const Stopped&) {
        result_.complete = result_.proven = result_.ties_complete = false;
    }

    bool asks_for_policies() const { return options_.adaptive || options_.recognition; }

    void find_others() try {
        if (!asks_for_policies()) return;
        if (options_.stop.stop_requested()) throw Stopped{};
        if (options_.adaptive)
            result_.adaptive =
                best_policy(judge_.world(), problem_, weights(),
                            result_.best.empty() ? nullptr : &result_.best.front(), options_.stop);
        if (options_.recognition) search_agenda();
    } catch (const Stopped&) {
        result_.explained = false;
    } catch (const ModelError& error) {  // what was found before is not lost
        result_.explained = false;
        result_.warnings.push_back(
            fmt::format("policies were not searched: {}", error.diagnostics().front().message));
    }

    /// Of the sum that a policy is to make large: all alike where the objective is no sum.
    std::vector<double> weights() const {
        const std::size_t players = model_.players.size();
        if (is_weighted_sum(options_.objective)) return *weights_of(options_.objective, players);
        return std::vector<double>(players, 1);
    }

    /// With all constraints left out; if the engine finds that the best orders enforce themselves,
    /// they are the optimum of the problem with constraints.
    bool search_by_table() {
        const Scorer scorer(options_.objective, result_.status_quo);
        const auto dense = DenseSearch::make(problem_, scorer, judge_, settings());
        if (!dense) return false;
        const auto findings = dense->best();
        if (!findings) return false;
        result_.states = dense->states();
        result_.plan.method = "a dense table without constraints, whose best orders hold";
        take(*findings, scorer);
        if (!result_.ties_complete)
            result_.warnings.push_back(
                fmt::format("{} orders are equally good before constraints are looked at; those "
                            "shown were judged",
                            dense->count().value_or("very many")));
        if (!options_.explain) return true;
        explainer().explain_order(
            scorer, findings->bound, [&](const std::vector<MeasureSet>& beginning) {
                Findings after = dense->best_after(beginning);
                const double sets =
                    std::ldexp(result_.plan.sets, -static_cast<int>(beginning.size()));
                const double optimum = *result_.bound;
                // Those that were judged do not hold: worth a search where that is quick, or where
                // it is open whether the optimum is lost.
                if (after.best.empty() &&
                    (sets < few_sets || *after.bound >= optimum - scorer.tolerance(optimum)))
                    return Optimum(problem_.beginning_with(beginning), scorer, judge_,
                                   optimum_settings(options_))
                        .best();
                return after;
            });
        return true;
    }

    Explainer explainer() { return {model_, options_, problem_, judge_, result_}; }

    Optimum::Settings settings() const {
        Optimum::Settings settings = optimum_settings(options_);
        settings.starts = proposed_completions(model_, problem_);
        return settings;
    }

    void search_agenda() {
        AgendaResult agenda;
        for (std::size_t i = 0; i < model_.players.size(); ++i) {
            const Scorer scorer({Objective::Kind::player, i, {}}, result_.status_quo);
            const Findings findings =
                Optimum(problem_, scorer, judge_, optimum_settings(options_)).best();
            agenda.favourites.emplace_back();
            if (findings.best.empty()) continue;
            const Found& found = findings.best.front();
            agenda.favourites.back() = {found.steps, found.score, found.values, found.periods};
        }
        AdaptiveProcess process(judge_.world(), problem_, judge_.world().discounts(),
                                options_.stop);
        agenda.outcomes.push_back(stationary_agenda(process, *options_.recognition, options_.stop));
        for (std::size_t i = 0; i < model_.players.size(); ++i) {
            std::vector<double> alone(model_.players.size());
            alone[i] = 1;
            agenda.outcomes.push_back(stationary_agenda(process, alone, options_.stop));
        }
        result_.agenda = std::move(agenda);
    }

    void search_order() {
        const Scorer scorer(options_.objective, result_.status_quo);
        Optimum optimum(problem_, scorer, judge_, settings());
        const Findings findings = optimum.best();
        describe(optimum);
        take(findings, scorer);
        if (!options_.explain || !findings.complete) return;
        if (options_.objective.kind == Objective::Kind::pareto && !findings.best.empty())
            return explainer().explain_front(optimum, scorer);
        explainer().explain_order(scorer, findings.bound,
                                  [&](const auto& beginning) { return optimum.best(beginning); });
        explainer().explain_players(optimum, scorer, findings.bound);
    }

    /// How the optimum was looked for, and why not to the end.
    void describe(const Optimum& optimum) {
        const Fronts* fronts = optimum.fronts();
        if (fronts == nullptr) {
            result_.plan.method = optimum.too_many() ? "changes of completions, one at a time"
                                                     : "every completion, one by one";
            if (optimum.too_many())
                result_.incomplete = "there are too many completions to judge them one by one";
            return;
        }
        result_.states = fronts->states();
        result_.labels = fronts->labels();
        result_.dominated = fronts->dominated();
        result_.widest = fronts->widest();
        result_.plan.method = fronts->ended() != Fronts::Ended::complete ? "fronts cut short"
                              : fronts->exact() ? "fronts over the sets of measures within reach"
                                                : "fronts as bounds, completions judged one by one";
        if (fronts->ended() == Fronts::Ended::out_of_memory)
            result_.incomplete = "the memory it may use (--memory) was used up";
    }

    void take(const Findings& findings, const Scorer& scorer) {
        for (const Found& found : findings.best)
            result_.best.push_back(
                {found.steps, scorer.shown(found.score), found.values, found.periods});
        result_.ties = std::to_string(findings.ties);
        result_.ties_complete = findings.ties_complete && findings.complete;
        result_.complete = result_.proven = findings.complete;
        if (findings.bound) result_.bound = scorer.shown(*findings.bound);
        if (findings.most) result_.most.assign(findings.most->begin(), findings.most->end());
    }

    void search_patience() {
        const LeastPatience least =
            least_patience(problem_, judge_, result_.status_quo, settings());
        result_.complete = result_.proven = least.complete;
        result_.ties = std::to_string(least.ties);
        result_.ties_complete = least.ties_complete && least.complete;
        result_.bound = least.complete ? least.critical : least.bound;
        for (const Found& found : least.best)
            result_.best.push_back({found.steps, *least.critical, found.values, found.periods});
        result_.regimes = least.regimes;
        const bool is_certain = result_.plan.states > 0;
        if (is_certain) result_.plan.method = "fronts at sampled discount factors";
        if (options_.explain && least.complete)
            explainer().explain_patience(least.critical, is_certain);
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
