#include "process/sensitivity.hpp"

#include "process/holding.hpp"
#include "world/discounts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

/// Where discount factors are tried first: denser towards 1, where patience is argued about.
constexpr double fine_samples[] = {0,   .05,  .1,   .15,  .2,  .25,  .3,   .35,   .4,     .45,
                                   .5,  .55,  .6,   .65,  .7,  .75,  .8,   .85,   .9,     .925,
                                   .95, .965, .975, .985, .99, .995, .999, .9999, .999999};
constexpr double coarse_samples[] = {0, .3, .6, .8, .9, .96, .99, .9999};
constexpr std::uint64_t many_states = 1'000;  // from here on an evaluation takes a while

/// Of a parameter, outwards from its nominal value to the farther end of its range.
constexpr int fine_steps = 10, coarse_steps = 3;

/// Of many states the last digits are not worth their evaluations.
Closeness closeness(std::uint64_t states, double range = 1) {
    return states > many_states ? Closeness{1e-6 * range, 1e-9} : Closeness{1e-10 * range, 0};
}

double number(const Expression& expression, std::span<const Rational> parameters) {
    return value(expression, {parameters, {}, 0, {}}).convert_to<double>();
}

/// The range within which the parameter is varied: its support, or three standard deviations.
std::pair<double, double> range_of(const Distribution& d, std::span<const Rational> parameters) {
    if (d.kind == Distribution::Kind::normal) {
        const double mean = number(d.mean, parameters);
        const double deviation = number(d.deviation, parameters);
        return {mean - 3 * deviation, mean + 3 * deviation};
    }
    return {number(d.low, parameters), number(d.high, parameters)};
}

/// The verdict as a function of one parameter: positive where the plan is self-enforcing, and so
/// far from turning as its tightest constraint. Values at which the model is no model (a
/// probability above 1, say) have none.
class Verdict {
public:
    Verdict(const Model& model, std::span<const std::pair<std::size_t, Rational>> set,
            const Proposal& proposal, const Case& nominal, std::size_t parameter,
            std::stop_token stop)
        : model_(model),
          set_(set.begin(), set.end()),
          proposal_(proposal),
          nominal_(nominal),
          stop_(stop) {
        if (nominal.reach(parameter) == Reach::discounts)
            values_.emplace(nominal.dynamics(), nominal.discounts());
        std::erase_if(set_, [&](const auto& entry) { return entry.first == parameter; });
        set_.emplace_back(parameter, 0);
    }
    std::optional<double> operator()(const Rational& x) {
        if (stop_.stop_requested()) return std::nullopt;
        set_.back().second = x;
        try {
            const std::vector<Rational> parameters = parameter_values(model_, set_);
            if (values_) {
                values_->set_discounts(discount_factors(model_, parameters));
                return judged(nominal_, *values_);
            }
            const Case at(model_, parameters, proposal_.steps, stop_);
            Values values(at.dynamics(), at.discounts());
            return judged(at, values);
        } catch (const ModelError&) {
            return std::nullopt;
        }
    }

    std::uint64_t states() const noexcept { return states_; }

private:
    double judged(const Case& at, Values& values) {
        states_ = at.dynamics().states();
        const PlanVerdict verdict = at.judge(values, stop_);
        const double tightest = std::min(1.0, std::abs(verdict.margin()));
        return verdict.self_enforcing ? tightest : -tightest - 1e-300;
    }

    std::uint64_t states_ = 0;
    const Model& model_;
    std::vector<std::pair<std::size_t, Rational>> set_;
    const Proposal& proposal_;
    const Case& nominal_;
    /// Where the parameter changes discount factors only: the nominal case serves all its values.
    std::optional<Values> values_;
    std::stop_token stop_;
};

/// Of the listed values the nearest at which the verdict differs.
std::optional<double> nearest_listed(const Distribution& d, std::span<const Rational> parameters,
                                     const Rational& nominal, bool now, Verdict& verdict) {
    std::vector<Rational> values;
    for (const Expression& v : d.values) values.push_back(value(v, {parameters, {}, 0, {}}));
    const auto distance = [&](const Rational& x) {
        return x < nominal ? nominal - x : x - nominal;
    };
    std::ranges::stable_sort(
        values, [&](const Rational& a, const Rational& b) { return distance(a) < distance(b); });
    for (const Rational& x : values)
        if (const auto there = verdict(x); there && (*there >= 0) != now)
            return x.convert_to<double>();
    return std::nullopt;
}

/// Outwards from the nominal value on both sides at once; the first difference is bracketed.
std::optional<double> nearest_within(double low, double high, double nominal, bool now,
                                     Verdict& verdict) {
    const double reach = std::max(high - nominal, nominal - low);
    const double other = now ? -1.0 : 1.0;
    const auto at = [&](double x) { return verdict(Rational(x)).value_or(other); };
    std::optional<Point> last[2];
    bool open[2] = {nominal > low, nominal < high};
    std::optional<double> nearest;
    int steps = fine_steps;
    for (int k = 1; k <= steps && !nearest; ++k) {
        for (const int side : {0, 1}) {
            if (!open[side]) continue;
            const double step = reach * k / steps * (side == 0 ? -1 : 1);
            const double x = std::clamp(nominal + step, low, high);
            if (x == low || x == high) open[side] = false;
            const auto there = verdict(Rational(x));
            if (!there) {
                open[side] = false;
                continue;
            }
            if ((*there >= 0) == now) {
                last[side] = {x, *there};
                if (verdict.states() > many_states) steps = coarse_steps;
                continue;
            }
            const Point from = last[side] ? *last[side] : Point{nominal, at(nominal)};
            const double flip = sign_change(at, from, {x, *there},
                                            closeness(verdict.states(), std::abs(x - from.x)));
            if (!nearest || std::abs(flip - nominal) < std::abs(*nearest - nominal)) nearest = flip;
        }
    }
    return nearest;
}

}  // namespace

