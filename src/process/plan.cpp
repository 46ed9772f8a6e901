#include "process/plan.hpp"

#include "entente/contract.hpp"

#include "process/decisive_relations.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace entente {
namespace {

constexpr double nil = 10 * indifference;  ///< a slack, relative to the payoff scale

/// Keeps the tightest place of every constraint.
class ConstraintList {
public:
    explicit ConstraintList(const Values& values) : values_(values) {}

    void add(std::size_t step, std::size_t player, Constraint::Kind kind, MeasureSet measures,
             const Amount& gain, const Amount& loss, MeasureSet in_force, std::size_t at,
             const SlotChoice& slots) {
        Entry& entry = entries_[{step, player, kind, std::popcount(measures), measures}];
        const double gained = gain.at(slots), lost = loss.at(slots);
        if (lost - gained >= entry.loss - entry.gain) return;
        entry = {gained, lost, in_force, at, slots};
    }

    std::vector<Constraint> list() const {
        std::vector<Constraint> constraints;
        for (const auto& [key, entry] : entries_) {
            const auto& [step, player, kind, size, measures] = key;
            const double scale = 1 - values_.discount(player);
            Constraint c{step,
                         player,
                         kind,
                         {},
                         entry.gain / scale,
                         entry.loss / scale,
                         0,
                         entry.in_force,
                         levels_at(values_.dynamics(), values_.factors(), entry.at, entry.slots),
                         {}};
            c.slack = (entry.loss - entry.gain) / scale;
            for (MeasureSet set = measures; set != 0; set &= set - 1)
                c.measures.push_back(static_cast<std::size_t>(std::countr_zero(set)));
            constraints.push_back(std::move(c));
        }
        return constraints;
    }

private:
    struct Entry {
        double gain = 0, loss = std::numeric_limits<double>::infinity();
        MeasureSet in_force = 0;
        std::size_t at = 0;
        SlotChoice slots;
    };
    using Key = std::tuple<std::size_t, std::size_t, Constraint::Kind, int, MeasureSet>;

    const Values& values_;
    std::map<Key, Entry> entries_;
};

class Judge {
public:
    enum class Scope { everything, the_path_alone };

    Judge(const PlannedPath& path, Values& values, const Behaviour& imposed, Scope scope, bool list,
          Players asked)
        : path_(path),
          values_(values),
          behaviour_(imposed),
          scope_(scope),
          list_(list),
          asked_(asked),
          constraints_(values) {
        verdict_.worst.assign(values.dynamics().players(), std::numeric_limits<double>::infinity());
        verdict_.room = verdict_.worst;
        verdict_.self_enforcing = true;
    }

    PlanVerdict judge() {
        for (const auto& [key, mask] : path_.nodes()) {
            const auto [step, layer] = key;
            for (std::size_t at = 0; at < mask.size(); ++at)
                if (mask[at] != 0) judge_node(step, layer, at);
        }
        for (std::uint32_t layer = 0; layer < path_.starts().size(); ++layer)
            for (std::uint32_t at = 0; at < path_.starts()[layer].size(); ++at)
                if (path_.starts()[layer][at] != 0) judge_start({layer, at});
        if (list_) list_constraints();
        return std::move(verdict_);
    }

private:
    void list_constraints() {
        verdict_.constraints = constraints_.list();
        DecisiveRelations decisive(values_, behaviour_);
        for (Constraint& c : verdict_.constraints) c.relations = decisive.of(c);
    }

    void judge_node(std::size_t step, std::size_t layer, std::size_t at) {
        const Layer& l = values_.dynamics().layers()[layer];
        const auto asked = [&](std::size_t i) { return is_asked(i); };
        const SlotSet* passed =
            path_.slots() != nullptr ? &path_.slots()->node(step, layer, at) : nullptr;
        for_each_breach(values_, layer, at, asked, [&](const Slack& slack) {
            const std::size_t i = l.groups[slack.group].player;
            const Tightest relative = tightest(slack.relative(), passed);
            note(i, relative.value);
            if (relative.value < -indifference) verdict_.self_enforcing = false;
            if (list_)
                constraints_.add(step, i, Constraint::Kind::compliance, slack.breach,
                                 {slack.gain, {}}, slack.loss, l.measures, at, relative.slots);
        });
    }

