#include "search/optimum.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente {

Optimum::Optimum(OrderProblem problem, const Scorer& scorer, PlanJudge& judge, Settings settings)
    : problem_(std::move(problem)),
      scorer_(&scorer),
      judge_(&judge),
      settings_(std::move(settings)) {
    World& world = judge.world();
    const auto& discounts = settings_.discounts.empty() ? world.discounts() : settings_.discounts;
    try {
        facts_ = std::make_unique<PathFacts>(world, discounts, settings_.ignored);
        prepender_ = std::make_unique<Prepender>(*facts_, world.parameters());
        Fronts::Options options;
        options.count_periods = scorer.objective().kind == Objective::Kind::fastest;
        options.memory = settings_.memory;
        options.threads = settings_.threads;
        options.stop = settings_.stop;
        options.progress = [this](double share) {
            if (settings_.progress) settings_.progress("fronts", share);
        };
        fronts_ = std::make_unique<Fronts>(problem_, *prepender_, world.initial_levels(), options);
    } catch (const Uncertain&) {
        fronts_.reset();
    }
}

void Optimum::judge_everything() {
    if (judged_all_) return;
    judged_all_ = true;
    const double count = problem_.size().completions;
    for_each_completion(problem_, [&](const Steps& steps) {
        if (settings_.progress)
            settings_.progress("every completion", static_cast<double>(all_.size()) / count);
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

Findings Optimum::best(const std::vector<MeasureSet>& beginning) {
    const bool front = scorer_->objective().kind == Objective::Kind::pareto;
    if (fronts_ != nullptr) {
        Completions::Limits limits;
        limits.most_listed = settings_.most_listed;
        limits.most_ties = settings_.most_ties;
        limits.stop = settings_.stop;
        limits.progress = [this](std::uint64_t) {
            if (settings_.progress) settings_.progress("completions", 1);
        };
        Completions completions(*fronts_, *scorer_, *judge_, settings_.discounts, limits);
        return front ? completions.front() : completions.best(beginning);
    }
    judge_everything();
    std::vector<JudgedPlan> those;
    std::ranges::copy_if(all_, std::back_inserter(those), [&](const JudgedPlan& plan) {
        if (plan.steps.size() < beginning.size()) return false;
        for (std::size_t k = 0; k < beginning.size(); ++k)
            if (OrderProblem::set_of(plan.steps[k]) != beginning[k]) return false;
        return true;
    });
    Findings findings = best_by_brute_force(those, *scorer_, front);
    findings.complete = judged_all_;
    if (!findings.complete) findings.bound = std::nullopt;
    return findings;
}

std::optional<double> Optimum::promised() const {
    double best = -std::numeric_limits<double>::infinity();
    const Fronts::State& root = fronts_->root();
    for (std::size_t k = 0; k < root.choices.size(); ++k) {
        std::vector<double> values;
        for (std::size_t i = 0; i < facts_->players(); ++i)
            values.push_back(root.values[k * fronts_->components() + i] +
                             facts_->world().reference_payoff(i));
        const double periods = fronts_->components() > facts_->players()
                                   ? -root.values[(k + 1) * fronts_->components() - 1]
                                   : 0;
        best = std::max(best, (*scorer_)(values, periods));
    }
    if (best == -std::numeric_limits<double>::infinity()) return std::nullopt;
    return best;
}

}  // namespace entente