Patience patience(const Case& proposal, std::optional<std::size_t> player, std::stop_token stop) {
    Values values(proposal.dynamics(), proposal.discounts());
    std::vector<double> discounts = proposal.discounts();
    const Players asked = player ? Players{1} << *player : everybody;
    const auto verdict = [&](double d) {
        if (player)
            discounts[*player] = d;
        else
            std::ranges::fill(discounts, d);
        values.set_discounts(discounts);
        return proposal.judge(values, stop, asked);
    };
    const auto slack = [&](double d) {
        if (stop.stop_requested()) return -1.0;
        const PlanVerdict there = verdict(d);
        if (player) return there.margin(*player);
        // All constraints may hold of a measure that no votes can pass.
        return there.self_enforcing ? there.margin() : std::min(there.margin(), -1e-300);
    };
    const std::span<const double> samples = proposal.dynamics().states() > many_states
                                                ? std::span<const double>(coarse_samples)
                                                : std::span<const double>(fine_samples);
    Patience result;
    result.holds_on = holding_intervals(slack, samples, closeness(proposal.dynamics().states()));
    const bool polish = proposal.dynamics().states() <= many_states;
    // The tolerance that makes indifference consent has moved the ends outwards a little.
    // What is left of it here keeps rounding from failing a constraint that is always tight.
    const auto exactly = [&](double d) {
        if (stop.stop_requested()) return -1.0;
        const PlanVerdict there = verdict(d);
        return 2e-14 + (player ? there.worst[*player] : *std::ranges::min_element(there.worst));
    };
    for (auto& [from, to] : result.holds_on) {
        if (from > 0 && polish) from = polished(exactly, from);
        if (to == samples.back())
            to = 1;  // open at 1
        else if (polish)
            to = polished(exactly, to);
    }
    if (!result.holds_on.empty()) result.critical = result.holds_on.front().first;
    return result;
}

namespace {

/// The first step that is never completed although everybody keeps to the plan: what it requires
/// never comes true. Nullopt if there is none.
std::optional<std::size_t> never_completed(const Case& proposal) {
    const Dynamics& dynamics = proposal.dynamics();
    std::size_t farthest = 0;
    for (std::size_t layer = 0; layer < dynamics.layers().size(); ++layer) {
        if (any(proposal.path().starts()[layer]))
            farthest = std::max(farthest, dynamics.layers()[layer].step);
    }
    if (farthest >= dynamics.plan().size()) return std::nullopt;
    return farthest;
}

/// The same with one parameter replaced.
std::optional<std::size_t> never_completed(const Model& model,
                                           std::span<const std::pair<std::size_t, Rational>> set,
                                           const Proposal& proposal, std::size_t parameter,
                                           double value, std::stop_token stop) {
    std::vector<std::pair<std::size_t, Rational>> changed(set.begin(), set.end());
    std::erase_if(changed, [&](const auto& entry) { return entry.first == parameter; });
    changed.emplace_back(parameter, value);
    return never_completed(Case(model, parameter_values(model, changed), proposal.steps, stop));
}

}  // namespace

std::optional<Flip> nearest_flip(const Model& model,
                                 std::span<const std::pair<std::size_t, Rational>> set,
                                 const Proposal& proposal, const Case& nominal_case,
                                 std::size_t parameter, bool self_enforcing, std::stop_token stop) {
    const std::vector<Rational> parameters = parameter_values(model, set);
    const Distribution& distribution = model.parameters[parameter].distribution;
    const double nominal = parameters[parameter].convert_to<double>();
    Verdict verdict(model, set, proposal, nominal_case, parameter, stop);
    double low = 0, high = 0;
    std::optional<double> to;
    if (distribution.kind == Distribution::Kind::discrete) {
        for (const Expression& v : distribution.values) {
            const double x = number(v, parameters);
            low = &v == &distribution.values.front() ? x : std::min(low, x);
            high = &v == &distribution.values.front() ? x : std::max(high, x);
        }
        to = nearest_listed(distribution, parameters, parameters[parameter], self_enforcing,
                            verdict);
    } else {
        std::tie(low, high) = range_of(distribution, parameters);
        to = nearest_within(std::min(low, nominal), std::max(high, nominal), nominal,
                            self_enforcing, verdict);
    }
    if (!to) return std::nullopt;
    const double width = high > low ? high - low : 1;
    Flip flip{parameter, nominal, *to, std::abs(*to - nominal) / width, std::nullopt};
    if (!self_enforcing && !stop.stop_requested())
        flip.stops_at = never_completed(model, set, proposal, parameter, *to, stop);
    return flip;
}

}  // namespace entente
