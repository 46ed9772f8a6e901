#include "search/prospects.hpp"

#include "process/dynamics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {

Prospects::Prospects(const Fronts& fronts, std::vector<double> weights,
                     const std::vector<std::uint8_t>& hopeless, const std::stop_token& stop)
    : fronts_(&fronts),
      weights_(std::move(weights)),
      hopeless_(&hopeless),
      arrivals_(fronts.states()) {
    arrivals_[0] = {{0, 0}};
    grow_powers(0);
    const auto last = static_cast<std::uint32_t>(arrivals_.size());
    const auto check = [&](std::uint32_t k) {
        if (k % 256 == 0 && stop.stop_requested()) throw Stopped{};
    };
    for (std::uint32_t k = 0; k < last; ++k) {
        check(k);
        pass_on(k);
    }
    for (std::uint32_t k = last; k-- > 0;) {
        check(k);
        look_back(k);
    }
}

void Prospects::grow_powers(std::size_t periods) {
    const PathFacts& facts = fronts_->prepender().facts();
    const std::size_t players = facts.players();
    while (powers_.size() < (periods + 1) * players) {
        const std::size_t n = powers_.size();
        powers_.push_back(n < players ? 1 : powers_[n - players] * facts.discount(n % players));
    }
}

double Prospects::sum(std::span<const double> values, std::size_t periods) const {
    const double* power = powers_.data() + periods * weights_.size();
    double sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) sum += weights_[i] * power[i] * values[i];
    return sum;
}

/// Of what the step brings until it is done.
double Prospects::sum(const Stretch& stretch, std::size_t periods) const {
    double total = 0;
    for (std::size_t p = 0; p < stretch.periods.size(); ++p)
        total +=
            sum(std::span(stretch.now).subspan(p * weights_.size(), weights_.size()), periods + p);
    return total;
}

/// All ways to the state are known, as steps lead to states with more measures.
void Prospects::pass_on(std::uint32_t k) {
    if (arrivals_[k].empty() || (*hopeless_)[k] != 0) return;
    fronts_->for_each_next(k, [&](std::uint32_t next, const Stretch& stretch) {
        auto& there = arrivals_[next];
        for (const Arrival& here : arrivals_[k]) {
            const std::size_t periods = here.periods + stretch.periods.size();
            grow_powers(periods);
            const double before = here.before + sum(stretch, here.periods);
            const auto same = std::ranges::find(there, periods, &Arrival::periods);
            if (same == there.end())
                there.push_back({periods, before});
            else
                same->before = std::max(same->before, before);
        }
    });
}

/// Of stopping there; nothing where the order is not complete.
double Prospects::resting(const Fronts::State& state, std::size_t periods) const {
    const OrderProblem& problem = fronts_->problem();
    if (!problem.complete(state.taken)) return nothing;
    return sum(fronts_->prepender().facts().forever(problem.initial() | state.taken, state.at),
               periods);
}

const Prospects::Arrival& Prospects::arrival(std::size_t state, std::size_t periods) const {
    return *std::ranges::find(arrivals_[state], periods, &Arrival::periods);
}

void Prospects::look_back(std::uint32_t k) {
    if (arrivals_[k].empty() || (*hopeless_)[k] != 0) return;
    for (Arrival& here : arrivals_[k]) here.after = resting(fronts_->state(k), here.periods);
    fronts_->for_each_next(k, [&](std::uint32_t next, const Stretch& stretch) {
        for (Arrival& here : arrivals_[k]) {
            const double after = arrival(next, here.periods + stretch.periods.size()).after;
            here.after = std::max(here.after, sum(stretch, here.periods) + after);
        }
    });
}

double Prospects::most(std::size_t state) const {
    double most = nothing;
    for (const Arrival& arrival : arrivals_[state])
        most = std::max(most, arrival.before + arrival.after);
    return most;
}

