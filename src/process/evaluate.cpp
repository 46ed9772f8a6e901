/// @file evaluate.cpp
/// All proposals of a model, one after the other; what can be done side by side within one is.
#include "entente/contract.hpp"
#include "entente/process.hpp"

#include "process/case.hpp"
#include "process/evaluate_sensitivity.hpp"
#include "process/recheck.hpp"
#include "process/remarks.hpp"
#include "process/stall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>

namespace entente {
namespace {

/// Beyond this the credibility of punishments is not looked into: it needs all that is in force
/// after one breach, after a second one, and so on.
constexpr double most_states_for_credibility = 200'000;

class Evaluator {
public:
    Evaluator(const Model& model, const EvaluateOptions& options)
        : model_(model), options_(options), parameters_(parameter_values(model, options.set)) {
        chosen_ = options_.proposals;
        if (chosen_.empty()) {
            chosen_.resize(model.proposals.size());
            std::iota(chosen_.begin(), chosen_.end(), std::size_t{0});
        }
        std::erase_if(chosen_, [&](std::size_t k) {
            if (!model.proposals[k].open) return false;
            evaluation_.warnings.push_back(
                fmt::format("\"{0}\" leaves the order open and is not ranked: entente search FILE "
                            "--proposal {0} finds its best order",
                            model.proposals[k].key));
            return true;
        });
    }

    Evaluation run() {
        try {
            progress("status quo", 0);
            status_quo();
            for (std::size_t k = 0; k < chosen_.size() && !stopped(); ++k) {
                done_ = k;
                evaluate_one(chosen_[k]);
            }
        } catch (const Stopped&) {
            // what was finished before is there
        }
        evaluation_.complete =
            evaluation_.proposals.size() == chosen_.size() &&
            std::ranges::none_of(evaluation_.proposals, &ProposalEvaluation::interrupted);
        say_what_was_left_out(&ProposalEvaluation::patience_left_out, "critical discount factors",
                              "--patience");
        say_what_was_left_out(&ProposalEvaluation::flips_left_out, "nearest flips", "--flips");
        rank();
        return std::move(evaluation_);
    }

private:
    bool stopped() const { return options_.stop.stop_requested(); }

    void say_what_was_left_out(bool ProposalEvaluation::*left_out, std::string_view what,
                               std::string_view option) {
        const auto without = std::ranges::count_if(
            evaluation_.proposals,
            [&](const ProposalEvaluation& p) { return p.*left_out && !p.interrupted; });
        if (without == 0) return;
        const std::size_t all = evaluation_.proposals.size();
        evaluation_.warnings.push_back(
            all == 1 ? fmt::format("the {} were not looked for, as that takes long here: ask for "
                                   "them ({})",
                                   what, option)
                     : fmt::format("the {} of {} of {} proposals were not looked for, as that "
                                   "takes long here: ask for them ({}), or for fewer proposals",
                                   what, without, all, option));
    }

    void progress(std::string_view what, double share) const {
        if (!options_.progress) return;
        const double all = static_cast<double>(chosen_.size() + 1);
        options_.progress(what, (static_cast<double>(done_) + share) / all);
    }

    /// A case, and what is expected to happen in it.
    struct Expected {
        Expected(const Model& model, const std::vector<Rational>& parameters,
                 const std::vector<std::vector<std::size_t>>& plan, Separation separation,
                 const std::stop_token& stop)
            : what(model, parameters, plan, stop, separation),
              values(what.dynamics(), what.discounts(), what.factors()),
              prediction(predict(what.groups(), values, what.parameters(), stop)) {}

        Case what;
        Values values;
        Prediction prediction;
    };

    void status_quo() {
        factored({!options_.jointly, 0}, [&](Separation separation) {
            const Expected found(model_, parameters_, {}, separation, options_.stop);
            if (stopped()) return;
            const auto& [nothing, values, prediction] = found;
            evaluation_.status_quo = values.at_the_start();
            evaluation_.states += nothing.states();
            for (const std::string& note : nothing.notes()) evaluation_.warnings.push_back(note);
            if (prediction.cycled)
                evaluation_.warnings.emplace_back(
                    "status quo: the prediction went in circles and is no equilibrium");
        });
    }

