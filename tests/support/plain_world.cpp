/// @file plain_world.cpp
/// The stage payoffs, temptations and moves of a model, one expression at a time.
#include "support/plain_world.hpp"

#include "entente/selection.hpp"
#include "entente/solver.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace entente::support {

std::vector<std::size_t> members(MeasureSet set) {
    std::vector<std::size_t> list;
    for (std::size_t m = 0; m < 64; ++m)
        if (set >> m & 1) list.push_back(m);
    return list;
}

PlainWorld::PlainWorld(const Model& model) : model_(model), parameters_(parameter_values(model)) {
    for (const Relation& relation : model.relations)
        start_.levels.push_back(static_cast<std::uint8_t>(relation.initial));
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if (model.measures[m].initial) start_.in_force |= only(m);
    for (const auto& player : model.players) discounts_.push_back(real(player.discount, start_));
    const Enforcement& enforcement = model.enforcement;
    if (enforcement.periods)
        periods_ = static_cast<unsigned>(real(*enforcement.periods, start_) + 0.5);
    if (enforcement.reaction == Enforcement::Reaction::fall)
        fall_ = static_cast<std::size_t>(real(enforcement.fall, start_) + 0.5);
}

Rational PlainWorld::number(const Expression& expression, const Place& place) {
    const auto play = [&](std::uint32_t g, std::uint32_t i, std::uint32_t a) {
        return outcome(g, place).at(i).at(a);
    };
    return value(expression, {.parameters = parameters_,
                              .levels = place.levels,
                              .in_force = place.in_force,
                              .play = play});
}

std::optional<PlainWorld::Applying> PlainWorld::applying(std::size_t interaction,
                                                         std::size_t player,
                                                         MeasureSet in_force) const {
    std::optional<Applying> last;
    for (const std::size_t m : members(in_force))
        for (const Prescription& p : model_.measures[m].prescriptions)
            if (p.interaction == interaction && p.player == player) last = {m, p.action};
    return last;
}

MeasureSet PlainWorld::prescribing(std::size_t player, MeasureSet in_force) const {
    MeasureSet found = 0;
    for (const std::size_t m : members(in_force))
        for (const Prescription& p : model_.measures[m].prescriptions)
            if (model_.interactions[p.interaction].players[p.player] == player) found |= only(m);
    return found;
}

namespace {

/// The actions of every player in a profile, from its index in a row of payoffs.
std::vector<std::size_t> actions_of(std::size_t index,
                                    const std::vector<std::vector<std::string>>& actions) {
    std::vector<std::size_t> profile(actions.size());
    for (std::size_t i = actions.size(); i-- > 0;) {
        profile[i] = index % actions[i].size();
        index /= actions[i].size();
    }
    return profile;
}

std::size_t profile_count(const Interaction& interaction) {
    return interaction.payoffs.size() / interaction.players.size();
}

SelectionRule rule_for(const Baseline& baseline, const std::vector<std::size_t>& free) {
    SelectionRule rule;
    switch (baseline.rule) {
        case Baseline::Rule::payoff_dominant:
            rule.kind = SelectionRule::Kind::payoff_dominant;
            break;
        case Baseline::Rule::risk_dominant:
            rule.kind = SelectionRule::Kind::risk_dominant;
            break;
        case Baseline::Rule::first:
            rule.kind = SelectionRule::Kind::first;
            break;
        case Baseline::Rule::worst:
            rule.kind = SelectionRule::Kind::worst;
            break;
        case Baseline::Rule::worst_for: {
            const auto position = std::ranges::find(free, baseline.player);
            if (position == free.end())
                throw std::runtime_error("the player that the baseline is worst for is bound");
            rule.kind = SelectionRule::Kind::worst_for;
            rule.player = static_cast<std::size_t>(position - free.begin());
            break;
        }
        case Baseline::Rule::profile:
            rule.kind = SelectionRule::Kind::profile;
            for (const std::size_t i : free) rule.profile.push_back(baseline.profile[i]);
    }
    return rule;
}

Profile baseline_of(const NormalForm<Rational>& game, const SelectionRule& rule) {
    const Solver& solver = default_solver(game);
    if (solver.refusal(game)) throw std::runtime_error("a stage game that no solver accepts");
    const Solution solution = solver.solve(game, {});
    if (solution.equilibria.empty()) throw std::runtime_error("a stage game without equilibrium");
    const auto selected = select(game, solution.equilibria, rule);
    if (!selected) throw std::runtime_error("the baseline profile is no equilibrium");
    return solution.equilibria[selected->index].profile;
}

}  // namespace

