/// @file behaviour.hpp
/// What the players do at every state: votes, and which foreseen breaches keep a measure from
/// being concluded or end an agreement (DESIGN section 3, rules 10 to 12).
#pragma once

#include "process/components.hpp"
#include "process/dynamics.hpp"
#include "process/factors.hpp"

#include <optional>
#include <unordered_map>
#include <vector>

namespace entente {

/// Who votes on a measure and when it passes.
class VotingRule {
public:
    VotingRule(const Model& model, const Measure& measure, std::span<const Rational> parameters);

    /// Bit i: player i votes.
    std::uint64_t voters() const noexcept { return voters_; }
    /// @param accepting bit i for each voter that accepts.
    bool passes(std::uint64_t accepting) const;

private:
    std::uint64_t voters_ = 0, veto_ = 0;
    Decision::Rule rule_;
    std::vector<std::pair<std::size_t, Rational>> weights_;
    Rational quota_;
};

/// A breach that everybody foresees: its group among Layer::groups of the node, and its measures.
struct Foreseen {
    std::size_t group = 0;
    MeasureSet breach = 0;
};

/// What a realised set of conclusions comes to.
struct Resolution {
    StepSet concluded = 0;              ///< what is concluded after all
    std::optional<Foreseen> breakdown;  ///< instead of that: the agreement ends
};

class Behaviour {
public:
    /// Everybody accepts and complies.
    Behaviour(const Dynamics& dynamics, std::span<const Rational> parameters);
    /// That of the core, as it is at the time, at the starts of a factor: to be looked at only.
    /// Both must outlive this.
    Behaviour(const Behaviour& core, const Factor& factor)
        : core_(&core), factor_(&factor), dynamics_(&factor.dynamics()) {}

    const VotingRule& voting(std::size_t measure) const { return voting_[measure]; }

    /// Measures of the current step that the player declines (those not pending may be set).
    StepSet declined(std::size_t player, StateIndex s) const;
    void decline(std::size_t player, StateIndex s, StepSet set);

    /// Pending measures that the players' votes pass.
    StepSet passing(StateIndex s) const;
    /// Pending measures on which the player votes.
    StepSet voted_by(std::size_t player, StateIndex s) const;

    Resolution resolve(StateIndex s, StepSet concluded) const;
    /// Whether a realisation is on the way from another one to what that comes to.
    bool leads_through(StateIndex s, StepSet from, StepSet through) const;
    /// From now on this realisation comes to something else.
    void set_resolution(StateIndex s, StepSet concluded, Resolution resolution);

    /// Makes everybody accept and comply at this start. @return whether somebody did not.
    bool impose(StateIndex s);

    /// Equal behaviour at these states gives equal numbers; different behaviour all but never.
    std::uint64_t fingerprint(const std::vector<StateIndex>& states) const;

private:
    const Behaviour* core_ = nullptr;
    const Factor* factor_ = nullptr;
    const Dynamics* dynamics_;
    std::vector<VotingRule> voting_;
    std::vector<std::vector<StepSet>> declined_;  ///< [layer][player * box + at]; may be empty
    std::vector<std::unordered_map<std::uint64_t, Resolution>> resolutions_;  ///< [layer]
};

}  // namespace entente
