#include "process/recheck.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace entente {
namespace {

class Recheck {
public:
    Recheck(World& world, const Behaviour& behaviour, Values& values)
        : world_(world),
          behaviour_(behaviour),
          values_(values),
          dynamics_(values.dynamics()),
          sum_(dynamics_.players()) {}

    double run(std::uint64_t effort) {
        check({static_cast<std::uint32_t>(dynamics_.initial_layer()),
               static_cast<std::uint32_t>(dynamics_.initial_levels())});
        std::vector<StateIndex> starts;
        for (std::uint32_t k = 0; k < dynamics_.layers().size(); ++k)
            for (std::uint32_t at = 0; at < dynamics_.layers()[k].start.size(); ++at)
                if (dynamics_.layers()[k].start[at] != 0) starts.push_back({k, at});
        // Steps of the golden section spread any number of visits evenly.
        const double golden = (std::sqrt(5.0) - 1) / 2;
        for (std::size_t k = 1; k <= starts.size() && visited_ < effort; ++k) {
            double whole = 0;
            const double place = std::modf(golden * static_cast<double>(k), &whole);
            check(starts[static_cast<std::size_t>(place * static_cast<double>(starts.size()))]);
        }
        return largest_;
    }

private:
    void check(StateIndex s) {
        std::ranges::fill(sum_, 0.0);
        realise(s, behaviour_.passing(s), 0, 1.0);
        for (std::size_t i = 0; i < sum_.size(); ++i) {
            const double size = std::max(dynamics_.scale(i), std::abs(sum_[i]));
            if (size == 0) continue;
            largest_ = std::max(largest_, std::abs(values_.start(i, s) - sum_[i]) / size);
        }
    }

    /// Every set that can come out of the measures that pass, by their expected durations.
    void realise(StateIndex s, StepSet open, StepSet concluded, double chance) {
        if (chance == 0) return;
        if (open == 0) return concludes(s, concluded, chance);
        const Layer& layer = dynamics_.layers()[s.layer];
        const StepSet bit = open & (~open + 1);
        const std::size_t m = layer.candidates[static_cast<std::size_t>(std::countr_zero(bit))];
        const double p = 1 / world_.duration(m, layer.measures, s.at);
        realise(s, open & ~bit, concluded | bit, chance * p);
        realise(s, open & ~bit, concluded, chance * (1 - p));
    }

    void concludes(StateIndex s, StepSet realised, double chance) {
        const Layer& layer = dynamics_.layers()[s.layer];
        const Resolution resolution = behaviour_.resolve(s, realised);
        if (resolution.breakdown) {
            const DeviationGroup& group = layer.groups[resolution.breakdown->group];
            for (std::size_t i = 0; i < sum_.size(); ++i)
                sum_[i] += chance * values_.punished(i, dynamics_.after(layer, group),
                                                     dynamics_.react(group, s.at));
            return;
        }
        MeasureSet in_force = layer.measures;
        std::vector<double> costs(sum_.size());
        for (std::size_t k = 0; k < layer.candidates.size(); ++k) {
            if ((resolution.concluded >> k & 1U) == 0) continue;
            in_force |= MeasureSet{1} << layer.candidates[k];
            for (std::size_t i = 0; i < sum_.size(); ++i)
                costs[i] += world_.cost(layer.candidates[k], i, layer.measures, s.at);
        }
        for (std::size_t i = 0; i < sum_.size(); ++i)
            sum_[i] += chance * (1 - values_.discount(i)) *
                       (world_.stage_payoff(i, in_force, s.at) - costs[i]);
        lapse(in_force, in_force, in_force, s.at, chance);
    }

    void lapse(MeasureSet in_force, MeasureSet open, MeasureSet left, std::size_t at,
               double chance) {
        if (chance == 0) return;
        if (open == 0) return move(in_force, left, at, at, 0, chance);
        const auto m = static_cast<std::size_t>(std::countr_zero(open));
        const double p = world_.can_lapse(m) ? world_.lapse(m, in_force, at) : 0;
        lapse(in_force, open & (open - 1), left, at, chance * (1 - p));
        lapse(in_force, open & (open - 1), left & ~(MeasureSet{1} << m), at, chance * p);
    }

    void move(MeasureSet in_force, MeasureSet left, std::size_t from, std::size_t to,
              std::size_t relation, double chance) {
        if (chance <= 0) return;
        const LevelBox& box = world_.levels();
        while (relation < box.relations() && box.count(relation) == 1) ++relation;
        if (relation == box.relations()) {
            ++visited_;
            const StateIndex next{static_cast<std::uint32_t>(dynamics_.layer_of(left)),
                                  static_cast<std::uint32_t>(to)};
            for (std::size_t i = 0; i < sum_.size(); ++i)
                sum_[i] += chance * values_.discount(i) * values_.start(i, next);
            return;
        }
        const Move chances = world_.move(relation, in_force, from);
        const std::size_t stride = box.stride(relation);
        move(in_force, left, from, to + stride, relation + 1, chance * chances.up);
        move(in_force, left, from, to - stride, relation + 1, chance * chances.down);
        const double stay = 1 - chances.up - chances.down;
        if (stay > 1e-15) move(in_force, left, from, to, relation + 1, chance * stay);
    }

    World& world_;
    const Behaviour& behaviour_;
    Values& values_;
    const Dynamics& dynamics_;
    std::vector<double> sum_;  ///< per player
    std::uint64_t visited_ = 0;
    double largest_ = 0;
};

}  // namespace

double largest_residual(World& world, const Behaviour& behaviour, Values& values,
                        std::uint64_t effort) {
    return Recheck(world, behaviour, values).run(effort);
}

}  // namespace entente