    void judge_start(StateIndex s) {
        const Layer& layer = values_.dynamics().layers()[s.layer];
        const StepSet pending = layer.pending[s.at];
        if (pending == 0) return;
        const SlotSet* passed = path_.slots() != nullptr ? &path_.slots()->start(s) : nullptr;
        std::vector<std::uint64_t> accepting(layer.candidates.size());
        bool decided = true;
        for (std::size_t i = 0; i < values_.dynamics().players(); ++i) {
            if (!is_asked(i)) continue;
            const StepSet own = behaviour_.voted_by(i, s);
            if (own == 0) continue;
            if (scope_ == Scope::the_path_alone && may_leave(s, pending, own)) {
                decided = false;
                continue;
            }
            const double scale = values_.dynamics().scale(i);
            Amount accept = values_.whole_passing(i, s, pending, behaviour_);
            for (StepSet set = own; set != 0; set = (set - 1) & own) {
                Amount decline = values_.whole_passing(i, s, pending & ~set, behaviour_);
                const Tightest slack = tightest(accept - decline, passed);
                note(i, slack.value / scale);
                if (!list_) continue;
                Amount kept = accept;
                kept.core += values_.dynamics().reference(i);
                decline.core += values_.dynamics().reference(i);
                constraints_.add(layer.step, i, Constraint::Kind::consent, layer.measures_of(set),
                                 decline, kept, layer.measures, s.at, slack.slots);
            }
            const Decline best = best_decline(values_, i, s, pending, own, behaviour_);
            for (std::size_t k = 0; k < layer.candidates.size(); ++k)
                if (((own & ~best.set) >> k & 1U) != 0) accepting[k] |= std::uint64_t{1} << i;
        }
        verdict_.open = verdict_.open || !decided;
        for (std::size_t k = 0; decided && k < layer.candidates.size(); ++k)
            if ((pending >> k & 1U) != 0 &&
                !behaviour_.voting(layer.candidates[k]).passes(accepting[k]))
                verdict_.self_enforcing = false;
    }

    /// Whether the process can come off the path after some of `own` are declined.
    bool may_leave(StateIndex s, StepSet pending, StepSet own) const {
        const Layer& layer = values_.dynamics().layers()[s.layer];
        const auto leaves = [&](StepSet concluded) {
            return path_.leaving()[layer.node_layer[concluded]][s.at] != 0;
        };
        for (StepSet concluded = pending;; concluded = (concluded - 1) & pending) {
            const StepSet missing = layer.certain(pending & ~concluded, s.at);
            // Without a refusal this set comes out on the path, if at all.
            if ((missing & ~own) == 0) {
                const Resolution resolution = behaviour_.resolve(s, concluded);
                if (leaves(concluded) || (!resolution.breakdown && leaves(resolution.concluded)))
                    return true;
            }
            if (concluded == 0) return false;
        }
    }

    struct Tightest {
        double value = 0;
        SlotChoice slots;
    };
    /// @param passed by the path; null without factors.
    static Tightest tightest(const Amount& slack, const SlotSet* passed) {
        if (passed == nullptr) return {slack.core, {}};
        auto [value, slots] = least(slack, *passed);
        return {value, std::move(slots)};
    }

    bool is_asked(std::size_t player) const { return (asked_ >> player & 1U) != 0; }

    void note(std::size_t player, double relative) {
        verdict_.worst[player] = std::min(verdict_.worst[player], relative);
        if (relative > nil) verdict_.room[player] = std::min(verdict_.room[player], relative);
    }

    const PlannedPath& path_;
    Values& values_;
    const Behaviour& behaviour_;
    Scope scope_;
    bool list_;
    Players asked_;
    ConstraintList constraints_;
    PlanVerdict verdict_;
};

}  // namespace

double PlanVerdict::margin(std::size_t player) const {
    return worst[player] < -indifference ? worst[player] : room[player];
}

double PlanVerdict::margin() const {
    const double least = *std::ranges::min_element(worst);
    return least < -indifference ? least : *std::ranges::min_element(room);
}

