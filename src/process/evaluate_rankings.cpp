/// @file evaluate_rankings.cpp
/// The same proposals under many consistent payoffs.
#include "entente/contract.hpp"
#include "entente/sampled_evaluation.hpp"

#include "model/expressions.hpp"
#include "ordinal/ordinal_game.hpp"
#include "process/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace entente {
namespace {

/// Whether the measure prescribes in the interaction nothing, or the whole of this outcome.
bool keeps_to(const Measure& measure, std::size_t interaction, const ProfileShape& shape,
              std::size_t outcome) {
    std::size_t prescribed = 0;
    for (const Prescription& p : measure.prescriptions) {
        if (p.interaction != interaction) continue;
        if (shape.action(outcome, p.player) != p.action) return false;
        ++prescribed;
    }
    return prescribed == 0 || prescribed == shape.players();
}

/// Whether the proposal touches no interaction with rankings: what is played there is the same in
/// every state for all consistent payoffs, because every measure that can be in force prescribes
/// what is played there anyway; or it is the same in every state for each of them, because no
/// measure prescribes anything, and nothing asks what it is. Nobody gains by deviating from it, and
/// it adds the same to everything that is compared.
bool touches_no_ranking(const Model& model, const Proposal& proposal) {
    std::set<std::size_t> asked;
    for_each_expression(model, [&](const Expression& expression) {
        for (const std::uint32_t g : dependencies(expression).interactions) asked.insert(g);
    });
    std::vector<const Measure*> measures;
    for (const Measure& measure : model.measures)
        if (measure.initial) measures.push_back(&measure);
    for (const auto& step : proposal.steps)
        for (const std::size_t m : step) measures.push_back(&model.measures[m]);
    for (std::size_t g = 0; g < model.interactions.size(); ++g) {
        const Interaction& interaction = model.interactions[g];
        if (!interaction.rankings) continue;
        const bool prescribed = std::ranges::any_of(measures, [&](const Measure* measure) {
            return std::ranges::count(measure->prescriptions, g, &Prescription::interaction) > 0;
        });
        if (!prescribed && !asked.contains(g)) continue;
        const OrdinalGame game{interaction.actions, interaction.rankings->ranks};
        const auto played = played_for_all(interaction, solve_ordinal(game).value());
        if (!played) return false;
        const ProfileShape shape(game);
        for (const Measure* measure : measures)
            if (!keeps_to(*measure, g, shape, *played)) return false;
    }
    return true;
}

/// 0: more than under the status quo, 1: the same, 2: less.
std::size_t direction(double value, double before) {
    const double gain = value - before;
    if (std::abs(gain) <= 1e-9 * std::max({1.0, std::abs(value), std::abs(before)})) return 1;
    return gain > 0 ? 0 : 2;
}

class Sampler {
public:
    Sampler(const Model& model, const EvaluateOptions& options, const SampleOptions& sampling)
        : model_(model),
          options_(options),
          sampling_(sampling),
          parameters_(parameter_values(model, options.set)) {
        one_.set = options.set;
        one_.patience = one_.flips = false;
        one_.stop = options.stop;
    }

