#include "process/behaviour.hpp"

#include "process/memory.hpp"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

std::uint64_t key_of(std::size_t at, StepSet concluded) {
    return std::uint64_t{at} << 32U | concluded;
}

std::uint64_t bits_of(const std::vector<std::size_t>& players) {
    std::uint64_t set = 0;
    for (const std::size_t i : players) set |= std::uint64_t{1} << i;
    return set;
}

}  // namespace

VotingRule::VotingRule(const Model&, const Measure& measure, std::span<const Rational> parameters)
    : voters_(bits_of(measure.parties)),
      veto_(bits_of(measure.decision.veto)),
      rule_(measure.decision.rule) {
    const Valuation valuation{parameters, {}, 0, {}};
    if (rule_ == Decision::Rule::consenters) voters_ = bits_of(measure.decision.consenters);
    if (rule_ == Decision::Rule::weighted) {
        for (const PlayerTerm& weight : measure.decision.weights)
            weights_.emplace_back(weight.player, value(weight.amount, valuation));
        quota_ = value(measure.decision.quota, valuation);
    }
}

bool VotingRule::passes(std::uint64_t accepting) const {
    accepting &= voters_;
    if ((veto_ & ~accepting) != 0) return false;
    switch (rule_) {
        case Decision::Rule::majority:
            return voters_ == 0 || 2 * std::popcount(accepting) > std::popcount(voters_);
        case Decision::Rule::weighted: {
            Rational sum = 0;
            for (const auto& [player, weight] : weights_)
                if ((accepting >> player & 1U) != 0) sum += weight;
            return sum >= quota_;
        }
        case Decision::Rule::unanimity:
        case Decision::Rule::consenters:
            break;
    }
    return accepting == voters_;
}

Behaviour::Behaviour(const Dynamics& dynamics, std::span<const Rational> parameters)
    : dynamics_(&dynamics),
      declined_(dynamics.layers().size()),
      resolutions_(dynamics.layers().size()) {
    for (const Measure& measure : dynamics.model().measures)
        voting_.emplace_back(dynamics.model(), measure, parameters);
}

StepSet Behaviour::declined(std::size_t player, StateIndex s) const {
    const auto& declined = declined_[s.layer];
    return declined.empty() ? 0 : declined[player * dynamics_->levels().size() + s.at];
}

void Behaviour::decline(std::size_t player, StateIndex s, StepSet set) {
    auto& declined = declined_[s.layer];
    if (declined.empty()) declined.resize(dynamics_->players() * dynamics_->levels().size());
    declined[player * dynamics_->levels().size() + s.at] = set;
}

StepSet Behaviour::passing(StateIndex s) const {
    if (core_ != nullptr) return core_->passing(factor_->core(s));
    const Layer& layer = dynamics_->layers()[s.layer];
    StepSet passing = layer.pending[s.at];
    if (declined_[s.layer].empty()) {
        // Everybody accepts; a quota that the weights cannot reach still fails.
        for (std::size_t k = 0; k < layer.candidates.size(); ++k)
            if (!voting_[layer.candidates[k]].passes(~std::uint64_t{0}))
                passing &= ~(StepSet{1} << k);
        return passing;
    }
    for (std::size_t k = 0; k < layer.candidates.size(); ++k) {
        std::uint64_t accepting = 0;
        for (std::size_t i = 0; i < dynamics_->players(); ++i)
            if ((declined(i, s) >> k & 1U) == 0) accepting |= std::uint64_t{1} << i;
        if (!voting_[layer.candidates[k]].passes(accepting)) passing &= ~(StepSet{1} << k);
    }
    return passing;
}

StepSet Behaviour::voted_by(std::size_t player, StateIndex s) const {
    const Layer& layer = dynamics_->layers()[s.layer];
    StepSet set = 0;
    for (std::size_t k = 0; k < layer.candidates.size(); ++k)
        if ((voting_[layer.candidates[k]].voters() >> player & 1U) != 0) set |= StepSet{1} << k;
    return set & layer.pending[s.at];
}

Resolution Behaviour::resolve(StateIndex s, StepSet concluded) const {
    if (core_ != nullptr) return core_->resolve(factor_->core(s), concluded);
    const auto& resolutions = resolutions_[s.layer];
    if (resolutions.empty()) return {concluded, {}};
    for (auto it = resolutions.find(key_of(s.at, concluded)); it != resolutions.end();
         it = resolutions.find(key_of(s.at, concluded))) {
        if (it->second.breakdown) return it->second;
        concluded = it->second.concluded;
    }
    return {concluded, {}};
}

bool Behaviour::leads_through(StateIndex s, StepSet from, StepSet through) const {
    const auto& resolutions = resolutions_[s.layer];
    while (from != through) {
        const auto it = resolutions.find(key_of(s.at, from));
        if (it == resolutions.end() || it->second.breakdown) return false;
        from = it->second.concluded;
    }
    return true;
}

void Behaviour::set_resolution(StateIndex s, StepSet concluded, Resolution resolution) {
    resolutions_[s.layer].insert_or_assign(key_of(s.at, concluded), resolution);
}

bool Behaviour::impose(StateIndex s) {
    bool changed = false;
    for (std::size_t i = 0; i < dynamics_->players(); ++i) {
        if (declined(i, s) == 0) continue;
        decline(i, s, 0);
        changed = true;
    }
    if (resolutions_[s.layer].empty()) return changed;
    const StepSet pending = dynamics_->layers()[s.layer].pending[s.at];
    for (StepSet set = pending;; set = (set - 1) & pending) {
        changed = resolutions_[s.layer].erase(key_of(s.at, set)) != 0 || changed;
        if (set == 0) return changed;
    }
}

std::uint64_t Behaviour::fingerprint(const std::vector<StateIndex>& states) const {
    if (core_ != nullptr) {
        std::vector<StateIndex> there;
        for (const StateIndex s : states) there.push_back(factor_->core(s));
        return core_->fingerprint(there);
    }
    std::uint64_t hash = 0x9e3779b97f4a7c15U;
    const auto mix = [&](std::uint64_t x) { hash = stirred(hash, x); };
    for (const StateIndex s : states) {
        if (!declined_[s.layer].empty())
            for (std::size_t i = 0; i < dynamics_->players(); ++i) mix(declined(i, s) + 1U);
        if (resolutions_[s.layer].empty()) continue;
        const StepSet pending = dynamics_->layers()[s.layer].pending[s.at];
        for (StepSet set = pending;; set = (set - 1) & pending) {
            const auto it = resolutions_[s.layer].find(key_of(s.at, set));
            if (it != resolutions_[s.layer].end())
                mix(it->second.breakdown ? it->second.breakdown->breach + 7U
                                         : it->second.concluded + 3U);
            if (set == 0) break;
        }
    }
    return hash;
}

}  // namespace entente
