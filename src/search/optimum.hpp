/// @file optimum.hpp
/// One problem solved by whichever way fits it: fronts where the course is certain, every
/// completion where it is not.
#pragma once

#include "entente/search.hpp"

#include "search/brute_force.hpp"
#include "search/completions.hpp"
#include "search/fronts.hpp"
#include "search/objective.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace entente {

class Optimum {
public:
    struct Settings {
        std::vector<double> discounts;  ///< empty: the model's
        Ignored ignored{};
        double memory = 4e9;
        std::size_t most_listed = 20;
        std::size_t most_ties = 10'000;
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
    Findings best(const std::vector<MeasureSet>& beginning = {});

    /// The best score by the fronts alone, without asking the engine: what would be possible with
    /// players freed from constraints. @pre fronts()->exact()
    std::optional<double> promised() const;

private:
    void judge_everything();

    OrderProblem problem_;
    const Scorer* scorer_;
    PlanJudge* judge_;
    Settings settings_;
    std::unique_ptr<PathFacts> facts_;
    std::unique_ptr<Prepender> prepender_;
    std::unique_ptr<Fronts> fronts_;
    std::vector<JudgedPlan> all_;  ///< where there are no fronts
    bool judged_all_ = false;
};

}  // namespace entente