const Profile& PlainWorld::outcome(std::size_t interaction, const Place& place) {
    const auto known = outcomes_.find({interaction, place});
    if (known != outcomes_.end()) return known->second;

    const Interaction& g = model_.interactions[interaction];
    Profile profile(g.players.size());
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < g.players.size(); ++i) {
        profile[i].assign(g.actions[i].size(), 0);
        if (const auto bound = applying(interaction, i, place.in_force))
            profile[i][bound->action] = 1;
        else
            free.push_back(i);
    }
    if (!free.empty()) {
        const auto game = remaining_game(g, profile, free, place);
        const Profile rest = baseline_of(game, rule_for(g.baseline, free));
        for (std::size_t k = 0; k < free.size(); ++k) profile[free[k]] = rest[k];
    }
    return outcomes_.emplace(std::pair(interaction, place), std::move(profile)).first->second;
}

NormalForm<Rational> PlainWorld::remaining_game(const Interaction& g, const Profile& bound,
                                                const std::vector<std::size_t>& free,
                                                const Place& place) {
    std::vector<GamePlayer> players;
    for (const std::size_t i : free) players.push_back({std::to_string(i), g.actions[i]});
    std::vector<Rational> payoffs;
    const std::size_t count = profile_count(g);
    for (const std::size_t i : free)
        for (std::size_t p = 0; p < count; ++p) {
            const auto actions = actions_of(p, g.actions);
            bool possible = true;  // the bound players do as they are told
            for (std::size_t j = 0; j < actions.size(); ++j)
                if (std::ranges::find(free, j) == free.end() && bound[j][actions[j]] == 0)
                    possible = false;
            if (possible) payoffs.push_back(number(g.payoffs[i * count + p], place));
        }
    return {std::move(players), std::move(payoffs)};
}

Rational PlainWorld::expected(std::size_t interaction, std::size_t player, const Profile& profile,
                              const Place& place) {
    const Interaction& g = model_.interactions[interaction];
    const std::size_t count = profile_count(g);
    Rational sum = 0;
    for (std::size_t p = 0; p < count; ++p) {
        Rational probability = 1;
        const auto actions = actions_of(p, g.actions);
        for (std::size_t j = 0; j < actions.size(); ++j) probability *= profile[j][actions[j]];
        if (probability != 0) sum += probability * number(g.payoffs[player * count + p], place);
    }
    return sum;
}

double PlainWorld::deviation_gain(std::size_t interaction, std::size_t player, const Place& place) {
    const Profile prescribed = outcome(interaction, place);
    const Rational now = expected(interaction, player, prescribed, place);
    Rational best = now;
    for (std::size_t a = 0; a < prescribed[player].size(); ++a) {
        Profile deviation = prescribed;
        std::ranges::fill(deviation[player], 0);
        deviation[player][a] = 1;
        best = std::max(best, expected(interaction, player, deviation, place));
    }
    return Rational(best - now).convert_to<double>();
}

const Stage& PlainWorld::stage(const Place& place) {
    const auto known = stages_.find(place);
    if (known != stages_.end()) return known->second;
    return stages_.emplace(place, evaluate(place)).first->second;
}

Stage PlainWorld::evaluate(const Place& place) {
    Stage stage;
    std::vector<Rational> payoff(model_.players.size(), 0);
    for (std::size_t g = 0; g < model_.interactions.size(); ++g) {
        const auto& players = model_.interactions[g].players;
        stage.applying.emplace_back(players.size());
        stage.temptation.emplace_back(players.size(), 0);
        for (std::size_t i = 0; i < players.size(); ++i) {
            payoff[players[i]] += expected(g, i, outcome(g, place), place);
            const auto bound = applying(g, i, place.in_force);
            if (!bound) continue;
            stage.applying[g][i] = bound->measure;
            stage.temptation[g][i] = deviation_gain(g, i, place);
        }
    }
    for (const Relation& relation : model_.relations)
        for (const PlayerTerm& term : relation.payoffs)
            payoff[term.player] += number(term.amount, place);
    stage.detection.assign(model_.measures.size(), 0);
    stage.penalty.assign(model_.measures.size(), 0);
    for (const std::size_t m : members(place.in_force)) {
        for (const PlayerTerm& term : model_.measures[m].payoffs)
            payoff[term.player] += number(term.amount, place);
        stage.detection[m] = real(model_.measures[m].detection, place);
        stage.penalty[m] = real(model_.measures[m].penalty, place);
    }
    for (const Rational& amount : payoff) stage.payoff.push_back(amount.convert_to<double>());
    stage.next = moves(place);
    return stage;
}

