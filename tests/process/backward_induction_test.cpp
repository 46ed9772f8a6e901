/// @file backward_induction_test.cpp
/// Where nothing is left to chance, breaches are punished for ever and everybody must agree, a
/// proposal can be solved backwards on the back of an envelope. The general solver must agree.
#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include "support/plain_process.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

using namespace entente;
using namespace entente::support;

namespace {

using Values = std::vector<double>;  // per player, discounted sums

class Induction {
public:
    /// The scale says which of several violations counts as the worst.
    Induction(const Model& model, const std::vector<std::vector<std::size_t>>& steps,
              std::vector<double> scale)
        : world_(model), steps_(steps), scale_(std::move(scale)) {}

    Values per_period_values() {
        Values values = value(world_.start());
        for (std::size_t i = 0; i < values.size(); ++i) values[i] *= 1 - world_.discount(i);
        return values;
    }

private:
    struct Behaviour {
        std::vector<MeasureSet> declined;  ///< per player
        std::map<MeasureSet, std::pair<std::size_t, MeasureSet>> foreseen;
        auto operator<=>(const Behaviour&) const = default;
    };
    struct Option {
        MeasureSet set;
        double value;
    };

    /// Settles the behaviour at a place; that of all later places is settled first, on demand.
    const Values& value(const Place& place) {
        const auto known = known_.find(place);
        if (known != known_.end()) return known->second;
        Behaviour behaviour{std::vector<MeasureSet>(scale_.size(), 0), {}};
        std::set<Behaviour> seen = {behaviour};
        bool may_restore = true;
        while (true) {
            const Values now = outcome(place, passing(place, behaviour), behaviour, nullptr);
            if (!change_consent(place, behaviour, now, may_restore) &&
                !foresee(place, behaviour, now))
                return known_[place] = now;
            if (!seen.insert(behaviour).second) may_restore = false;
        }
    }

    MeasureSet pending(const Place& place) {
        for (const auto& step : steps_) {
            MeasureSet missing = 0, found = 0;
            for (const std::size_t m : step) {
                if (place.in_force >> m & 1) continue;
                missing |= only(m);
                const auto& requirement = world_.model().measures[m].requirement;
                if (!requirement || world_.number(*requirement, place) != 0) found |= only(m);
            }
            if (missing != 0) return found;
        }
        return 0;
    }

    MeasureSet passing(const Place& place, const Behaviour& behaviour) {
        MeasureSet set = pending(place);
        for (const MeasureSet declined : behaviour.declined) set &= ~declined;
        return set;
    }

    Place following(const Place& node) {
        REQUIRE(world_.stage(node).next.size() == 1);
        return world_.stage(node).next.front().first;
    }

    /// Nothing is adopted any more.
    Values frozen(const Place& place) {
        const Place next = following(place);
        Values values = world_.stage(place).payoff;
        const Values later = next == place ? Values() : frozen(next);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = next == place ? values[i] / (1 - world_.discount(i))
                                      : values[i] + world_.discount(i) * later[i];
        return values;
    }

    Values punished(Place place, std::size_t player, MeasureSet breached, MeasureSet in_force) {
        place.in_force &= ~world_.suspension(player, breached, in_force);
        return frozen(place);
    }

    /// What is left of the conclusions after foreseen breaches; nothing if all breaks down.
    std::optional<MeasureSet> kept(MeasureSet concluded, const Behaviour& behaviour,
                                   std::pair<std::size_t, MeasureSet>& breach) {
        for (auto f = behaviour.foreseen.find(concluded); f != behaviour.foreseen.end();
             f = behaviour.foreseen.find(concluded)) {
            breach = f->second;
            if ((breach.second & concluded) == 0) return std::nullopt;
            concluded &= ~breach.second;
        }
        return concluded;
    }

    /// What everybody gets if these measures pass now. Where that leads back to the place, the
    /// same goes on for ever, or `own` follows if it is given.
    Values outcome(const Place& place, MeasureSet passed, const Behaviour& behaviour,
                   const Values* own) {
        std::pair<std::size_t, MeasureSet> breach;
        const auto concluded = kept(passed, behaviour, breach);
        if (!concluded) return punished(place, breach.first, breach.second, place.in_force);
        Place node = place;
        node.in_force |= *concluded;
        const Place next = following(node);
        Values values = world_.stage(node).payoff;
        if (next == place && own == nullptr) {
            for (std::size_t i = 0; i < values.size(); ++i) values[i] /= 1 - world_.discount(i);
            return values;
        }
        const Values& later = next == place ? *own : value(next);
        for (std::size_t i = 0; i < values.size(); ++i) values[i] += world_.discount(i) * later[i];
        for (const std::size_t m : members(*concluded))
            for (const PlayerTerm& cost : world_.model().measures[m].costs)
                values[cost.player] -= world_.real(cost.amount, place);
        return values;
    }

    bool matters(double difference, std::size_t i) const {
        return difference * (1 - world_.discount(i)) > 1e-9 * scale_[i];
    }

