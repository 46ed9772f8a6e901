#include "search/climb.hpp"

#include "process/dynamics.hpp"
#include "search/brute_force.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace entente {
namespace {

/// The plan without a measure; steps left empty go.
Steps without(const Steps& plan, MeasureSet measures) {
    Steps made;
    for (const auto& step : plan) {
        const MeasureSet rest = OrderProblem::set_of(step) & ~measures;
        if (rest != 0) made.push_back(OrderProblem::members(rest));
    }
    return made;
}

/// Calls f(plan) for each way to put the measure into a plan, until f returns true.
template <class F>
bool put_in(const Steps& plan, std::size_t measure, const F& f) {
    for (std::size_t k = 0; k <= plan.size(); ++k) {
        Steps made = plan;
        made.insert(made.begin() + static_cast<std::ptrdiff_t>(k), {measure});
        if (f(made)) return true;
        if (k == plan.size()) break;
        made = plan;
        made[k] = OrderProblem::members(OrderProblem::set_of(plan[k]) | MeasureSet{1} << measure);
        if (f(made)) return true;
    }
    return false;
}

class Climber {
public:
    Climber(const OrderProblem& problem, PlanJudge& judge, const Scorer& scorer,
            std::stop_token stop, const std::function<void()>& progress)
        : problem_(problem),
          judge_(judge),
          scorer_(scorer),
          stop_(std::move(stop)),
          progress_(progress) {}

    std::optional<Found> run(const std::vector<Steps>& starts) {
        try {
            for (const Steps& start : starts) improves(start, Looked::closely);
            if (starts.empty())
                for_each_completion(problem_, [&](const Steps& steps) {
                    improves(steps);
                    return false;
                });
            while (here_ && improve()) {
            }
        } catch (const Stopped&) {
            // What was found by then is returned.
        }
        if (!here_ || !here_->feasible) return std::nullopt;
        return here_->found;
    }

private:
    struct Place {
        Found found;
        bool feasible = false;
    };

    enum class Looked { if_promising, closely };

    /// Moves there if it is a completion that was not seen yet and is better than where we are.
    bool improves(const Steps& plan, Looked looked = Looked::if_promising) {
        if (!is_completion(problem_, plan) || !seen_.insert(plan).second) return false;
        if (stop_.stop_requested()) throw Stopped{};
        if (progress_) progress_();
        if (looked == Looked::if_promising && !may_be_better(plan)) return false;
        const Judgement judgement = judge_.judge(plan, {}, stop_);
        Place there{{plan, judgement.values, judgement.periods,
                     scorer_(judgement.values, judgement.periods)},
                    judgement.feasible()};
        there.feasible = there.feasible && std::isfinite(there.found.score);
        if (here_) {
            if (there.feasible < here_->feasible) return false;
            if (there.feasible == here_->feasible && !beats(there.found.score)) return false;
        }
        here_ = std::move(there);
        return true;
    }

    bool beats(double score) const {
        const double now = here_->found.score;
        return score > now + (std::isfinite(now) ? scorer_.tolerance(now) : 0);
    }

    /// False if the plan would be no better even if everybody kept to it.
    bool may_be_better(const Steps& plan) const {
        if (!here_ || !here_->feasible) return true;
        const Judgement kept = judge_.if_kept(plan, {}, stop_);
        return kept.completed && beats(scorer_(kept.values, kept.periods));
    }

    bool improve() {
        const Steps plan = here_->found.steps;
        const auto go = [&](const Steps& changed) { return improves(changed); };
        MeasureSet in_plan = 0;
        for (const auto& step : plan) in_plan |= OrderProblem::set_of(step);
        const auto all = OrderProblem::members(problem_.measures());
        for (std::size_t k = 0; k < all.size(); ++k, turn_ = (turn_ + 1) % all.size()) {
            const std::size_t m = all[turn_];
            const MeasureSet bit = MeasureSet{1} << m;
            const Steps rest = without(plan, bit | problem_.excluded_by(m));
            if ((in_plan & bit) != 0 && improves(rest)) return true;
            if (put_in(rest, m, go)) return true;
        }
        return false;
    }

    const OrderProblem& problem_;
    PlanJudge& judge_;
    const Scorer& scorer_;
    std::stop_token stop_;
    const std::function<void()>& progress_;
    std::size_t turn_ = 0;  ///< the measure to be moved next, in turn
    std::set<Steps> seen_;
    std::optional<Place> here_;
};

}  // namespace

bool is_completion(const OrderProblem& problem, const Steps& steps) {
    MeasureSet taken = 0;
    for (const auto& step : steps) {
        const MeasureSet set = OrderProblem::set_of(step);
        if ((set & taken) != 0 || !problem.is_step(taken, set)) return false;
        taken |= set;
    }
    return problem.complete(taken);
}

std::vector<Steps> proposed_completions(const Model& model, const OrderProblem& problem) {
    std::vector<Steps> plans;
    for (const Proposal& proposal : model.proposals) {
        if (proposal.open || !is_completion(problem, proposal.steps)) continue;
        Steps steps = proposal.steps;
        for (auto& step : steps) std::ranges::sort(step);
        if (std::ranges::find(plans, steps) == plans.end()) plans.push_back(std::move(steps));
    }
    return plans;
}

std::optional<Found> climb(const OrderProblem& problem, PlanJudge& judge, const Scorer& scorer,
                           const std::vector<Steps>& starts, std::stop_token stop,
                           const std::function<void()>& progress) {
    return Climber(problem, judge, scorer, std::move(stop), progress).run(starts);
}

}  // namespace entente
