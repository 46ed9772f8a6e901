/// @file world.hpp
/// The model with numbers in it: one draw of the parameters, every quantity of DESIGN section 3
/// as a function of the world state (measures in force, relation levels).
#pragma once

#include "entente/model.hpp"
#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include "world/level_box.hpp"
#include "world/state_function.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace entente {

/// What is played in one interaction at one state, and what that is worth.
/// Shapes: one entry per player of the interaction. Payoffs in the model's units.
struct StageOutcome {
    Profile profile;                ///< prescribed, or the selected equilibrium of what remains
    std::vector<Rational> payoffs;  ///< at that profile
    std::vector<double> deviation_gain;  ///< best own deviation minus payoff; never negative
};

/// Probabilities with which one relation moves in a period.
struct Move {
    double up = 0, down = 0;
};

/// What of a model a World is about, where that is not all of it.
struct WorldPart {
    /// Bit e: relation e stays where it is, whatever happens, and is worth nothing.
    std::uint64_t left_out = 0;
    /// If any, only these relations are worth anything: nothing else pays, and nothing costs.
    std::uint64_t alone = 0;

    bool pays(std::size_t relation) const {
        return (left_out >> relation & 1U) == 0 && (alone == 0 || (alone >> relation & 1U) != 0);
    }
};

/// Quantities are evaluated on demand, exactly, and kept as doubles, so one World serves one
/// thread while states are being discovered. Arguments named `at` are indices of levels().
/// Every function throws ModelError, with the place in the file and the state, if the number is
/// undefined there or outside its range (a probability not in [0, 1], a duration below 1).
class World {
public:
    World(const Model& model, std::vector<Rational> parameters, WorldPart part = {});
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    const Model& model() const noexcept { return *model_; }
    const LevelBox& levels() const noexcept { return box_; }
    std::span<const Rational> parameters() const noexcept { return parameters_; }
    std::size_t initial_levels() const noexcept { return initial_; }
    MeasureSet initial_measures() const noexcept { return initial_measures_; }
    const std::vector<double>& discounts() const noexcept { return discounts_; }

    /// Periods of punishment; 0 for punishment forever.
    std::size_t punished_periods() const noexcept { return punished_periods_; }
    /// By how many levels relations fall after a breach, where that is the reaction.
    std::size_t fall() const noexcept { return fall_; }

    /// Stage payoff of a player minus reference_payoff(player), so that a constant added to
    /// every payoff of a player costs no precision.
    double stage_payoff(std::size_t player, MeasureSet in_force, std::size_t at);
    double reference_payoff(std::size_t player) const;
    /// The summands of stage_payoff(): how many, on what each depends, and what it is there.
    std::size_t summands(std::size_t player) const;
    Footprint summand_depends_on(std::size_t player, std::size_t summand) const;
    double summand(std::size_t player, std::size_t summand, MeasureSet in_force, std::size_t at);

    const StageOutcome& outcome(std::size_t interaction, MeasureSet in_force, std::size_t at);
    Move move(std::size_t relation, MeasureSet in_force, std::size_t at);
    double lapse(std::size_t measure, MeasureSet in_force, std::size_t at);
    double detection(std::size_t measure, MeasureSet in_force, std::size_t at);
    double penalty(std::size_t measure, MeasureSet in_force, std::size_t at);
    bool required(std::size_t measure, MeasureSet in_force, std::size_t at);
    double duration(std::size_t measure, MeasureSet in_force, std::size_t at);
    double cost(std::size_t measure, std::size_t player, MeasureSet in_force, std::size_t at);
    Footprint cost_depends_on(std::size_t measure, std::size_t player) const;

    /// True unless the file fixes the chance of a lapse at nothing.
    bool can_lapse(std::size_t measure) const { return can_lapse_[measure]; }
    /// Bit f: whether the moves of the relation can depend on the level of relation f.
    std::uint64_t move_depends_on(std::size_t relation) const;

    /// Remarks on the selection of baselines so far, without repetition.
    const std::set<std::string>& notes() const noexcept { return notes_; }

private:
    struct Functions;

    Rational evaluate(const Expression& expression, MeasureSet in_force, std::size_t at);
    double number(const Expression& expression, const Rational& value) const;
    double probability(const Expression& expression, MeasureSet in_force, std::size_t at);
    [[noreturn]] void fail(SourceSpan where, std::string message, std::string hint) const;
    std::string describe(MeasureSet in_force, std::size_t at) const;
    LevelBox reachable_box() const;
    Footprint footprint(const Expression& expression) const;
    void build_outcomes();
    void build_functions();
    StageOutcome solve_stage(std::size_t interaction, MeasureSet in_force, std::size_t at);
    Profile baseline(std::size_t interaction, const NormalForm<Rational>& game,
                     const std::vector<std::size_t>& remaining, MeasureSet in_force,
                     std::size_t at);

    const Model* model_;
    std::vector<Rational> parameters_;
    WorldPart part_;
    LevelBox box_;
    std::size_t initial_ = 0;
    MeasureSet initial_measures_ = 0;
    std::vector<double> discounts_;
    std::size_t punished_periods_ = 0;
    std::size_t fall_ = 0;
    std::vector<std::vector<std::optional<Rational>>> fixed_payoffs_;  ///< those without state
    std::vector<bool> can_lapse_;
    std::set<std::string> notes_;
    std::unique_ptr<Functions> functions_;
};

}  // namespace entente
