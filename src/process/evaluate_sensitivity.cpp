#include "process/evaluate_sensitivity.hpp"

#include "process/jobs.hpp"
#include "process/sensitivity.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace entente {
namespace {

std::uint64_t times(double states, std::size_t number) {
    return static_cast<std::uint64_t>(std::min(states * static_cast<double>(number), 1e18));
}

class Sensitivity {
public:
    Sensitivity(const EvaluationAsked& asked, const Case& what, ProposalEvaluation& result)
        : asked_(asked),
          options_(asked.options),
          proposal_(asked.model.proposals[result.proposal]),
          result_(result) {
        const Model& model = asked.model;
        for (std::size_t p = 0; p < model.parameters.size(); ++p)
            if (model.parameters[p].distribution.kind != Distribution::Kind::fixed)
                uncertain_.push_back(p);
        const auto matter = static_cast<std::size_t>(std::ranges::count_if(
            uncertain_, [&](std::size_t p) { return what.reach(p) != Reach::nothing; }));
        const double states = what.joint_states();
        looks_at_patience_ =
            options_.patience &&
            times(states, model.players.size() * asked.proposals) <= options_.patience_effort;
        looks_at_flips_ =
            options_.flips && times(states, matter * asked.proposals) <= options_.flip_effort;
        result.patience_left_out = options_.patience && !looks_at_patience_;
        result.flips_left_out = options_.flips && !looks_at_flips_;
    }

    bool looks() const { return looks_at_patience_ || looks_at_flips_; }

    /// The case itself if there are no factors in it; null if all levels together do not fit into
    /// memory, and then that is said.
    std::shared_ptr<const Case> jointly(const Case& what) {
        if (what.factors() == nullptr) return {std::shared_ptr<const Case>{}, &what};
        try {
            return std::make_shared<const Case>(asked_.model, asked_.parameters, proposal_.steps,
                                                options_.stop);
        } catch (const ModelError&) {
            result_.patience_left_out = options_.patience;
            result_.flips_left_out = options_.flips;
            result_.warnings.emplace_back(
                "critical discount factors and nearest flips can be looked for only with all "
                "levels kept jointly, and that would not fit into memory");
            return nullptr;
        }
    }

    void run(const Case& what, const std::function<void(double)>& progress) {
        std::vector<std::function<void()>> jobs;
        std::vector<std::optional<Flip>> flips(uncertain_.size());
        if (looks_at_patience_) ask_for_patience(what, jobs);
        if (looks_at_flips_) ask_for_flips(what, flips, jobs);
        run_jobs(jobs, options_.threads, [&](std::size_t count) {
            progress(static_cast<double>(count) / static_cast<double>(jobs.size()));
        });
        if (options_.stop.stop_requested() && !jobs.empty()) {
            result_.interrupted = true;
            result_.patience_left_out = result_.flips_left_out = true;
            result_.patience.clear();
            return;
        }
        for (std::size_t k = 0; looks_at_flips_ && k < uncertain_.size(); ++k) {
            if (flips[k])
                result_.flips.push_back(*flips[k]);
            else
                result_.unflipped.push_back(uncertain_[k]);
        }
        std::ranges::stable_sort(result_.flips, {}, &Flip::distance);
    }

private:
    void ask_for_patience(const Case& what, std::vector<std::function<void()>>& jobs) {
        const std::size_t players = asked_.model.players.size();
        result_.patience.resize(players);
        jobs.emplace_back([this, &what] {
            result_.common_patience = patience(what, std::nullopt, options_.stop);
        });
        for (std::size_t i = 0; i < players; ++i)
            jobs.emplace_back(
                [this, &what, i] { result_.patience[i] = patience(what, i, options_.stop); });
    }

    void ask_for_flips(const Case& what, std::vector<std::optional<Flip>>& flips,
                       std::vector<std::function<void()>>& jobs) const {
        for (std::size_t k = 0; k < uncertain_.size(); ++k)
            jobs.emplace_back([this, &what, &flips, k] {
                if (what.reach(uncertain_[k]) == Reach::nothing) return;
                flips[k] = nearest_flip(asked_.model, options_.set, proposal_, what, uncertain_[k],
                                        result_.self_enforcing, options_.stop);
            });
    }

    const EvaluationAsked& asked_;
    const EvaluateOptions& options_;
    const Proposal& proposal_;
    ProposalEvaluation& result_;
    std::vector<std::size_t> uncertain_;  ///< parameters
    bool looks_at_patience_ = false, looks_at_flips_ = false;
};

}  // namespace

void add_sensitivity(const EvaluationAsked& asked, const Case& what,
                     const std::function<void(double)>& progress, ProposalEvaluation& result) {
    Sensitivity sensitivity(asked, what, result);
    if (!sensitivity.looks()) return;
    if (const auto joint = sensitivity.jointly(what)) sensitivity.run(*joint, progress);
}

}  // namespace entente
