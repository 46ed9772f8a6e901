#include "process/dynamics.hpp"

#include "text/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>
#include <utility>

namespace entente {
namespace {

constexpr double largest_bytes = 6e9;
constexpr std::size_t widest_step = 16;

}  // namespace

MeasureSet Layer::measures_of(StepSet set) const {
    MeasureSet result = 0;
    for (; set != 0; set &= set - 1)
        result |= MeasureSet{1} << candidates[static_cast<std::size_t>(std::countr_zero(set))];
    return result;
}

StepSet Layer::certain(StepSet passing, std::size_t at) const {
    StepSet result = 0;
    for (; passing != 0; passing &= passing - 1)
        if (conclude[static_cast<std::size_t>(std::countr_zero(passing))][at] >= 1)
            result |= passing & (~passing + 1);
    return result;
}

Dynamics::Dynamics(World& world, std::vector<std::vector<std::size_t>> plan, std::stop_token stop,
                   Follow follow)
    : world_(&world),
      model_(&world.model()),
      box_(world.levels()),
      plan_(std::move(plan)),
      punished_periods_(world.punished_periods()),
      fall_(world.fall()),
      follow_(follow),
      initial_(world.initial_levels()),
      order_(moving_order(world)),
      projections_(std::make_unique<Projections>(world.levels())) {
    for (const auto& step : plan_)
        if (step.size() > widest_step)
            throw ModelError(model_->sources,
                             {{model_->measures[step.front()].where,
                               fmt::format("a step of {} measures, expected at most {}",
                                           step.size(), widest_step),
                               "split the step, or join measures into one"}});
    initial_layer_ = find_or_add(world.initial_measures());
    layers_[initial_layer_].start[initial_] = 1;
    explore(stop);
    link_layers();
    measure_scales();
    world_ = nullptr;
}

std::size_t Dynamics::find_or_add(MeasureSet measures) {
    const auto [it, fresh] = index_.try_emplace(measures, layers_.size());
    if (!fresh) return it->second;
    const std::size_t size = box_.size();
    bytes_ += static_cast<double>(size) * (24.0 * static_cast<double>(players()) + 64);
    if (bytes_ > largest_bytes)
        throw ModelError(
            model_->sources,
            {{model_->players.front().where,
              fmt::format("the process has more than {} sets of measures times {} combinations of "
                          "relation levels, which would need more than {}",
                          layers_.size(), size, bytes_text(largest_bytes)),
              "narrow the steps, or give relations fewer levels"}});
    Layer layer{.measures = measures,
                .start = LevelMask(size),
                .node = LevelMask(size),
                .used = LevelMask(size),
                .stage = std::vector<std::vector<double>>(players(), std::vector<double>(size)),
                .moves = Transition(*world_, order_, *projections_),
                .lapses = {},
                .groups = follow_ == Follow::the_plan ? std::vector<DeviationGroup>{}
                                                      : deviation_groups(*model_, measures),
                .detection = {},
                .penalty = {},
                .temptation = {},
                .breaches = {},
                .node_layer = {},
                .step = 0,
                .candidates = {},
                .pending = {},
                .conclude = {},
                .cost = {}};
    for (std::size_t m = 0; m < model_->measures.size(); ++m)
        if ((measures >> m & 1U) != 0 && world_->can_lapse(m))
            layer.lapses.emplace_back(m, std::vector<double>(size));
    for (const DeviationGroup& group : layer.groups) {
        if (group.relations != 0 && !reactions_.contains(group.relations))
            reactions_[group.relations] = reaction_of(group.relations);
        for (const MeasureSet breach : group.breaches) {
            if (std::popcount(breach) != 1) continue;
            const auto m = static_cast<std::size_t>(std::countr_zero(breach));
            layer.detection[m].resize(size);
            layer.penalty[m].resize(size);
            layer.temptation[{group.player, m}].resize(size);
        }
    }
    const auto open = [&](std::size_t m) { return (measures >> m & 1U) == 0; };
    while (layer.step < plan_.size() && std::ranges::none_of(plan_[layer.step], open)) ++layer.step;
    if (layer.step < plan_.size())
        std::ranges::copy_if(plan_[layer.step], std::back_inserter(layer.candidates), open);
    std::ranges::sort(layer.candidates);  // a step is a set: ties go by the order of the file
    layers_.push_back(std::move(layer));
    seen_starts_.emplace_back(size);
    seen_nodes_.emplace_back(size);
    return layers_.size() - 1;
}

/// Fills the arrays that nodes and punished states share.
void Dynamics::use(std::size_t index, const LevelMask& wanted) {
    Layer& layer = layers_[index];
    std::vector<std::size_t> fresh;
    for (std::size_t at = 0; at < wanted.size(); ++at)
        if (wanted[at] != 0 && layer.used[at] == 0) fresh.push_back(at);
    if (fresh.empty()) return;
    for (const std::size_t at : fresh) layer.used[at] = 1;
    const auto fill = [&](std::vector<double>& field, const auto& value) {
        for (const std::size_t at : fresh) field[at] = value(at);
    };
    const MeasureSet in_force = layer.measures;
    for (std::size_t i = 0; i < players(); ++i)
        fill(layer.stage[i], [&](std::size_t at) { return world_->stage_payoff(i, in_force, at); });
    for (const auto& block : order_)
        for (const std::size_t e : block)
            for (const std::size_t at : fresh)
                layer.moves.set(e, at, world_->move(e, in_force, at));
    for (auto& [m, chance] : layer.lapses)
        fill(chance, [&](std::size_t at) { return world_->lapse(m, in_force, at); });
    for (auto& [m, chance] : layer.detection) {
        fill(chance, [&](std::size_t at) { return world_->detection(m, in_force, at); });
        fill(layer.penalty[m], [&](std::size_t at) { return world_->penalty(m, in_force, at); });
    }
    for (auto& [key, gain] : layer.temptation) {
        for (const auto& [g, position] : bound_by(in_force, key.first, key.second))
            for (const std::size_t at : fresh)
                gain[at] += world_->outcome(g, in_force, at).deviation_gain[position];
    }
}

/// The interactions in which this measure binds the player, and its position there: what it can
/// gain at once by breaching is what it can gain in these.
std::vector<std::pair<std::size_t, std::size_t>> Dynamics::bound_by(MeasureSet in_force,
                                                                    std::size_t player,
                                                                    std::size_t measure) const {
    std::vector<std::pair<std::size_t, std::size_t>> bound;
    for (std::size_t g = 0; g < model_->interactions.size(); ++g) {
        const auto& players = model_->interactions[g].players;
        const auto it = std::ranges::find(players, player);
        if (it == players.end()) continue;
        const auto position = static_cast<std::size_t>(it - players.begin());
        if (applying(*model_, in_force, g, position) == measure) bound.emplace_back(g, position);
    }
    return bound;
}

/// What is looked up at every state, found once.
void Dynamics::link_layers() {
    for (Layer& layer : layers_) {
        layer.moves.finish();
        for (std::size_t g = 0; g < layer.groups.size(); ++g) {
            for (const MeasureSet measures : layer.groups[g].breaches) {
                Breach breach{g, measures, {}, {}, {}};
                for (MeasureSet set = measures; set != 0; set &= set - 1) {
                    const auto m = static_cast<std::size_t>(std::countr_zero(set));
                    breach.temptation.push_back(
                        layer.temptation.at({layer.groups[g].player, m}).data());
                    breach.penalty.push_back(layer.penalty.at(m).data());
                    breach.detection.push_back(layer.detection.at(m).data());
                }
                layer.breaches.push_back(std::move(breach));
            }
        }
        std::ranges::sort(layer.breaches, {}, [&](const Breach& b) {
            return std::tuple(layer.groups[b.group].player, std::popcount(b.measures), b.measures);
        });
        if (layer.pending.empty()) continue;
        const StepSet sets = StepSet{1} << layer.candidates.size();
        for (StepSet set = 0; set < sets; ++set) {
            const auto it = index_.find(layer.measures | layer.measures_of(set));
            layer.node_layer.push_back(it == index_.end() ? Layer::no_layer : it->second);
        }
    }
}

LevelMask Dynamics::where_lapses(const Layer& layer, MeasureSet lapsed,
                                 const LevelMask& mask) const {
    if (layer.lapses.empty()) return mask;
    LevelMask where(mask.size());
    for (std::size_t at = 0; at < mask.size(); ++at)
        where[at] = mask[at] != 0 && lapse_chance(layer, lapsed, at) > 0 ? 1 : 0;
    return where;
}

LevelMask Dynamics::reacted(const DeviationGroup& group, const LevelMask& mask) const {
    if (group.relations == 0) return mask;
    LevelMask result(mask.size());
    for (std::size_t at = 0; at < mask.size(); ++at)
        if (mask[at] != 0) result[react(group, at)] = 1;
    return result;
}

std::vector<MeasureSet> Dynamics::lapse_sets(const Layer& layer) const {
    MeasureSet all = 0;
    for (const auto& [m, chance] : layer.lapses) all |= MeasureSet{1} << m;
    std::vector<MeasureSet> sets;
    for (MeasureSet set = all;; set = (set - 1) & all) {
        sets.push_back(set);
        if (set == 0) return sets;
    }
}

double Dynamics::lapse_chance(const Layer& layer, MeasureSet lapsed, std::size_t at) const {
    double chance = 1;
    for (const auto& [m, p] : layer.lapses) chance *= (lapsed >> m & 1U) != 0 ? p[at] : 1 - p[at];
    return chance;
}

std::size_t Dynamics::react(const DeviationGroup& group, std::size_t at) const {
    return group.relations == 0 ? at : reactions_.at(group.relations)[at];
}

/// Where each combination of levels goes when the declared reaction falls on these relations.
std::vector<std::uint32_t> Dynamics::reaction_of(std::uint64_t relations) const {
    const bool collapse = model_->enforcement.reaction == Enforcement::Reaction::collapse;
    std::vector<std::uint32_t> after;
    for (std::size_t at = 0; at < box_.size(); ++at) {
        auto levels = box_.levels(at);
        for (std::size_t e = 0; e < levels.size(); ++e) {
            // A relation with one level cannot fall, or is left out of this process.
            if ((relations >> e & 1U) == 0 || box_.count(e) == 1) continue;
            levels[e] = collapse || levels[e] <= fall_
                            ? std::uint8_t{0}
                            : static_cast<std::uint8_t>(levels[e] - fall_);
        }
        after.push_back(static_cast<std::uint32_t>(box_.index(levels)));
    }
    return after;
}

PunishedKey Dynamics::after(const Layer& layer, const DeviationGroup& group,
                            MeasureSet lapsed) const {
    const MeasureSet kept = layer.measures & ~lapsed;
    if (punished_periods_ == 0) return {kept & ~group.suspended, 0, 0};
    return {kept & ~group.suspended, kept & group.suspended, punished_periods_};
}

PunishedKey Dynamics::after(const PunishedKey& key, const DeviationGroup& group,
                            MeasureSet lapsed) const {
    const MeasureSet kept = key.remaining & ~lapsed;
    if (punished_periods_ == 0) return {kept & ~group.suspended, 0, 0};
    return {kept & ~group.suspended, key.suspended | (kept & group.suspended), punished_periods_};
}

std::optional<PunishedKey> Dynamics::following(const PunishedKey& key, MeasureSet lapsed) const {
    if (key.periods_left == 1) return std::nullopt;
    const std::size_t left = key.periods_left == 0 ? 0 : key.periods_left - 1;
    return PunishedKey{key.remaining & ~lapsed, key.suspended, left};
}

void Dynamics::measure_scales() {
    for (std::size_t i = 0; i < players(); ++i) {
        double low = std::numeric_limits<double>::infinity(), high = -low, extra = 0;
        for (const Layer& layer : layers_) {
            for (std::size_t at = 0; at < box_.size(); ++at) {
                if (layer.used[at] == 0) continue;
                low = std::min(low, layer.stage[i][at]);
                high = std::max(high, layer.stage[i][at]);
            }
            // Where states are not used these are 0.
            for (const auto& [key, gain] : layer.temptation)
                if (key.first == i) extra = std::max(extra, std::ranges::max(gain));
            for (const auto& costs : layer.cost)
                for (const double cost : costs[i]) extra = std::max(extra, std::abs(cost));
        }
        spread_.push_back(std::max(high - low, 0.0));
        extra_.push_back(extra);
        scale_.push_back(0);
        set_scale(i);
        reference_.push_back(world_->reference_payoff(i));
    }
}

void Dynamics::set_scale(std::size_t player) {
    const double scale = std::max(spread_[player], extra_[player]);
    scale_[player] = scale > 0 ? scale : 1;
}

void Dynamics::add_factor(const Dynamics& factor) {
    for (std::size_t i = 0; i < players(); ++i) {
        reference_[i] += factor.reference_[i];
        spread_[i] += factor.spread_[i];
        set_scale(i);
    }
}

}  // namespace entente