std::vector<std::pair<Place, double>> PlainWorld::moves(const Place& place) {
    std::vector<std::pair<Place, double>> list = {{place, 1.0}};
    for (const std::size_t m : members(place.in_force)) {
        const double lapse = real(model_.measures[m].lapses, place);
        if (lapse < 0 || lapse > 1) throw std::runtime_error("a lapse is no probability");
        const auto before = std::exchange(list, {});
        for (const auto& [where, so_far] : before) {
            if (lapse < 1) list.emplace_back(where, so_far * (1 - lapse));
            if (lapse <= 0) continue;
            list.emplace_back(where, so_far * lapse);
            list.back().first.in_force &= ~only(m);
        }
    }
    for (std::size_t e = 0; e < model_.relations.size(); ++e) {
        const Relation& relation = model_.relations[e];
        const bool top = place.levels[e] + std::size_t{1} == relation.levels.size();
        const double up = top ? 0 : real(relation.up, place);
        const double down = place.levels[e] == 0 ? 0 : real(relation.down, place);
        if (up < 0 || down < 0 || up + down > 1 + 1e-12)
            throw std::runtime_error("a relation moves with more than certainty");
        const auto before = std::exchange(list, {});
        for (const auto& [where, so_far] : before)
            for (const int step : {-1, 0, 1}) {
                const double p = step < 0 ? down : step > 0 ? up : 1 - up - down;
                if (p <= 1e-15) continue;  // what rounding leaves of 1 - 0.7 - 0.3
                list.emplace_back(where, so_far * p);
                auto& level = list.back().first.levels[e];
                level = static_cast<std::uint8_t>(level + step);
            }
    }
    return list;
}

std::vector<bool> PlainWorld::victims(std::size_t player, MeasureSet breached) const {
    std::vector<bool> victim(model_.players.size(), false);
    for (const std::size_t m : members(breached))
        for (const std::size_t party : model_.measures[m].parties) victim[party] = true;
    victim[player] = false;
    return victim;
}

MeasureSet PlainWorld::suspension(std::size_t player, MeasureSet breached,
                                  MeasureSet in_force) const {
    const auto victim = victims(player, breached);
    const auto is_party = [&](std::size_t m) {
        return std::ranges::count(model_.measures[m].parties, player) > 0;
    };
    const auto is_between = [&](std::size_t m) {
        const auto& parties = model_.measures[m].parties;
        if (parties.size() != 2 || !is_party(m)) return false;
        return victim[parties[0] == player ? parties[1] : parties[0]];
    };
    MeasureSet suspended = breached;
    for (const std::size_t d : members(breached)) {
        const Scope& scope = model_.measures[d].scope;
        for (const std::size_t m : members(in_force)) {
            const bool hit = scope.kind == Scope::Kind::all ||
                             (scope.kind == Scope::Kind::bilateral && is_between(m)) ||
                             (scope.kind == Scope::Kind::linked && is_party(m)) ||
                             (scope.kind == Scope::Kind::listed && (scope.listed >> m & 1));
            if (hit) suspended |= only(m);
        }
    }
    return suspended & in_force;
}

std::vector<std::uint8_t> PlainWorld::reaction(std::size_t player, MeasureSet breached,
                                               std::vector<std::uint8_t> levels) const {
    const auto kind = model_.enforcement.reaction;
    if (kind == Enforcement::Reaction::unchanged) return levels;
    const auto victim = victims(player, breached);
    for (std::size_t e = 0; e < levels.size(); ++e) {
        const auto [p, q] = model_.relations[e].between;
        if (!((p == player && victim[q]) || (q == player && victim[p]))) continue;
        const std::size_t level = levels[e];
        const bool collapse = kind == Enforcement::Reaction::collapse;
        levels[e] = static_cast<std::uint8_t>(collapse || level < fall_ ? 0 : level - fall_);
    }
    return levels;
}

}  // namespace entente::support
