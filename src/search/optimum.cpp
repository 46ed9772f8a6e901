#include "search/optimum.hpp"

#include "process/dynamics.hpp"
#include "search/climb.hpp"
#include "search/prospects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace entente {
namespace {

constexpr double few_completions = 500;       // to judge them is no work
constexpr double most_completions = 100'000;  // more of them would take days

}  // namespace

Optimum::Optimum(OrderProblem problem, const Scorer& scorer, PlanJudge& judge, Settings settings)
    : problem_(std::move(problem)),
      scorer_(&scorer),
      judge_(&judge),
      settings_(std::move(settings)) {
    World& world = judge.world();
    const auto& discounts = settings_.discounts.empty() ? world.discounts() : settings_.discounts;
    try {
        facts_ =
            std::make_unique<PathFacts>(world, problem_.measures(), discounts, settings_.ignored);
        prepender_ = std::make_unique<Prepender>(*facts_, world.parameters());
        fronts_ = std::make_unique<Fronts>(problem_, *prepender_, world.initial_levels(),
                                           front_options());
    } catch (const Uncertain&) {
        fronts_.reset();
    }
}

Fronts::Options Optimum::front_options() const {
    Fronts::Options options;
    options.count_periods = scorer_->objective().kind == Objective::Kind::fastest;
    options.weights = weights_of(scorer_->objective(), facts_->players());
    options.rank = [this](std::span<const double> values) {
        const auto all = shown(values);
        const double score = (*scorer_)(all, periods_of(values));
        if (std::isfinite(score)) return score;
        return -1e200 + std::accumulate(all.begin(), all.end(), 0.0);
    };
    if (scorer_->has_directions())
        options.sieve = [this](const Fronts& fronts) { return sieve(fronts); };
    options.quick_look_from = settings_.quick_look_from;
    options.quick_labels = settings_.quick_labels;
    options.memory = settings_.memory;
    options.threads = settings_.threads;
    options.stop = settings_.stop;
    options.progress = [this](double share) {
        if (settings_.progress) settings_.progress("fronts", share);
    };
    return options;
}

/// From the best of the completions that the quick look has found; none where it is not certain
/// that one of them meets all constraints.
std::unique_ptr<const Fronts::Sieve> Optimum::sieve(const Fronts& fronts) const {
    std::vector<double> best;
    const Fronts::State& root = fronts.root();
    for (std::size_t label = 0; label < root.choices.size(); ++label) {
        if (root.choices[label].open) continue;
        std::vector<double> values = shown(root.vector(label));
        if (best.empty() || (*scorer_)(values, 0) > (*scorer_)(best, 0)) best = std::move(values);
    }
    if (best.empty() || !std::isfinite((*scorer_)(best, 0))) return nullptr;
    try {
        return std::make_unique<ProspectSieve>(fronts, *scorer_, std::move(best), settings_.stop);
    } catch (const Stopped&) {
        return nullptr;  // what the quick look has found remains
    }
}

/// Of what the fronts count: per player as shown to people, without the periods.
std::vector<double> Optimum::shown(std::span<const double> values) const {
    std::vector<double> all;
    for (std::size_t i = 0; i < facts_->players(); ++i)
        all.push_back(values[i] + facts_->world().reference_payoff(i));
    return all;
}

double Optimum::periods_of(std::span<const double> values) const {
    return values.size() > facts_->players() ? -values.back() : 0;
}

void Optimum::judge_everything() {
    if (judged_all_) return;
    const OrderProblem::Size size = problem_.size();
    const double count = std::max(size.completions, 1.0);
    const auto show = [&](std::string_view what) {
        if (settings_.progress) settings_.progress(what, static_cast<double>(all_.size()) / count);
    };
    if (!size.has_completions_up_to(few_completions))
        climbed_ = climb(problem_, *judge_, *scorer_, settings_.starts, settings_.stop,
                         [&] { show("changing completions"); });
    too_many_ = !size.has_completions_up_to(most_completions);
    if (too_many_) return;
    judged_all_ = true;
    for_each_completion(problem_, [&](const Steps& steps) {
        show("every completion");
        try {
            if (settings_.stop.stop_requested()) throw Stopped{};
            all_.push_back({steps, judge_->judge(steps, settings_.discounts, settings_.stop)});
        } catch (const Stopped&) {
            judged_all_ = false;
            return false;
        }
        return true;
    });
}

