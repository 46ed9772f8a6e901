#include "search/least_patience.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {
namespace {

constexpr double samples[] = {0,   .025, .05,  .075, .1,  .125, .15,  .175,  .2,     .225,
                              .25, .275, .3,   .325, .35, .375, .4,   .425,  .45,    .475,
                              .5,  .525, .55,  .575, .6,  .625, .65,  .675,  .7,     .725,
                              .75, .775, .8,   .825, .85, .875, .9,   .9125, .925,   .9375,
                              .95, .965, .975, .985, .99, .995, .999, .9999, .999999};
constexpr double coarse_samples[] = {0, .3, .6, .8, .9, .96, .99, .9999};
constexpr double just_below = 1e-7;
constexpr double almost_one = 0.9999;      // beyond, all that is lost in a period is indifference
constexpr double many_sets = 3000;         // from here on one search takes a while
constexpr double many_completions = 2000;  // to judge one by one

class PatienceSearch {
public:
    PatienceSearch(const OrderProblem& problem, PlanJudge& judge,
                   const std::vector<double>& status_quo, Optimum::Settings settings)
        : problem_(problem),
          judge_(judge),
          any_({Objective::Kind::patience, 0, {}}, status_quo),
          sum_({Objective::Kind::utilitarian, 0, {}}, status_quo),
          settings_(std::move(settings)) {}

    LeastPatience run(bool with_regimes) {
        const OrderProblem::Size size = problem_.size();
        const bool large = !size.exact || size.sets > many_sets;
        grid_ = large ? std::span<const double>(coarse_samples) : std::span<const double>(samples);
        try {
            search(any_, 0.5, 1);  // tells whether the course is certain
            if (!by_fronts_) {
                every_completion();
                return std::move(result_);
            }
            find_critical();
            if (!large && with_regimes) find_regimes();
        } catch (const Stopped&) {
            result_.complete = false;
        }
        return std::move(result_);
    }

    /// What is needed if that is less than `below`: looked for in full only where a few discount
    /// factors, one of them just below it, show that.
    LeastPatience run_below(double below) {
        search(any_, 0.5, 1);
        if (!by_fronts_) {
            every_completion();
            return std::move(result_);
        }
        const double last = std::min(below - just_below, almost_one);
        bool lower = holds(last);
        for (const double discount : coarse_samples)
            lower = lower || (discount < last && holds(discount));
        const bool is_bound = std::exchange(result_, {}).is_bound;
        if (!lower) return std::move(result_);
        std::vector<double> grid(std::begin(samples), std::end(samples));
        grid.insert(grid.end(), std::begin(coarse_samples), std::end(coarse_samples));
        grid.push_back(last);
        std::ranges::sort(grid);
        grid.erase(std::ranges::upper_bound(grid, last), grid.end());
        grid_ = grid;
        find_critical();
        result_.is_bound = result_.is_bound || is_bound;
        return std::move(result_);
    }

private:
    Findings search(const Scorer& scorer, double discount, std::size_t most_ties) {
        Optimum::Settings settings = settings_;
        settings.discounts.assign(judge_.model().players.size(), discount);
        settings.most_ties = most_ties;
        Optimum optimum(problem_, scorer, judge_, settings);
        by_fronts_ = optimum.by_fronts();
        if (!by_fronts_) return {};
        if (is_freed()) return promised(optimum);
        Findings findings = optimum.best();
        if (!findings.complete) throw Stopped{};
        return findings;
    }

    bool is_freed() const {
        return settings_.ignored.consent != 0 || settings_.ignored.compliance != 0;
    }

    /// Of players freed from constraints the engine knows nothing.
    Findings promised(const Optimum& optimum) {
        Findings findings;
        if (!optimum.fronts()->exact()) result_.is_bound = true;
        if (auto found = optimum.promised()) findings.best.push_back(std::move(*found));
        findings.ties = findings.best.size();
        return findings;
    }

    bool holds(double discount) {
        const Findings findings = search(any_, discount, 1);
        if (findings.best.empty()) {
            result_.bound = discount;
            return false;
        }
        result_.critical = discount;
        result_.best = findings.best;
        result_.ties = 1;
        result_.ties_complete = false;
        return true;
    }

