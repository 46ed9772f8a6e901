/// @file search.cpp
/// The whole search: the problem, the optimum, and what there is to say about it.
#include "entente/search.hpp"

#include "entente/contract.hpp"

#include "process/dynamics.hpp"
#include "search/adaptive.hpp"
#include "search/agenda.hpp"
#include "search/ceilings.hpp"
#include "search/climb.hpp"
#include "search/explain_order.hpp"
#include "search/least_patience.hpp"
#include "search/optimum.hpp"
#include "search/planner.hpp"
#include "search/scalar_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace entente {
namespace {

constexpr double smallest_table = 4000;  // sets; for fewer the fronts are as quick and say more

[[noreturn]] void refuse(const Model& model, const SearchPlan& plan, double memory) {
    throw ModelError(
        model.sources,
        {{model.measures.empty() ? SourceSpan{} : model.measures.front().where,
          fmt::format(
              "the search would need about {:.2g} GB for {:.3g} sets of measures, more than "
              "the {:.2g} GB that it may use",
              std::max(plan.bytes, memory * 1.01) / 1e9, plan.sets, memory / 1e9),
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
        expects(!options_.recognition || options_.recognition->size() == model_.players.size(),
                "a chance of recognition for each player");
        try {
            result_.status_quo = judge_.judge({}).values;
            if (options_.objective.kind == Objective::Kind::patience)
                search_patience();
            else if (!search_by_table())
                search_order();
            if (options_.adaptive)
                result_.adaptive = best_policy(judge_.world(), problem_, weights(), options_.stop);
            if (options_.recognition) search_agenda();
        } catch (const Stopped&) {
            result_.complete = result_.proven = result_.ties_complete = false;
        } catch (const OutOfMemory&) {
            refuse(model_, result_.plan, options_.memory);
        }
        if (!result_.proven) make_the_best_of_it();
        result_.judged = judge_.judged();
        for (const std::string& note : judge_.world().notes()) result_.warnings.push_back(note);
        return std::move(result_);
    }

private:
    std::vector<double> weights() const {
        std::vector<double> weights(model_.players.size(), 1);
        if (options_.objective.kind == Objective::Kind::weighted)
            weights = options_.objective.weights;
        if (options_.objective.kind == Objective::Kind::player)
            for (std::size_t i = 0; i < weights.size(); ++i)
                weights[i] = i == options_.objective.player ? 1 : 0;
        return weights;
    }

    /// Sums over players on a dense table, with all constraints left out; if the engine finds that
    /// the best orders enforce themselves, they are the optimum of the problem with constraints.
    bool search_by_table() {
        const Scorer scorer(options_.objective, result_.status_quo);
        if (result_.plan.sets < smallest_table) return false;
        const auto problem = scalar_problem(problem_, judge_.world(), options_.objective);
        if (!problem || !ScalarOrder::layout(*problem, options_.memory)) return false;
        ScalarOrder::Options how{options_.memory, options_.threads, options_.stop, {}};
        if (options_.progress)
            how.progress = [this](double share) { options_.progress("dense table", share); };
        const ScalarOrder table(*problem, how);
        bool holds = true;
        table.for_each_best([&](const std::vector<std::size_t>& order) {
            Steps steps;
            for (const std::size_t k : order) steps.push_back({problem->measures[k]});
            const Judgement judgement = judge_.judge(steps, {}, options_.stop);
            holds = judgement.feasible();
            if (holds)
                result_.best.push_back({steps, scorer(judgement.values, judgement.periods),
                                        judgement.values, judgement.periods});
            return holds && result_.best.size() < options_.most_ties;
        });
        if (!holds) {
            result_.best.clear();
            return false;
        }
        result_.states = table.states();
        result_.plan.method = "a dense table without constraints, whose best orders hold";
        result_.bound = result_.best.front().score;
        const auto count = table.count();
        result_.ties_complete = count == std::to_string(result_.best.size());
        result_.ties = std::to_string(result_.best.size());
        if (!result_.ties_complete)
            result_.warnings.push_back(
                fmt::format("{} orders are equally good before constraints are looked at; those "
                            "shown were judged",
                            count.value_or("very many")));
        return true;
    }

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
        if (optimum.too_many())
            result_.incomplete = "there are too many completions to judge them one by one";
        else if (optimum.by_fronts() && optimum.fronts()->ended() == Fronts::Ended::out_of_memory)
            result_.incomplete = "the memory it may use (--memory) was used up";
        if (const Fronts* fronts = optimum.fronts()) {
            result_.states = fronts->states();
            result_.labels = fronts->labels();
            result_.dominated = fronts->dominated();
            result_.widest = fronts->widest();
            result_.plan.method = fronts->exact()
                                      ? "fronts over the sets of measures within reach"
                                      : "fronts as bounds, completions judged one by one";
            if (fronts->ended() != Fronts::Ended::complete)
                result_.plan.method = "fronts cut short";
        } else {
            result_.plan.method = optimum.too_many() ? "changes of completions, one at a time"
                                                     : "every completion, one by one";
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
        if (findings.most) result_.most.assign(findings.most->begin(), findings.most->end());
    }

    /// Not proven: the best fixed proposal among the completions, if it is better than what was
    /// found, and what no completion can exceed.
    void make_the_best_of_it() {
        using Kind = Objective::Kind;
        const Kind kind = options_.objective.kind;
        if (result_.status_quo.empty()) return;
        const Scorer scorer(options_.objective, result_.status_quo);
        if (kind != Kind::patience && kind != Kind::pareto) try_proposals(scorer);
        Ceilings ceilings(model_, parameter_values(model_, options_.set), problem_.measures());
        std::vector<double> most = ceilings.values();
        for (std::size_t i = 0; i < result_.most.size(); ++i)
            most[i] = std::min(most[i], *result_.most[i]);
        result_.most.clear();
        for (const double value : most)
            result_.most.push_back(std::isfinite(value) ? std::optional(value) : std::nullopt);
        const auto weights = weights_of(options_.objective, most.size());
        const double sum = ceilings.sum(weights ? *weights : std::vector<double>(most.size(), 1));
        if (const auto bound = score_ceiling(scorer, most, sum))
            result_.bound = std::min(result_.bound.value_or(*bound), *bound);
        if (kind == Kind::fastest)
            result_.bound =
                std::max(result_.bound.value_or(0), static_cast<double>(problem_.fewest_steps()));
        // What is as good as the bound is proven after all.
        if (kind != Kind::patience && kind != Kind::pareto && result_.bound &&
            !result_.best.empty() &&
            std::abs(*result_.bound - result_.best.front().score) <=
                scorer.tolerance(*result_.bound))
            result_.proven = true;
    }

    void try_proposals(const Scorer& scorer) {
        using Clock = std::chrono::steady_clock;
        const auto end = Clock::now() + std::chrono::milliseconds(500);
        for (const Steps& steps : proposed_completions(model_, problem_)) {
            if (Clock::now() > end) return;
            const Judgement judgement = judge_.judge(steps);
            const double score = scorer(judgement.values, judgement.periods);
            if (!judgement.feasible() || !std::isfinite(score)) continue;
            const double sign = options_.objective.kind == Objective::Kind::fastest ? -1 : 1;
            if (!result_.best.empty() &&
                sign * scorer.shown(score) <= sign * result_.best.front().score)
                continue;
            result_.best = {{steps, scorer.shown(score), judgement.values, judgement.periods}};
            result_.ties = "1";
        }
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