namespace {

/// Whatever is said of this start is not so at all levels of the factors that vary there.
void throw_entangled(const Values& values, StateIndex s) {
    Entangled varying;
    const SlotProduct reached = values.reached(s);
    for (std::size_t f = 0; f < reached.size(); ++f)
        if (std::popcount(reached[f]) > 1) varying.relations |= (*values.factors())[f]->relations();
    throw varying;
}

/// What is imposed on a start of the path must be imposed wherever the core is there: if not, it
/// depends on the levels of factors what is done there.
void require_throughout(const PlannedPath& path, const Values& values, StateIndex s) {
    if (path.slots() != nullptr && !path.slots()->start(s).covers(values.reached(s)))
        throw_entangled(values, s);
}

/// Whether the path passes this node with all levels of factors with which it passes the start.
bool passes_throughout(const PlannedPath& path, StateIndex s, std::size_t node) {
    return path.slots() == nullptr || path.slots()->passes(node, s.at, path.slots()->start(s));
}

}  // namespace

void answer_refusals(const PlannedPath& path, Values& values, Behaviour& imposed,
                     bool on_path_only) {
    const auto answer = [&](StateIndex s, StepSet set) {
        const Layer& layer = values.dynamics().layers()[s.layer];
        bool is_answered = false;
        const auto is_known = [&](StepSet concluded) {
            return !on_path_only || path.leaving()[layer.node_layer[concluded]][s.at] == 0;
        };
        for (auto then = imposed.resolve(s, set); !then.breakdown; then = imposed.resolve(s, set)) {
            const std::size_t node = layer.node_layer[then.concluded];
            const bool is_passed = path.passes(node, s.at);
            if (is_passed && passes_throughout(path, s, node)) return;
            if (!is_known(then.concluded) ||
                !foresee(values, s, then.concluded, everybody, imposed))
                return;
            // What is answered must be so at all levels of factors.
            if (is_passed) throw_entangled(values, s);
            if (!std::exchange(is_answered, true)) require_throughout(path, values, s);
        }
    };
    for (std::uint32_t k = 0; k < path.starts().size(); ++k) {
        const Layer& layer = values.dynamics().layers()[k];
        for (std::uint32_t at = 0; at < path.starts()[k].size(); ++at) {
            if (path.starts()[k][at] == 0 || layer.pending[at] == 0) continue;
            for (StepSet set = layer.pending[at];; set = (set - 1) & layer.pending[at]) {
                answer({k, at}, set);
                if (set == 0) break;
            }
        }
    }
}

void impose(const PlannedPath& path, const std::vector<LayerGroup>& groups, Values& values,
            Behaviour& behaviour) {
    for (std::uint32_t layer = 0; layer < path.starts().size(); ++layer)
        for (std::uint32_t at = 0; at < path.starts()[layer].size(); ++at)
            if (path.starts()[layer][at] != 0 && behaviour.impose({layer, at}))
                require_throughout(path, values, {layer, at});
    values.solve_all(groups, behaviour);
    answer_refusals(path, values, behaviour);
}

PlanVerdict judge_imposed(const PlannedPath& path, const Behaviour& imposed, Values& values,
                          bool list_constraints, Players asked) {
    return Judge(path, values, imposed, Judge::Scope::everything, list_constraints, asked).judge();
}

PlanVerdict judge_on_path(const PlannedPath& path, const Behaviour& kept, Values& values,
                          Players asked) {
    expects(values.dynamics().punished_periods() == 0, "punishments that last forever");
    return Judge(path, values, kept, Judge::Scope::the_path_alone, false, asked).judge();
}

PlanVerdict judge_plan(const PlannedPath& path, const std::vector<LayerGroup>& groups,
                       const Prediction& prediction, Values& values, bool list_constraints) {
    if (prediction.withdrawals.empty())  // the path is kept to already
        return judge_imposed(path, prediction.behaviour, values, list_constraints);
    Behaviour imposed = prediction.behaviour;
    impose(path, groups, values, imposed);
    PlanVerdict verdict = judge_imposed(path, imposed, values, list_constraints);
    verdict.imposed = std::move(imposed);
    return verdict;
}

}  // namespace entente
