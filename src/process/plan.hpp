/// @file plan.hpp
/// The planned path of a proposal and every constraint on it.
#pragma once

#include "entente/process.hpp"

#include "process/factor_path.hpp"
#include "process/prediction.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace entente {

/// The states that are passed with positive chance when everybody accepts and complies.
/// Independent of patience.
class PlannedPath {
public:
    /// @param factors of these dynamics; must outlive this. @throws Entangled as FactorPath does.
    explicit PlannedPath(const Dynamics& dynamics, const Factors* factors = nullptr);

    const std::vector<LevelMask>& starts() const noexcept { return starts_; }  ///< [layer]
    /// Nodes by the step that is current at their start (the last step when all are done) and
    /// by their layer.
    const std::map<std::pair<std::size_t, std::size_t>, LevelMask>& nodes() const noexcept {
        return nodes_;
    }
    /// Whether the path passes this node.
    bool passes(std::size_t layer, std::size_t at) const { return passed_[layer][at] != 0; }
    /// [layer] Nodes that a start off the path can follow.
    const std::vector<LevelMask>& leaving() const noexcept { return leaving_; }

    /// At which levels of factors it passes; null without factors.
    const FactorPath* slots() const noexcept { return slots_ ? &*slots_ : nullptr; }

private:
    void visit(const Dynamics& dynamics, std::size_t layer, const LevelMask& fresh);
    LevelMask leaving_from(const Dynamics& dynamics, const Layer& node) const;

    std::vector<LevelMask> starts_;
    std::map<std::pair<std::size_t, std::size_t>, LevelMask> nodes_;
    std::vector<LevelMask> passed_, leaving_;
    std::optional<FactorPath> slots_;
};

/// Players as bits; everybody, or one where only its own constraints are asked for.
using Players = std::uint64_t;
inline constexpr Players everybody = ~Players{0};

/// The verdict on a plan: consent and compliance imposed on its path, prediction elsewhere.
struct PlanVerdict {
    bool self_enforcing = false;  ///< meaningful if everybody was asked
    /// Some constraints depend on what is predicted off the path, and were not judged.
    bool open = false;
    /// Per player, the smallest slack of its constraints relative to its payoff scale and
    /// normalised by 1 - discount; infinite without constraints, or if it was not asked.
    std::vector<double> worst;
    /// The smallest of them that is not nil; infinite without any. Where all constraints hold it
    /// says how far off the next one is, although others may be tight everywhere. With factors a
    /// constraint counts with its smallest slack only.
    std::vector<double> room;

    /// Negative where a constraint of the player fails, by how much; else its room.
    double margin(std::size_t player) const;
    /// The smallest margin of all players.
    double margin() const;
    std::vector<Constraint> constraints;  ///< filled on request
    /// The prediction with the path imposed, where that is something else.
    std::optional<Behaviour> imposed;
};

/// Makes everybody consent, and comply with what comes of it, wherever the path passes; refusals
/// are answered. @param values receives those of the behaviour made.
void impose(const PlannedPath& path, const std::vector<LayerGroup>& groups, Values& values,
            Behaviour& behaviour);

/// At nodes that the path does not pass, to which only a refusal leads from it, everybody complies
/// where that is worth it: who refuses reckons with what follows. That changes no value on the
/// path.
/// @param imposed keeps to the path. @param values under it. @param on_path_only pass over nodes
///        that can leave the path, of which nothing is known.
void answer_refusals(const PlannedPath& path, Values& values, Behaviour& imposed,
                     bool on_path_only = false);

/// @param values under this behaviour, which keeps to the path where it passes.
PlanVerdict judge_imposed(const PlannedPath& path, const Behaviour& imposed, Values& values,
                          bool list_constraints, Players asked = everybody);

/// The same without a prediction: only the constraints that the path alone decides, which are
/// those of compliance and those of a refusal after which the process stays on the path. A plan
/// that fails here fails.
/// @param kept full consent and compliance. @param values under it.
/// @pre punishments last forever, so that no breach leads back
PlanVerdict judge_on_path(const PlannedPath& path, const Behaviour& kept, Values& values,
                          Players asked = everybody);

/// @param values in: under the predicted behaviour; out: with the path imposed.
/// @throws Entangled where the verdict depends on the levels of factors otherwise than by sums.
PlanVerdict judge_plan(const PlannedPath& path, const std::vector<LayerGroup>& groups,
                       const Prediction& prediction, Values& values, bool list_constraints);

/// Whether the measures that remain in force in a punishment phase would be kept there, by
/// everybody, at every punished state within reach.
/// @pre the dynamics follow breaches while punished; `values` are those of the prediction.
bool punishment_credible(Values& values);

}  // namespace entente