Findings Optimum::best_by_judging(const std::vector<MeasureSet>& beginning) {
    judge_everything();
    std::vector<JudgedPlan> those;
    std::ranges::copy_if(all_, std::back_inserter(those), [&](const JudgedPlan& plan) {
        if (plan.steps.size() < beginning.size()) return false;
        for (std::size_t k = 0; k < beginning.size(); ++k)
            if (OrderProblem::set_of(plan.steps[k]) != beginning[k]) return false;
        return true;
    });
    const bool front = scorer_->objective().kind == Objective::Kind::pareto;
    Findings findings = best_by_brute_force(those, *scorer_, front);
    findings.complete = judged_all_;
    if (findings.complete) return findings;
    findings.bound = std::nullopt;
    findings.ties_complete = false;
    if (climbed_ && beginning.empty() &&
        (findings.best.empty() || findings.best.front().score < climbed_->score)) {
        findings.best = {*climbed_};
        findings.ties = 1;
    }
    return findings;
}

/// The best of the completions that the quick look has found, and what none exceeds. They are
/// few, so that this is done also after a stop.
Findings Optimum::quickly_found(bool front) {
    std::vector<JudgedPlan> judged;
    for (const auto& sets : fronts_->quick_look()) {
        Steps steps;
        for (const MeasureSet set : sets) steps.push_back(OrderProblem::members(set));
        judged.push_back({steps, judge_->judge(steps, settings_.discounts)});
    }
    Findings findings = best_by_brute_force(judged, *scorer_, front);
    findings.complete = findings.ties_complete = false;
    findings.bound = std::nullopt;
    if (const auto& ceiling = fronts_->ceiling()) {
        findings.most = shown(*ceiling);
        if (!front) findings.bound = (*scorer_)(*findings.most, periods_of(*ceiling));
    }
    if (const Fronts::Sieve* sieve = fronts_->sieve())
        findings.bound = std::min(findings.bound.value_or(sieve->bound()), sieve->bound());
    return findings;
}

Findings Optimum::best(const std::vector<MeasureSet>& beginning) {
    const bool front = scorer_->objective().kind == Objective::Kind::pareto;
    if (fronts_ == nullptr) return best_by_judging(beginning);
    if (fronts_->ended() == Fronts::Ended::out_of_memory && !fronts_->ceiling())
        throw OutOfMemory{};
    if (fronts_->ended() != Fronts::Ended::complete) return quickly_found(front);
    Completions::Limits limits;
    limits.most_listed = settings_.most_listed;
    limits.most_ties = settings_.most_ties;
    limits.most_judged = settings_.most_judged;
    limits.stop = settings_.stop;
    limits.progress = [this](std::uint64_t) {
        if (settings_.progress) settings_.progress("completions", 1);
    };
    Completions completions(*fronts_, *scorer_, *judge_, settings_.discounts, limits);
    if (front) return completions.front();
    Findings findings = completions.best(beginning);
    if (beginning.empty() && findings.complete && findings.bound) best_score_ = *findings.bound;
    // Among optima these fronts are whole; of other completions they know a part.
    if (beginning.empty() || fronts_->sieve() == nullptr || !findings.complete ||
        (findings.bound && *findings.bound >= best_score_ - scorer_->tolerance(best_score_)))
        return findings;
    return Optimum(problem_.beginning_with(beginning), *scorer_, *judge_, settings_).best();
}

std::vector<std::vector<double>> Optimum::promised_vectors() const {
    if (fronts_->ended() == Fronts::Ended::out_of_memory) throw OutOfMemory{};
    if (fronts_->ended() != Fronts::Ended::complete) throw Stopped{};
    std::vector<std::vector<double>> all;
    const Fronts::State& root = fronts_->root();
    for (std::size_t k = 0; k < root.choices.size(); ++k) all.push_back(shown(root.vector(k)));
    return all;
}

std::optional<Found> Optimum::promised() const {
    if (fronts_->ended() == Fronts::Ended::out_of_memory) throw OutOfMemory{};
    if (fronts_->ended() != Fronts::Ended::complete) throw Stopped{};
    std::optional<Found> best;
    const Fronts::State& root = fronts_->root();
    for (std::size_t k = 0; k < root.choices.size(); ++k) {
        const std::vector<double> values = root.vector(k);
        Found found{{}, shown(values), periods_of(values), 0};
        found.score = (*scorer_)(found.values, found.periods);
        if (!std::isfinite(found.score) || (best && found.score <= best->score)) continue;
        for (const MeasureSet step : fronts_->steps(root, k))
            found.steps.push_back(OrderProblem::members(step));
        best = std::move(found);
    }
    return best;
}

}  // namespace entente