std::vector<double> Prospects::best_values() const {
    std::vector<Stretch> way;
    std::uint32_t k = 0;
    for (std::size_t periods = 0;;) {
        const double after = arrival(k, periods).after;
        if (resting(fronts_->state(k), periods) == after) break;
        std::uint32_t best = 0;
        Stretch step;
        fronts_->for_each_next(k, [&](std::uint32_t next, const Stretch& stretch) {
            if (best != 0) return;
            const std::size_t then = periods + stretch.periods.size();
            if (sum(stretch, periods) + arrival(next, then).after != after) return;
            best = next;
            step = stretch;
        });
        periods += step.periods.size();
        way.push_back(std::move(step));
        k = best;
    }
    const Prepender& prepender = fronts_->prepender();
    const Fronts::State& end = fronts_->state(k);
    const auto forever =
        prepender.facts().forever(fronts_->problem().initial() | end.taken, end.at);
    std::vector<double> values(forever.begin(), forever.end());
    for (; !way.empty(); way.pop_back()) prepender.prepend(way.back(), values);
    return values;
}

void Prospects::sift(std::size_t state, const Prepender::Columns& labels, double least,
                     std::uint8_t* hopeless) const {
    thread_local std::vector<double> sums;
    thread_local std::vector<std::uint8_t> promising;
    sums.resize(labels.count);
    promising.assign(labels.count, 0);
    for (const Arrival& arrival : arrivals_[state]) {
        std::ranges::fill(sums, arrival.before);
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            const double weight = weights_[i] * powers_[arrival.periods * weights_.size() + i];
            const double* value = labels.values + i * labels.stride;
            for (std::size_t n = 0; n < labels.count; ++n) sums[n] += weight * value[n];
        }
        for (std::size_t n = 0; n < labels.count; ++n) promising[n] |= sums[n] >= least;
    }
    for (std::size_t n = 0; n < labels.count; ++n)
        if (promising[n] == 0) hopeless[n] = 1;
}

ProspectSieve::ProspectSieve(const Fronts& fronts, const Scorer& scorer, std::vector<double> known,
                             std::stop_token stop)
    : stop_(std::move(stop)),
      score_(scorer(known, 0)),
      bound_(std::numeric_limits<double>::infinity()),
      hopeless_(fronts.states()) {
    constexpr int most_rounds = 30, most_in_vain = 4;
    const PathFacts& facts = fronts.prepender().facts();
    std::vector<double> mixture = std::move(known);
    look(fronts, scorer, scorer.ascent(mixture));
    for (int k = 0, in_vain = 0; k < most_rounds && in_vain < most_in_vain; ++k, ++in_vain) {
        const std::vector<double> corner = last_->best_values();
        for (std::size_t i = 0; i < mixture.size(); ++i)
            mixture[i] +=
                2.0 / (k + 3) * (corner[i] + facts.world().reference_payoff(i) - mixture[i]);
        std::vector<double> weights = scorer.ascent(mixture);
        if (std::ranges::equal(weights, last_->weights())) return;  // a weighted sum
        const double gap = bound_ - score_;
        look(fronts, scorer, std::move(weights));
        if (bound_ - score_ < 0.9 * gap) in_vain = 0;
    }
}

/// One more direction; states through which it leads to too little are not looked at again.
void ProspectSieve::look(const Fronts& fronts, const Scorer& scorer, std::vector<double> weights) {
    const PathFacts& facts = fronts.prepender().facts();
    last_.reset();  // memory
    last_ = std::make_shared<Prospects>(fronts, std::move(weights), hopeless_, stop_);
    const std::span<const double> direction = last_->weights();
    double reference = 0, rounding = 0;
    for (std::size_t i = 0; i < direction.size(); ++i) {
        reference += direction[i] * facts.world().reference_payoff(i);
        rounding += direction[i] *
                    (1e-12 * facts.scale(i) + 1e-14 * std::abs(facts.world().reference_payoff(i)));
    }
    const double least =
        scorer.least_sum(score_ - 2 * scorer.tolerance(score_), direction) - reference - rounding;
    for (std::size_t k = 0; k < hopeless_.size(); ++k)
        if (last_->most(k) < least) hopeless_[k] = 1;
    const double bound = scorer.most_score(last_->most() + reference + rounding, direction);
    if (best_ && bound >= bound_) return;
    bound_ = std::min(bound_, bound);
    least_ = least;
    best_ = last_;
}

void ProspectSieve::sift(std::size_t state, const Prepender::Columns& labels,
                         std::uint8_t* hopeless) const {
    best_->sift(state, labels, least_, hopeless);
}

}  // namespace entente
