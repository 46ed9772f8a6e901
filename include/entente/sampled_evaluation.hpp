/// @file sampled_evaluation.hpp
/// Proposals of a model in which some interactions give rankings instead of payoffs: what holds for
/// all consistent payoffs, and how often the rest holds among some that are drawn
/// (docs/ordinal.md).
#pragma once

#include "entente/process.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace entente {

/// Whether some interaction of the model gives rankings.
bool has_rankings(const Model& model);

/// The model with payoffs in place of every ranking, on the scale [low, high] of its interaction:
/// the worst outcomes of a player get low, the best high, and the k - 2 ranks between them the
/// values of k - 2 independent uniform draws, in order. Ties get equal payoffs; a player who is
/// indifferent between all outcomes gets low.
/// Draws are multiples of 2^-24 of the scale, exact, and depend on nothing but seed and number.
Model with_drawn_payoffs(const Model& model, std::span<const Rational> parameters,
                         std::uint64_t seed, std::uint64_t number);

/// How many extremes there are: each player, in each interaction with rankings, sees the k ranks
/// split into good and bad ones in one of the k - 1 possible ways. 2^32 stands for more.
std::uint64_t extreme_count(const Model& model);

/// Payoffs near an extreme: almost high for the good ranks, almost low for the bad ones, and within
/// each the ranks a thousandth of the scale apart in all. They are consistent.
/// @param number any; below extreme_count() they are all different.
Model with_extreme_payoffs(const Model& model, std::span<const Rational> parameters,
                           std::uint64_t number);

/// One proposal under payoffs that are consistent with the rankings.
struct SampledProposal {
    std::size_t proposal = 0;
    /// The verdict on self-enforcement is the same for all consistent payoffs, and so are stall,
    /// course and gains: the plan touches no interaction with rankings (docs/ordinal.md, proof).
    bool proved = false;
    std::size_t self_enforcing = 0;           ///< in how many samples
    std::size_t extremes_self_enforcing = 0;  ///< in how many extremes
    std::size_t completed = 0;                ///< samples in which every step is completed for sure
    std::vector<std::size_t> stalls;          ///< [step]: samples in which that step stalls
    std::vector<std::size_t> positions;  ///< [position]: samples in which the ranking puts it there
    std::vector<std::array<std::size_t, 3>> gains;  ///< [player]: samples: gains, as before, loses
};

struct SampledEvaluation {
    std::size_t samples = 0;  ///< finished
    std::size_t wanted = 0;
    std::size_t extremes = 0;  ///< finished
    std::uint64_t seed = 0;
    std::vector<std::size_t> interactions;  ///< those with rankings
    std::vector<std::pair<double, double>> scales;
    std::vector<SampledProposal> proposals;
    bool complete = true;
    std::vector<std::string> warnings;  ///< of any sample, without repetition
};

struct SampleOptions {
    std::size_t samples = 200;
    std::uint64_t seed = 1;
};

/// Evaluates every proposal once for each sample and each extreme; of more extremes than samples,
/// as many as samples, spread evenly. Of the options patience and flips are not used. The result
/// does not depend on the threads.
/// @throws ModelError as evaluate().
SampledEvaluation evaluate_rankings(const Model& model, const EvaluateOptions& options,
                                    const SampleOptions& sampling);

}  // namespace entente
