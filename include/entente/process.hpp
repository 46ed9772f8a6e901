/// @file process.hpp
/// What becomes of a sequencing proposal: who would agree, who would comply, where it stalls,
/// what it is worth. The semantics are those of docs/semantics.md.
#pragma once

#include "entente/model.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

/// A condition that a player must satisfy for a proposal to hold, at its tightest place.
/// Units: discounted sums of the player's payoffs.
struct Constraint {
    enum class Kind { consent, compliance };
    std::size_t step = 0;  ///< counted from 0
    std::size_t player = 0;
    Kind kind = Kind::compliance;
    std::vector<std::size_t> measures;  ///< declined, or breached together
    double gain = 0;                    ///< of declining or breaching
    double loss = 0;                    ///< by declining or breaching
    double slack = 0;                   ///< loss - gain
    MeasureSet in_force = 0;            ///< the state in which it is tightest ...
    std::vector<std::uint8_t> levels;   ///< ... and the levels of all relations there
    /// The relations whose level matters to the slack there: one level up or down, in a state that
    /// can be reached, moves it. The strongest first; those that move it less than a tenth as much
    /// as the strongest are left out.
    std::vector<std::size_t> relations;

    bool operator==(const Constraint&) const = default;
};

/// Where the predicted course departs from the plan.
struct Stall {
    enum class Condition { consent, compliance, requirement };
    /// What no player's choice can help: what is required does not hold, what should be in force
    /// has lapsed, all votes together do not reach the quota.
    enum class Hindrance { requirement, lapse, quota };
    std::size_t step = 0;  ///< first step completed with probability below 1
    std::size_t measure = 0;
    Condition condition = Condition::compliance;
    std::optional<Constraint> constraint;  ///< the one withdrawn; none for a requirement ...
    Hindrance hindrance = Hindrance::requirement;  ///< ... but this
    double probability = 0;                        ///< with which the step is completed
    std::vector<Constraint> withdrawn;             ///< every constraint withdrawn at this step
    /// Where the one withdrawn would hold if all others kept to the plan: the condition that would
    /// fail by most even then, at this step or later, and whose failure is foreseen.
    std::optional<Constraint> foreseen;
};

/// One step of the predicted course.
struct PathStep {
    std::size_t step = 0;
    std::vector<std::size_t> measures;
    double probability = 0;         ///< that all of them are in force at the same time
    std::optional<double> periods;  ///< expected periods until then, given that it happens
};

/// At which discount factors all constraints on the planned path hold.
struct Patience {
    std::vector<std::pair<double, double>> holds_on;  ///< disjoint, ascending, within [0, 1]
    std::optional<double> critical;                   ///< their infimum; none if there is none
};

/// The nearest value of a parameter at which `self_enforcing` changes.
struct Flip {
    std::size_t parameter = 0;
    double from = 0, to = 0;
    double distance = 0;  ///< |to - from| relative to the width of the parameter's range
    /// Where `to` makes the plan enforce itself: the first step that is then never completed.
    std::optional<std::size_t> stops_at;
};

struct Welfare {
    double utilitarian = 0;              ///< sum of values
    double utilitarian_gain = 0;         ///< sum of gains over the status quo
    std::optional<double> nash_product;  ///< of the gains, where none is negative
    double egalitarian = 0;              ///< the smallest gain
};

struct ProposalEvaluation {
    std::size_t proposal = 0;
    bool self_enforcing = false;
    bool begins = true;  ///< false if no measure of the plan is ever adopted
    std::vector<PathStep> path;
    std::optional<Stall> stall;
    std::vector<double> values;  ///< per player: per-period equivalent of the predicted course
    Welfare welfare;
    double completion_probability = 0;
    std::optional<double> expected_periods;  ///< given completion
    std::vector<Constraint> constraints;     ///< of the planned path, by step, player, kind
    std::vector<Patience> patience;          ///< per player; empty if not asked or left out
    Patience common_patience;
    std::vector<Flip> flips;             ///< nearest first
    std::vector<std::size_t> unflipped;  ///< parameters with a range that change nothing
    bool patience_left_out = false;      ///< as EvaluateOptions::patience_effort has it
    bool flips_left_out = false;         ///< as EvaluateOptions::flip_effort has it
    bool interrupted = false;            ///< stopped while looking for these; they are left out
    bool punishment_credible = true;
    bool cycled = false;               ///< the prediction is no equilibrium: the iteration recurred
    double breakdown_probability = 0;  ///< that an agreement in force ever breaks down
    std::uint64_t states = 0;          ///< visited under this proposal
    std::vector<std::size_t> joint;    ///< relations whose levels are parts of the state
    std::size_t combinations = 1;      ///< of their levels within reach
    /// Relations that gate nothing and move nothing else: what each is worth is worked out beside
    /// the rest and added.
    std::vector<std::size_t> apart;
    /// Relations that are like these, but what somebody decides depends on their level: these are
    /// kept jointly.
    std::vector<std::size_t> entangled;
    std::vector<std::string> warnings;
};

struct Evaluation {
    /// Per player, per-period equivalents; empty if stopped before.
    std::vector<double> status_quo;
    std::vector<ProposalEvaluation> proposals;
    std::vector<std::size_t> ranking;  ///< positions in `proposals`, best first
    bool complete = true;              ///< false if stopped before all was found
    std::uint64_t states = 0;          ///< states visited, the same on every machine
    std::vector<std::string> warnings;
};

struct EvaluateOptions {
    std::vector<std::pair<std::size_t, Rational>> set;  ///< parameters that are replaced
    std::vector<std::size_t> proposals;                 ///< which; empty for all
    bool patience = true;                               ///< critical discount factors
    bool flips = true;                                  ///< nearest flips
    /// The critical discount factors of a proposal are left out where its states, times the
    /// players, times the number of proposals asked for, are more than this.
    std::uint64_t patience_effort = std::numeric_limits<std::uint64_t>::max();
    /// The nearest flips of a proposal are left out where its states, times the parameters that
    /// matter to it, times the number of proposals asked for, are more than this.
    std::uint64_t flip_effort = std::numeric_limits<std::uint64_t>::max();
    bool jointly = false;  ///< keep the levels of all relations jointly, whatever that costs
    unsigned threads = 1;
    std::stop_token stop{};
    /// Told what is being done ("easiest_first: nearest flip") and the share done, in [0, 1].
    std::function<void(std::string_view, double)> progress;
};

/// Proposals that leave the order open are not evaluated; a warning says so.
/// @throws ModelError where only numbers show the fault: a probability outside [0, 1], division
///         by zero in a reachable state, a stage game without a pure equilibrium, a model too
///         large for memory (the message says how large).
Evaluation evaluate(const Model& model, const EvaluateOptions& options = {});

}  // namespace entente