    /// The best; of equals the one with fewer measures, then the smaller mask.
    MeasureSet best(const std::vector<Option>& options, std::size_t i) const {
        double top = options.front().value;
        for (const Option& o : options) top = std::max(top, o.value);
        std::optional<MeasureSet> found;
        for (const Option& o : options)
            if (!matters(top - o.value, i) &&
                (!found ||
                 std::pair(std::popcount(o.set), o.set) < std::pair(std::popcount(*found), *found)))
                found = o.set;
        return *found;
    }

    bool change_consent(const Place& place, Behaviour& behaviour, const Values& now,
                        bool may_restore) {
        const MeasureSet passed = passing(place, behaviour);
        const auto worth = [&](std::size_t i, MeasureSet set) {
            return outcome(place, set, behaviour, &now)[i];
        };
        for (std::size_t i = 0; i < now.size(); ++i) {
            MeasureSet may = 0;
            for (const std::size_t m : members(passed))
                if (std::ranges::count(world_.model().measures[m].parties, i) > 0) may |= only(m);
            std::vector<Option> gains;
            for (MeasureSet set = may; set != 0; set = (set - 1) & may)
                if (const double v = worth(i, passed & ~set); matters(v - now[i], i))
                    gains.push_back({set, v});
            if (gains.empty()) continue;
            behaviour.declined[i] |= best(gains, i);
            return true;
        }
        for (std::size_t i = 0; i < now.size() && may_restore; ++i) {
            const MeasureSet declined = behaviour.declined[i];
            std::vector<Option> options = {{0, worth(i, passed | declined)}};
            for (MeasureSet keep = declined; keep != 0; keep = (keep - 1) & declined)
                options.push_back({keep, worth(i, passed | (declined & ~keep))});
            behaviour.declined[i] = best(options, i);
            if (behaviour.declined[i] != declined) return true;
        }
        return false;
    }

    /// Gain minus loss, as a per-period equivalent in units of the scale.
    double temptation(const Place& place, const Place& node, std::size_t i, MeasureSet breached,
                      const Values& now) {
        const Stage& stage = world_.stage(node);
        double gain = 0, penalty = 0;
        for (std::size_t g = 0; g < stage.applying.size(); ++g)
            for (std::size_t k = 0; k < stage.applying[g].size(); ++k)
                if (world_.model().interactions[g].players[k] == i && stage.applying[g][k] &&
                    (breached >> *stage.applying[g][k] & 1))
                    gain += stage.temptation[g][k];
        for (const std::size_t m : members(breached)) penalty += stage.penalty[m];
        const Place next = following(node);
        const double comply = next == place ? now[i] : value(next)[i];
        const double breach = punished(next, i, breached, node.in_force)[i];
        const double loss = penalty + world_.discount(i) * (comply - breach);
        return (gain - loss) * (1 - world_.discount(i)) / scale_[i];
    }

    bool foresee(const Place& place, Behaviour& behaviour, const Values& now) {
        std::pair<std::size_t, MeasureSet> breach;
        const auto concluded = kept(passing(place, behaviour), behaviour, breach);
        if (!concluded) return false;
        Place node = place;
        node.in_force |= *concluded;
        double worst = 1e-9;
        bool found = false;
        for (std::size_t i = 0; i < now.size(); ++i) {
            const MeasureSet all = world_.prescribing(i, node.in_force);
            std::vector<MeasureSet> sets;
            for (MeasureSet set = all; set != 0; set = (set - 1) & all) sets.push_back(set);
            std::ranges::sort(sets, {},
                              [](MeasureSet s) { return std::pair(std::popcount(s), s); });
            for (const MeasureSet set : sets) {
                const double t = temptation(place, node, i, set, now);
                if (t <= worst + (found ? 1e-9 : 0)) continue;
                worst = t;
                found = true;
                behaviour.foreseen[*concluded] = {i, set};
            }
        }
        return found;
    }

    PlainWorld world_;
    std::vector<std::vector<std::size_t>> steps_;
    std::vector<double> scale_;
    std::map<Place, Values> known_;
};

}  // namespace

TEST_CASE("a deterministic proposal solved backwards has the value that the general solver finds") {
    std::size_t adopted = 0;
    for (std::uint32_t seed = 0; seed < 16; ++seed) {
        RandomModelOptions plain_options;
        plain_options.chance = plain_options.punished = false;
        const std::string text = random_model(seed, plain_options).print();
        CAPTURE(seed, text);
        Model model = read_model({"random.toml", text});
        for (Measure& m : model.measures) m.decision = Decision();
        EvaluateOptions quick;
        quick.patience = quick.flips = false;
        const Evaluation evaluation = evaluate(model, quick);
        for (std::size_t s = 0; s < model.proposals.size(); ++s) {
            const auto& steps = model.proposals[s].steps;
            Induction induction(model, steps, PlainProcess(model, steps).scale);
            const Values values = induction.per_period_values();
            CAPTURE(s, values, evaluation.proposals[s].values);
            if (evaluation.proposals[s].completion_probability == 1) ++adopted;
            for (std::size_t i = 0; i < values.size(); ++i)
                CHECK(evaluation.proposals[s].values[i] == Approx(values[i]).margin(1e-8));
        }
    }
    CHECK(adopted > 3);  // or the test says little
}