    SampledEvaluation run() {
        declare();
        const std::uint64_t all = extreme_count(model_);
        const std::uint64_t extremes = std::min<std::uint64_t>(all, sampling_.samples);
        std::vector<std::optional<Evaluation>> drawn(sampling_.samples), extreme(extremes);
        std::vector<std::function<void()>> jobs;
        for (std::size_t k = 0; k < drawn.size(); ++k)
            jobs.emplace_back([&, k] {
                solve(drawn[k],
                      [&] { return with_drawn_payoffs(model_, parameters_, sampling_.seed, k); });
            });
        for (std::size_t k = 0; k < extreme.size(); ++k)
            jobs.emplace_back([&, k] {
                solve(extreme[k], [&] {
                    return with_extreme_payoffs(model_, parameters_, k * all / extremes);
                });
            });
        run_jobs(jobs, options_.threads, [&](std::size_t done) {
            if (options_.progress)
                options_.progress("consistent payoffs",
                                  static_cast<double>(done) / static_cast<double>(jobs.size()));
        });
        for (const auto& evaluation : drawn)
            if (evaluation) count(*evaluation);
        for (const auto& evaluation : extreme)
            if (evaluation) count_extreme(*evaluation);
        result_.complete = result_.samples == drawn.size() && result_.extremes == extreme.size();
        result_.warnings.assign(warnings_.begin(), warnings_.end());
        return std::move(result_);
    }

private:
    void declare() {
        result_.wanted = sampling_.samples;
        result_.seed = sampling_.seed;
        for (std::size_t g = 0; g < model_.interactions.size(); ++g) {
            const auto& rankings = model_.interactions[g].rankings;
            if (!rankings) continue;
            const Valuation valuation{parameters_, {}, 0, {}};
            result_.interactions.push_back(g);
            result_.scales.emplace_back(to_scalar<double>(value(rankings->low, valuation)),
                                        to_scalar<double>(value(rankings->high, valuation)));
        }
        std::vector<std::size_t> chosen = options_.proposals;
        if (chosen.empty()) {
            chosen.resize(model_.proposals.size());
            std::iota(chosen.begin(), chosen.end(), std::size_t{0});
        }
        std::erase_if(chosen, [&](std::size_t p) { return model_.proposals[p].open.has_value(); });
        for (const std::size_t p : chosen) {
            SampledProposal& made = result_.proposals.emplace_back();
            made.proposal = p;
            made.proved = touches_no_ranking(model_, model_.proposals[p]);
            made.stalls.resize(model_.proposals[p].steps.size());
            made.positions.resize(chosen.size());
            made.gains.resize(model_.players.size());
        }
        one_.proposals = chosen;
    }

    template <class Make>
    void solve(std::optional<Evaluation>& place, const Make& make) const {
        if (options_.stop.stop_requested()) return;
        Evaluation evaluation = evaluate(make(), one_);
        if (evaluation.complete) place = std::move(evaluation);
    }

    void count(const Evaluation& evaluation) {
        ++result_.samples;
        warnings_.insert(evaluation.warnings.begin(), evaluation.warnings.end());
        for (std::size_t k = 0; k < evaluation.proposals.size(); ++k) {
            const ProposalEvaluation& found = evaluation.proposals[k];
            SampledProposal& sum = result_.proposals[k];
            if (found.self_enforcing) ++sum.self_enforcing;
            if (found.stall)
                ++sum.stalls[found.stall->step];
            else
                ++sum.completed;
            for (std::size_t i = 0; i < found.values.size(); ++i)
                ++sum.gains[i][direction(found.values[i], evaluation.status_quo[i])];
            for (const std::string& warning : found.warnings)
                warnings_.insert(
                    fmt::format("{}: {}", model_.proposals[found.proposal].key, warning));
        }
        for (std::size_t r = 0; r < evaluation.ranking.size(); ++r)
            ++result_.proposals[evaluation.ranking[r]].positions[r];
    }

    void count_extreme(const Evaluation& evaluation) {
        ++result_.extremes;
        for (std::size_t k = 0; k < evaluation.proposals.size(); ++k)
            if (evaluation.proposals[k].self_enforcing)
                ++result_.proposals[k].extremes_self_enforcing;
    }

    const Model& model_;
    const EvaluateOptions& options_;
    const SampleOptions& sampling_;
    std::vector<Rational> parameters_;
    EvaluateOptions one_;
    SampledEvaluation result_;
    std::set<std::string> warnings_;
};

}  // namespace

SampledEvaluation evaluate_rankings(const Model& model, const EvaluateOptions& options,
                                    const SampleOptions& sampling) {
    expects(sampling.samples > 0, "a sample");
    return Sampler(model, options, sampling).run();
}

}  // namespace entente
