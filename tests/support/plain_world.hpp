/// @file plain_world.hpp
/// What a period is worth and where it leads, straight from the model, without any cleverness.
///
/// This is one half of a second, independent reading of the rules of the process; the other is
/// plain_process.hpp. Everything is evaluated exactly and turned into doubles at the end.
#pragma once

#include "entente/model.hpp"
#include "entente/normal_form.hpp"
#include "entente/solution.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace entente::support {

/// A state of the world: the measures in force and the level of every relation.
struct Place {
    MeasureSet in_force = 0;
    std::vector<std::uint8_t> levels;

    auto operator<=>(const Place&) const = default;
};

/// What happens in a period in which everybody complies at a place.
struct Stage {
    std::vector<double> payoff;  ///< per player
    /// [interaction][player of it]: the measure in force that prescribes for it, if any ...
    std::vector<std::vector<std::optional<std::size_t>>> applying;
    /// ... and what the player gains there by the best deviation from the outcome.
    std::vector<std::vector<double>> temptation;
    std::vector<double> detection, penalty;      ///< per measure; 0 if not in force
    std::vector<std::pair<Place, double>> next;  ///< every place that may follow, and how likely
};

/// The measures of a set, smallest index first.
std::vector<std::size_t> members(MeasureSet set);

/// The set with this one measure.
inline MeasureSet only(std::size_t measure) {
    return MeasureSet{1} << measure;
}

/// A model with numbers in it. The model must outlive it.
class PlainWorld {
public:
    explicit PlainWorld(const Model& model);

    const Model& model() const { return model_; }
    const Place& start() const { return start_; }
    double discount(std::size_t player) const { return discounts_[player]; }

    /// The value of an expression at a place, where play() means the outcome there.
    Rational number(const Expression& expression, const Place& place);
    double real(const Expression& expression, const Place& place) {
        return number(expression, place).convert_to<double>();
    }

    /// Remembered, so that the reference stays valid as long as the world.
    /// @throws std::runtime_error if an interaction has no equilibrium that a solver finds.
    const Stage& stage(const Place& place);

    /// What is played in an interaction: prescriptions, and the baseline among the rest.
    const Profile& outcome(std::size_t interaction, const Place& place);

    /// Of the measures in force, the last declared one that prescribes for this player of the
    /// interaction, and the action.
    struct Applying {
        std::size_t measure;
        std::size_t action;
    };
    std::optional<Applying> applying(std::size_t interaction, std::size_t player,
                                     MeasureSet in_force) const;

    /// The measures of a set that prescribe something to a player of the model.
    MeasureSet prescribing(std::size_t player, MeasureSet in_force) const;

    /// What a detected breach of `breached` by a player suspends among the measures in force.
    MeasureSet suspension(std::size_t player, MeasureSet breached, MeasureSet in_force) const;

    /// The levels after the declared reaction to that breach.
    std::vector<std::uint8_t> reaction(std::size_t player, MeasureSet breached,
                                       std::vector<std::uint8_t> levels) const;

    /// Punished periods; nothing for ever.
    std::optional<unsigned> punished_periods() const { return periods_; }

private:
    Stage evaluate(const Place& place);
    NormalForm<Rational> remaining_game(const Interaction& g, const Profile& bound,
                                        const std::vector<std::size_t>& free, const Place& place);
    double deviation_gain(std::size_t interaction, std::size_t player, const Place& place);
    Rational expected(std::size_t interaction, std::size_t player, const Profile& profile,
                      const Place& place);
    std::vector<std::pair<Place, double>> moves(const Place& place);
    std::vector<bool> victims(std::size_t player, MeasureSet breached) const;

    const Model& model_;
    std::vector<Rational> parameters_;
    std::vector<double> discounts_;
    Place start_;
    std::optional<unsigned> periods_;
    std::size_t fall_ = 0;
    std::map<Place, Stage> stages_;
    std::map<std::pair<std::size_t, Place>, Profile> outcomes_;
};

}  // namespace entente::support