    void find_critical() {
        std::size_t k = 0;
        while (k < grid_.size() && !holds(grid_[k])) {
            if (settings_.progress)
                settings_.progress("patience",
                                   static_cast<double>(k) / static_cast<double>(grid_.size()));
            ++k;
        }
        if (k == grid_.size()) return;
        double from = k == 0 ? 0 : grid_[k - 1], to = grid_[k];
        if (k > 0)
            while (to - from > 1e-13) {
                const double middle = (from + to) / 2;
                (holds(middle) ? to : from) = middle;
            }
        // The engine polishes past the tolerance of indifference.
        const double beyond = k == 0 ? 0 : std::min(to + 1e-9, 0.9999999);
        Findings there = search(any_, beyond, 10'000);
        result_.critical = to;
        for (const Found& found : there.best) {
            if (is_freed()) break;
            const Patience patience = judge_.common_patience(found.steps, settings_.stop);
            if (patience.critical && std::abs(*patience.critical - to) < 1e-7) {
                result_.critical = *patience.critical;
                break;
            }
        }
        result_.best = std::move(there.best);
        result_.ties = there.ties;
        result_.ties_complete = there.ties_complete;
    }

    using Best = std::optional<Steps>;

    Best best_at(double discount) {
        const Findings findings = search(sum_, discount, 200);
        if (findings.best.empty()) return std::nullopt;
        return findings.best.front().steps;
    }

    /// Where the best completion changes between two discount factors, in ascending order.
    void changes(double a, const Best& at_a, double b, const Best& at_b) {
        if (at_a == at_b) return;
        if (b - a <= 1e-12) {
            result_.regimes.back().to = (a + b) / 2;
            result_.regimes.push_back({(a + b) / 2, 1, at_b});
            return;
        }
        const double middle = (a + b) / 2;
        const Best there = best_at(middle);
        changes(a, at_a, middle, there);
        changes(middle, there, b, at_b);
    }

    void find_regimes() {
        Best last = best_at(grid_.front());
        result_.regimes.push_back({0, 1, last});
        for (std::size_t k = 1; k < grid_.size(); ++k) {
            const Best next = best_at(grid_[k]);
            changes(grid_[k - 1], last, grid_[k], next);
            last = next;
        }
    }

    void offer(const Steps& steps) {
        const Patience patience = judge_.common_patience(steps, settings_.stop);
        if (!patience.critical) return;
        const double c = *patience.critical;
        if (result_.critical && c > *result_.critical + 1e-9) return;
        if (!result_.critical || c < *result_.critical - 1e-9) result_.best.clear();
        result_.critical = result_.best.empty() ? c : std::min(c, *result_.critical);
        result_.best.push_back({steps, {}, 0, 0});
    }

    /// With chance in the course every completion is asked by itself.
    void every_completion() {
        const OrderProblem::Size size = problem_.size();
        double done = 0;
        try {
            const auto& starts = settings_.starts;
            for (const Steps& steps : starts) offer(steps);
            if (!size.has_completions_up_to(100 * many_completions)) throw Stopped{};
            for_each_completion(problem_, [&](const Steps& steps) {
                if (settings_.stop.stop_requested()) throw Stopped{};
                if (settings_.progress) settings_.progress("patience", done++ / size.completions);
                if (std::ranges::find(starts, steps) == starts.end()) offer(steps);
                return true;
            });
        } catch (const Stopped&) {
            result_.complete = result_.ties_complete = false;
        }
        std::ranges::sort(result_.best, {}, &Found::steps);
        result_.ties = result_.best.size();
        if (result_.best.size() > settings_.most_listed) result_.best.resize(settings_.most_listed);
        for (Found& found : result_.best) {
            const double at = std::min(*result_.critical + 1e-9, 0.9999999);
            const Judgement judgement =
                judge_.judge(found.steps, std::vector(judge_.model().players.size(), at));
            found.values = judgement.values;
            found.periods = judgement.periods;
        }
    }

    const OrderProblem& problem_;
    PlanJudge& judge_;
    Scorer any_, sum_;
    Optimum::Settings settings_;
    std::span<const double> grid_;
    bool by_fronts_ = true;
    LeastPatience result_;
};

}  // namespace

LeastPatience least_patience(const OrderProblem& problem, PlanJudge& judge,
                             const std::vector<double>& status_quo,
                             const Optimum::Settings& settings, bool with_regimes) {
    return PatienceSearch(problem, judge, status_quo, settings).run(with_regimes);
}

LeastPatience lower_patience(const OrderProblem& problem, PlanJudge& judge,
                             const std::vector<double>& status_quo,
                             const Optimum::Settings& settings, double below) {
    return PatienceSearch(problem, judge, status_quo, settings).run_below(below);
}

}  // namespace entente
