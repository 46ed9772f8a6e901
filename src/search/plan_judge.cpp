#include "search/plan_judge.hpp"

#include "process/case.hpp"
#include "process/course.hpp"
#include "process/sensitivity.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t most_remembered = 10'000;
/// Combinations of levels: beyond, relations that only add their own worth are worth separating,
/// though that takes numbers of the model that plans do not share.
constexpr std::size_t most_jointly = 256;

/// A step is a set.
Steps sorted(Steps plan) {
    for (auto& step : plan) std::ranges::sort(step);
    return plan;
}

Judgement said_of(const Steps& plan, const Case& what, const std::vector<double>& discounts,
                  const std::stop_token& stop) {
    Values values(what.dynamics(), discounts, what.factors());
    Prediction prediction = predict(what.groups(), values, what.parameters(), stop);
    if (stop.stop_requested()) throw Stopped{};
    Judgement result;
    result.values = values.at_the_start();
    const PlanVerdict verdict = judge_plan(what.path(), what.groups(), prediction, values, false);
    result.self_enforcing = verdict.self_enforcing;
    if (result.self_enforcing) {
        if (verdict.imposed) prediction.behaviour = *verdict.imposed;
        result.values = values.at_the_start();
    }
    add_completion(plan, Course(what.dynamics(), what.groups(), prediction.behaviour), result);
    return result;
}

}  // namespace

PlanJudge::PlanJudge(const Model& model, std::vector<Rational> parameters)
    : world_(model, std::move(parameters)) {}

std::vector<double> PlanJudge::or_own(const std::vector<double>& discounts) const {
    return discounts.empty() ? world_.discounts() : discounts;
}

Judgement PlanJudge::judge(const Steps& plan, const std::vector<double>& discounts,
                           std::stop_token stop) {
    if (discounts.empty())
        if (const auto known = remembered(plan)) return *known;
    ++judged_;
    const bool separates = world_.levels().size() > most_jointly;
    const Judgement result = factored({separates, 0}, [&](Separation separation) {
        if (!separates) return said_of(plan, Case(world_, plan, stop), or_own(discounts), stop);
        const auto numbers = world_.parameters();
        const Case what(model(), {numbers.begin(), numbers.end()}, plan, stop, separation);
        return said_of(plan, what, or_own(discounts), stop);
    });
    if (discounts.empty() && known_.size() < most_remembered) known_.emplace(sorted(plan), result);
    return result;
}

std::optional<Judgement> PlanJudge::remembered(const Steps& plan) const {
    const auto it = known_.find(sorted(plan));
    return it == known_.end() ? std::nullopt : std::optional(it->second);
}

Judgement PlanJudge::if_kept(const Steps& plan, const std::vector<double>& discounts,
                             std::stop_token stop) {
    if (!kept_course_)
        kept_course_ = std::make_unique<KeptCourse>(
            model(), std::vector<Rational>(world_.parameters().begin(), world_.parameters().end()));
    return (*kept_course_)(plan, or_own(discounts), stop);
}

Patience PlanJudge::common_patience(const Steps& plan, std::stop_token stop) {
    ++judged_;
    const Case what(world_, plan, stop);
    const Behaviour cooperative(what.dynamics(), what.parameters());
    const Course course(what.dynamics(), what.groups(), cooperative);
    Judgement judgement;
    add_completion(plan, course, judgement);
    if (!judgement.completed) return {};
    return patience(what, std::nullopt, stop);
}

}  // namespace entente
