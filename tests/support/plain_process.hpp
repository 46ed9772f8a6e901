/// @file plain_process.hpp
/// The process under a proposal, predicted by the letter of its rules and by no shortcut.
///
/// A second, independent reading of the semantics, to hold the engine against: explicit states
/// in a map, explicit successor lists, dense equations. Good for some thousand states, of which
/// some hundred in one component. Limits are refused with std::length_error.
#pragma once

#include "entente/process.hpp"

#include "support/plain_world.hpp"

#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace entente::support {

inline constexpr unsigned for_ever = std::numeric_limits<unsigned>::max();

/// A state of the process: a place, and in a punishment phase what is suspended for how long.
struct PlainState {
    Place place;
    MeasureSet suspended = 0;  ///< in force again after the punishment; 0 if it never ends
    unsigned left = 0;         ///< punished periods, this one included; 0 outside of punishment

    auto operator<=>(const PlainState&) const = default;
};

/// Who would breach what.
struct PlainBreach {
    std::size_t player = 0;
    MeasureSet measures = 0;

    auto operator<=>(const PlainBreach&) const = default;
};

/// What everybody does wherever the process may come.
struct PlainBehaviour {
    /// [state][player]: the pending measures that the player declines.
    std::vector<std::vector<MeasureSet>> declined;
    /// (state, measures concluded): what breach everybody foresees there. If it touches what is
    /// concluded, that is not concluded; otherwise the agreement breaks down.
    std::map<std::pair<std::size_t, MeasureSet>, PlainBreach> foreseen;

    auto operator<=>(const PlainBehaviour&) const = default;
};

/// One thing that may happen at the start of a period: measures are concluded and kept, or the
/// agreement breaks down and the period is the first of a punishment (`broken`, that state).
struct PlainEvent {
    double probability = 0;
    MeasureSet concluded = 0;
    std::optional<std::size_t> broken;
};

/// Gain and loss in discounted sums; see Constraint.
struct PlainSlack {
    double gain = 0, loss = 0;
    double slack() const { return loss - gain; }
};

/// Every subset of a set, the empty one included, in ascending order of the bit masks.
std::vector<MeasureSet> subsets(MeasureSet set);

/// A process and the behaviour that is predicted in it.
class PlainProcess {
public:
    /// Predicts. The model must outlive the process.
    /// @throws std::length_error if there are too many states for this way of computing.
    PlainProcess(const Model& model, std::vector<std::vector<std::size_t>> steps);

    PlainWorld world;
    std::vector<std::vector<std::size_t>> steps;
    std::vector<PlainState> states;  ///< the first one is the start
    std::map<PlainState, std::size_t> index;
    std::vector<std::vector<std::size_t>> successors;
    std::vector<std::vector<std::size_t>> parts;  ///< strongly connected, later ones first
    std::vector<double> scale;                    ///< per player: what is large (see payoff_scale)
    PlainBehaviour predicted;
    bool cycled = false;
    /// (state, player, measure): consent that was withdrawn, and restored as nothing turns on it.
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> moot;

    /// Values of a behaviour, [state][player], in discounted sums.
    using Values = std::vector<std::vector<double>>;
    Values predicted_values;
    Values evaluate(const PlainBehaviour& behaviour);

    /// The first step with a measure not in force; none if all are.
    std::optional<std::size_t> current_step(MeasureSet in_force) const;
    MeasureSet pending(std::size_t state);
    std::vector<std::size_t> voters(std::size_t measure) const;
    /// Which of the pending measures pass, given what each player declines.
    MeasureSet passing(std::size_t state, const std::vector<MeasureSet>& declined);
    std::vector<PlainEvent> events(std::size_t state, MeasureSet passed,
                                   const PlainBehaviour& behaviour);
    std::vector<PlainEvent> events(std::size_t state, const PlainBehaviour& behaviour) {
        return events(state, passing(state, behaviour.declined[state]), behaviour);
    }
    /// Where a state leads within a period of compliance after these conclusions.
    std::vector<std::pair<std::size_t, double>> next(std::size_t state, MeasureSet concluded);

    /// What a player gets from a state on if exactly these measures pass there now.
    double value_if(std::size_t state, MeasureSet passed, std::size_t player,
                    const PlainBehaviour& behaviour, const Values& values);
    /// The condition that a player keeps these measures after these conclusions.
    PlainSlack compliance(std::size_t state, MeasureSet concluded, const PlainBreach& breach,
                          const Values& values);
    /// The worst violation after these conclusions.
    std::optional<PlainBreach> worst_breach(std::size_t state, MeasureSet concluded,
                                            const Values& values);
    /// Every (player, non-empty set of measures) that could be breached at a place.
    std::vector<PlainBreach> possible_breaches(MeasureSet in_force) const;
    /// Whether a difference of discounted sums is more than rounding.
    bool matters(double difference, std::size_t player) const;

private:
    std::map<std::size_t, MeasureSet> pending_;

    /// The range of a player's stage payoffs, or its largest temptation or cost if that is more.
    double payoff_scale(std::size_t player);
    std::size_t find_or_add(const PlainState& state);
    PlainState punished(const Place& place, MeasureSet suspended) const;
    PlainState after_punishment(const PlainState& state, const Place& next) const;
    void connect(std::size_t state);
    void connect_breaches(std::size_t state, MeasureSet concluded);
    void evaluate_part(const std::vector<std::size_t>& part, const PlainBehaviour& behaviour,
                       Values& values);
    void predict(const std::vector<std::size_t>& part);
    std::optional<MeasureSet> withdrawal(std::size_t state, std::size_t player);
    std::optional<MeasureSet> restoration(std::size_t state, std::size_t player);
    void note_moot(std::size_t state, std::size_t player, MeasureSet restored);
    bool change_consent(const std::vector<std::size_t>& part, bool may_restore);
    bool withdraw_compliance(const std::vector<std::size_t>& part);
};

}  // namespace entente::support
