/// @file optimum.hpp
/// One problem solved by whichever way fits it: fronts where the course is certain, every
/// completion where it is not.
#pragma once

#include "entente/search.hpp"

#include "search/brute_force.hpp"
#include "search/completions.hpp"
#include "search/fronts.hpp"
#include "search/objective.hpp"

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace entente {

class Optimum {
public:
    struct Settings {
        std::vector<double> discounts;  ///< empty: the model's
        Ignored ignored{};
        double memory = 4096.0 * 1048576;
        std::size_t most_listed = 20;
        std::size_t most_ties = 10'000;
        std::uint64_t most_judged = std::numeric_limits<std::uint64_t>::max();  ///< by fronts
        std::size_t quick_look_from = Fronts::Options{}.quick_look_from;
        std::size_t quick_labels = Fronts::Options{}.quick_labels;
        std::vector<Steps> starts{};  ///< completions to begin with where all must be judged
        unsigned threads = 1;
        std::stop_token stop{};
        std::function<void(std::string_view, double)> progress;
    };

    /// Works out the fronts, if the course is certain.
    /// @throws OutOfMemory; Stopped before anything is known; ModelError as World does.
    Optimum(OrderProblem problem, const Scorer& scorer, PlanJudge& judge, Settings settings);

    const OrderProblem& problem() const noexcept { return problem_; }
    bool by_fronts() const noexcept { return fronts_ != nullptr; }
    const Fronts* fronts() const noexcept { return fronts_.get(); }

    /// The best completions of those that begin so. Of a Pareto search every vector of the front.
    /// If it was stopped, or there are too many to judge one by one, the best found.
    Findings best(const std::vector<MeasureSet>& beginning = {});

    /// The best label of the fronts, without asking the engine: what would be possible with players
    /// freed from constraints. If the fronts are bounds, nothing scores more. @throws Stopped;
    /// OutOfMemory
    std::optional<Found> promised() const;
    /// Likewise all value vectors of the fronts at the start.
    std::vector<std::vector<double>> promised_vectors() const;

    /// Whether there are too many completions to judge them one by one, which is then not tried.
    bool too_many() const noexcept { return too_many_; }

private:
    Fronts::Options front_options() const;
    std::unique_ptr<const Fronts::Sieve> sieve(const Fronts& fronts) const;
    void judge_everything();
    Findings best_by_judging(const std::vector<MeasureSet>& beginning);
    Findings quickly_found(bool front);
    std::vector<double> shown(std::span<const double> values) const;
    double periods_of(std::span<const double> values) const;

    OrderProblem problem_;
    const Scorer* scorer_;
    PlanJudge* judge_;
    Settings settings_;
    std::unique_ptr<PathFacts> facts_;
    std::unique_ptr<Prepender> prepender_;
    std::unique_ptr<Fronts> fronts_;
    std::vector<JudgedPlan> all_;  ///< where there are no fronts
    std::optional<Found> climbed_;
    bool judged_all_ = false, too_many_ = false;
    double best_score_ = std::numeric_limits<double>::infinity();  ///< once it is known
};

}  // namespace entente