    void evaluate_one(std::size_t index) {
        factored({!options_.jointly, 0},
                 [&](Separation separation) { evaluate_as(index, separation); });
    }

    void evaluate_as(std::size_t index, Separation separation) {
        const Proposal& proposal = model_.proposals[index];
        progress(proposal.key, 0);
        Expected found(model_, parameters_, proposal.steps, separation, options_.stop);
        if (stopped()) return;
        auto& [what, values, prediction] = found;
        ProposalEvaluation result;
        result.proposal = index;
        result.states = what.states();
        const LevelBox& box = what.dynamics().levels();
        result.combinations = box.size();
        for (std::size_t e = 0; e < box.relations(); ++e)
            if (box.count(e) > 1) result.joint.push_back(e);
        for (std::size_t e = 0; e < box.relations(); ++e) {
            for (const auto& part : values.parts())
                if (part.factor->dynamics().levels().count(e) > box.count(e))
                    result.apart.push_back(e);
            if ((separation.kept >> e & 1U) != 0) result.entangled.push_back(e);
        }
        result.values = values.at_the_start();
        World world(what.model(), parameters_, core_part(what.separable()));
        double residual = largest_fault(what, world, prediction.behaviour, values);
        PlanVerdict verdict = judge_plan(what.path(), what.groups(), prediction, values, true);
        if (verdict.imposed)
            residual = std::max(residual, largest_fault(what, world, *verdict.imposed, values));
        if (residual > 1e-9 || !values.exact()) warn_of(residual, result);
        if (verdict.self_enforcing && verdict.imposed) adopt(what, *verdict.imposed, prediction);
        if (verdict.self_enforcing) result.values = values.at_the_start();
        result.cycled = prediction.cycled;
        result.welfare = welfare(result.values);
        describe_course(what, prediction, result);
        result.self_enforcing = verdict.self_enforcing;
        result.constraints = verdict.constraints;
        if (result.stall) compare_with_plan(*result.stall, result.constraints);
        credibility(proposal, what, separation, result);
        add_remarks(what, prediction, result);
        for (const std::string& note : what.notes())
            if (std::ranges::find(evaluation_.warnings, note) == evaluation_.warnings.end())
                result.warnings.push_back(note);
        if (stopped()) return;
        evaluation_.states += result.states;
        add_sensitivity(
            {model_, options_, parameters_, chosen_.size()}, what,
            [&](double share) { progress(proposal.key, share); }, result);
        evaluation_.proposals.push_back(std::move(result));
    }

    /// Of the values under this behaviour, as largest_residual() has it.
    static double largest_fault(const Case& what, World& world, const Behaviour& behaviour,
                                Values& values) {
        double largest = largest_residual(world, behaviour, values, recheck_effort);
        for (const auto& [factor, part] : values.parts()) {
            World there(what.model(), {what.parameters().begin(), what.parameters().end()},
                        factor_part(what.separable(), factor->relations()));
            largest = std::max(largest, largest_residual(there, Behaviour(behaviour, *factor),
                                                         *part, recheck_effort));
        }
        return largest;
    }

    /// The verdict rests on these values.
    static void warn_of(double residual, ProposalEvaluation& result) {
        result.warnings.push_back(fmt::format(
            "the values were checked and are off by {:.1g} of the payoffs' range: treat "
            "conditions closer than that as undecided",
            residual));
    }

    /// A plan that enforces itself is the prediction.
    static void adopt(const Case& what, Behaviour imposed, Prediction& prediction) {
        prediction.behaviour = std::move(imposed);
        std::erase_if(prediction.withdrawals, [&](const Withdrawal& w) {
            return what.path().starts()[w.state.layer][w.state.at] != 0;
        });
    }

