#include "search/shaping.hpp"

#include "process/dynamics.hpp"
#include "search/dense_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace entente {
namespace {

/// Each removal is a search of its own: only where one is quick.
constexpr double most_sets = 20'000;
constexpr double most_completions = 300;
constexpr double most_in_tables = 3e8;  // sets, of all tables together

}  // namespace

Looser optimum_of(const OrderProblem& problem, const Scorer& scorer, PlanJudge& judge,
                  const Optimum::Settings& settings) try {
    if (const auto dense = DenseSearch::make(problem, scorer, judge, settings))
        if (auto findings = dense->best()) return {std::move(findings), nullptr};
    if (!problem.has_at_most(most_sets)) return {std::nullopt, too_many_sets};
    Optimum::Settings quick = settings;
    quick.most_judged = static_cast<std::uint64_t>(most_completions);
    Optimum optimum(problem, scorer, judge, quick);
    if (!optimum.by_fronts() && !problem.size().has_completions_up_to(most_completions))
        return {std::nullopt, too_many_completions};
    Findings findings = optimum.best();
    if (settings.stop.stop_requested()) throw Stopped{};
    if (!findings.complete)
        return {std::nullopt, optimum.fronts()->ended() == Fronts::Ended::complete
                                  ? too_many_completions
                                  : too_much_memory};
    return {std::move(findings), nullptr};
} catch (const OutOfMemory&) {
    return {std::nullopt, too_much_memory};
}

std::vector<Untried> PassedOver::told(const char* many) const {
    std::vector<Untried> all;
    for (const auto& [because, which] : which_)
        all.push_back({which.size(),
                       which.size() == 1 ? which.front() : fmt::format("{} {}", which.size(), many),
                       because});
    return all;
}

void Improvements::add(std::string constraint, const std::optional<Found>& without, bool is_bound) {
    ++made_.tried;
    if (!without || (score_ && without->score <= *score_ + scorer_.tolerance(*score_))) return;
    Shaping& shaping = made_.constraints.emplace_back();
    shaping.constraint = std::move(constraint);
    shaping.score = scorer_.shown(without->score);
    shaping.is_bound = is_bound;
    if (score_) shaping.gain = without->score - *score_;
    if (!is_bound) shaping.steps = without->steps;
}

ShapedBy Improvements::sorted(const char* many) {
    const bool less = less_is_better(scorer_.objective());
    std::ranges::stable_sort(made_.constraints, std::greater{}, [&](const Shaping& shaping) {
        return less ? -shaping.score : shaping.score;
    });
    made_.untried = passed_over_.told(many);
    return std::move(made_);
}

std::vector<std::pair<std::string, PartialOrder>> looser_orders(const Model& model,
                                                                const PartialOrder& order) {
    std::vector<std::pair<std::string, PartialOrder>> looser;
    const auto keys = [&](MeasureSet set) {
        std::string text;
        for (const std::size_t m : OrderProblem::members(set))
            text += (text.empty() ? "" : ", ") + model.measures[m].key;
        return text;
    };
    for (std::size_t k = 0; k < order.order.size(); ++k) {
        looser.emplace_back("the order " + order.order[k].text, order);
        looser.back().second.order.erase(looser.back().second.order.begin() +
                                         static_cast<std::ptrdiff_t>(k));
    }
    for (std::size_t k = 0; k < order.exclusive.size(); ++k) {
        looser.emplace_back("the choice between " + keys(order.exclusive[k]), order);
        looser.back().second.exclusive.erase(looser.back().second.exclusive.begin() +
                                             static_cast<std::ptrdiff_t>(k));
    }
    for (const std::size_t m : OrderProblem::members(order.measures & ~order.optional)) {
        looser.emplace_back(fmt::format("that {} must be adopted", model.measures[m].key), order);
        looser.back().second.optional |= MeasureSet{1} << m;
    }
    if (order.width < static_cast<std::size_t>(std::popcount(order.measures))) {
        looser.emplace_back(order.width == 1
                                ? std::string("one measure a step")
                                : fmt::format("at most {} measures a step", order.width),
                            order);
        ++looser.back().second.width;
    }
    return looser;
}

void for_each_freedom(const Model& model,
                      const std::function<void(const std::string&, const Ignored&)>& f) {
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        const std::uint64_t player = std::uint64_t{1} << i;
        f("the consent of " + model.players[i].key, {.consent = player, .compliance = 0});
        f("the compliance of " + model.players[i].key, {.consent = 0, .compliance = player});
    }
}

ShapedBy shaped_by_order(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                         PlanJudge& judge, const Optimum::Settings& settings,
                         std::optional<double> score) {
    Improvements improvements(scorer, score);
    double in_tables = 0;
    for (auto& [name, order] : looser_orders(model, problem.order())) {
        const OrderProblem looser(model, order, problem.initial());
        if (!looser.has_at_most(most_sets)) in_tables += looser.size().sets;
        Looser made{std::nullopt, too_many_sets};
        if (in_tables <= most_in_tables) made = optimum_of(looser, scorer, judge, settings);
        if (!made.findings)
            improvements.pass_over(name, made.too_large);
        else if (made.findings->best.empty())
            improvements.add(name, std::nullopt);
        else
            improvements.add(name, made.findings->best.front());
    }
    return improvements.sorted(of_the_order);
}

ShapedBy shaped_by_players(const Model& model, const Optimum& optimum, const Scorer& scorer,
                           PlanJudge& judge, const Optimum::Settings& settings,
                           std::optional<double> score) {
    Improvements improvements(scorer, score);
    const bool too_large = !optimum.problem().has_at_most(most_sets);
    for_each_freedom(model, [&](const std::string& name, const Ignored& ignored) {
        if (!optimum.by_fronts()) return improvements.pass_over(name, nobody_is_freed);
        if (too_large) return improvements.pass_over(name, too_many_sets);
        Optimum::Settings freed = settings;
        freed.ignored = ignored;
        try {
            const Optimum without(optimum.problem(), scorer, judge, freed);
            improvements.add(name, without.promised(), !without.fronts()->exact());
        } catch (const OutOfMemory&) {
            improvements.pass_over(name, too_much_memory);
        }
    });
    return improvements.sorted(of_the_players);
}

}  // namespace entente
