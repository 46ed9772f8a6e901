#include "search/dense_search.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr double smallest_table = 4000;  // sets; for fewer the fronts are as quick and say more
constexpr std::size_t tries = 20;        // orders that begin as asked, judged one by one

std::optional<ScalarProblem> numbers_of(const OrderProblem& problem, const Objective& objective,
                                        World& world, const Optimum::Settings& settings) {
    if (problem.size().sets < smallest_table) return std::nullopt;
    auto numbers = scalar_problem(problem, world, objective);
    if (numbers && !ScalarOrder::layout(*numbers, settings.memory)) numbers.reset();
    return numbers;
}

}  // namespace

std::optional<double> DenseSearch::bytes(const OrderProblem& problem, const Objective& objective,
                                         World& world, const Optimum::Settings& settings) {
    const auto numbers = numbers_of(problem, objective, world, settings);
    if (!numbers) return std::nullopt;
    return ScalarOrder::bytes(*numbers, *ScalarOrder::layout(*numbers, settings.memory));
}

std::unique_ptr<DenseSearch> DenseSearch::make(const OrderProblem& problem, const Scorer& scorer,
                                               PlanJudge& judge,
                                               const Optimum::Settings& settings) {
    auto numbers = numbers_of(problem, scorer.objective(), judge.world(), settings);
    if (!numbers) return nullptr;
    return std::unique_ptr<DenseSearch>(
        new DenseSearch(std::move(*numbers), scorer, judge, settings));
}

DenseSearch::DenseSearch(ScalarProblem numbers, const Scorer& scorer, PlanJudge& judge,
                         const Optimum::Settings& settings)
    : numbers_(std::move(numbers)),
      scorer_(&scorer),
      judge_(&judge),
      most_listed_(settings.most_listed),
      stop_(settings.stop) {
    ScalarOrder::Options how{settings.memory, settings.threads, settings.stop, {}};
    if (settings.progress)
        how.progress = [show = settings.progress](double share) { show("dense table", share); };
    table_ = std::make_unique<ScalarOrder>(numbers_, how);
}

std::optional<Found> DenseSearch::judged(const std::vector<std::size_t>& order) {
    Found found;
    for (const std::size_t k : order) found.steps.push_back({numbers_.measures[k]});
    Judgement judgement = judge_->judge(found.steps, {}, stop_);
    if (!judgement.feasible()) return std::nullopt;
    found.score = (*scorer_)(judgement.values, judgement.periods);
    found.values = std::move(judgement.values);
    found.periods = judgement.periods;
    return found;
}

std::optional<Findings> DenseSearch::best() {
    Findings findings;
    bool hold = true;
    table_->for_each_best([&](const std::vector<std::size_t>& order) {
        auto found = judged(order);
        hold = found.has_value();
        if (hold) findings.best.push_back(std::move(*found));
        return hold && findings.best.size() < most_listed_;
    });
    if (!hold) return std::nullopt;
    findings.bound = findings.best.front().score;
    shift_ = *findings.bound - table_->value();
    findings.ties = findings.best.size();
    findings.ties_complete = count() == std::to_string(findings.ties);
    return findings;
}

Findings DenseSearch::best_after(const std::vector<MeasureSet>& beginning) {
    std::vector<std::size_t> positions;
    for (const MeasureSet step : beginning)
        positions.push_back(static_cast<std::size_t>(
            std::ranges::find(numbers_.measures, OrderProblem::members(step).front()) -
            numbers_.measures.begin()));
    Findings findings;
    findings.bound = shift_ + table_->value_after(positions);
    std::size_t left = tries;
    table_->for_each_best(
        [&](const std::vector<std::size_t>& order) {
            if (auto found = judged(order)) findings.best.push_back(std::move(*found));
            return findings.best.empty() && --left > 0;
        },
        positions);
    findings.ties = findings.best.size();
    findings.ties_complete = false;
    return findings;
}

}  // namespace entente