    Welfare welfare(const std::vector<double>& values) const {
        Welfare w;
        double product = 1;
        bool all_gain = true;
        for (std::size_t i = 0; i < values.size(); ++i) {
            double gain = values[i] - evaluation_.status_quo[i];
            // What rounding leaves of no change is no change.
            if (std::abs(gain) <= 1e-10 * std::max(1.0, std::abs(values[i]))) gain = 0;
            w.utilitarian += values[i];
            w.utilitarian_gain += gain;
            product *= gain;
            all_gain = all_gain && gain >= 0;
            w.egalitarian = i == 0 ? gain : std::min(w.egalitarian, gain);
        }
        if (all_gain) w.nash_product = product;
        return w;
    }

    void describe_course(const Case& what, const Prediction& prediction,
                         ProposalEvaluation& result) const {
        const Dynamics& dynamics = what.dynamics();
        const Course course(dynamics, what.groups(), prediction.behaviour);
        result.path = predicted_path(dynamics, course);
        result.stall = find_stall(dynamics, what.factors(), course, prediction, result.path);
        result.breakdown_probability = course.breakdown();
        result.begins = begins(course, result.path);
        if (dynamics.plan().empty()) {
            result.completion_probability = 1;
            result.expected_periods = 0;
        } else if (result.path.size() == dynamics.plan().size()) {
            result.completion_probability = result.path.back().probability;
            result.expected_periods = result.path.back().periods;
        }
    }

    void credibility(const Proposal& proposal, const Case& what, Separation separation,
                     ProposalEvaluation& result) const {
        factored(separation, [&](Separation now) {
            if (static_cast<double>(what.states()) * multiplied(what, now) >
                most_states_for_credibility) {
                result.warnings.emplace_back(
                    "whether the punishments themselves would be kept was not checked: too many "
                    "states");
                return;
            }
            const auto separable = separable_of(what.model(), now);
            World world(what.model(), parameters_, core_part(separable));
            const ProcessPlan plan{proposal.steps, options_.stop, Follow::breaches_of_what_remains};
            const Dynamics dynamics(world, plan.steps, plan.stop, plan.follow);
            const auto groups = layer_groups(dynamics);
            const Factors factors =
                factors_of(what.model(), parameters_, plan, separable, dynamics, groups);
            Values values(dynamics, what.discounts(), factors.empty() ? nullptr : &factors);
            predict(groups, values, parameters_, options_.stop);
            result.punishment_credible = punishment_credible(values);
        });
    }

    /// How many times the states are more at most with other factors in the core.
    static double multiplied(const Case& what, Separation now) {
        double times = 1;
        if (what.factors() == nullptr) return times;
        for (const auto& factor : *what.factors())
            if (!now.separates || (factor->relations() & now.kept) != 0)
                times *= static_cast<double>(factor->slots());
        return times;
    }

    /// By the sum of values, then by the chance of completion, the time, and the file.
    void rank() {
        auto& ranking = evaluation_.ranking;
        ranking.resize(evaluation_.proposals.size());
        std::iota(ranking.begin(), ranking.end(), std::size_t{0});
        double size = 0;
        for (const ProposalEvaluation& p : evaluation_.proposals)
            size = std::max(size, std::abs(p.welfare.utilitarian));
        if (size == 0) size = 1;
        const auto key = [&](std::size_t k) {
            const ProposalEvaluation& p = evaluation_.proposals[k];
            // Rounded, so that what is equal but for rounding counts as equal.
            const double welfare = std::round(p.welfare.utilitarian_gain / size * 1e9);
            return std::tuple(-welfare, -std::round(p.completion_probability * 1e9),
                              p.expected_periods.value_or(1e300), k);
        };
        std::ranges::sort(ranking, [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    }

    const Model& model_;
    const EvaluateOptions& options_;
    std::vector<Rational> parameters_;
    std::vector<std::size_t> chosen_;
    std::size_t done_ = 0;
    Evaluation evaluation_;
};

}  // namespace

Evaluation evaluate(const Model& model, const EvaluateOptions& options) {
    for (const std::size_t proposal : options.proposals)
        expects(proposal < model.proposals.size(), "proposals of the model");
    return Evaluator(model, options).run();
}

}  // namespace entente
