/// @file search_json.cpp
/// The best orders as JSON (docs/search.md).
#include "report/json.hpp"
#include "report/search_report.hpp"
#include "report/trees.hpp"
#include "search/objective.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cmath>

namespace entente {
namespace {

namespace json = boost::json;

/// How much better than the best found the optimum may be.
std::optional<double> gap_of(const SearchResult& result) {
    if (!result.bound || result.best.empty()) return std::nullopt;
    return std::abs(*result.bound - result.best.front().score);
}

json::value most_of(const Model& model, const SearchResult& result) {
    if (result.most.empty()) return nullptr;
    json::object table;
    for (std::size_t i = 0; i < result.most.size(); ++i)
        table[model.players[i].key] = json_number(result.most[i]);
    return table;
}

json::array steps_of(const Model& model, const std::vector<std::vector<std::size_t>>& steps) {
    json::array list;
    for (const auto& step : steps) {
        json::array keys;
        for (const std::size_t m : step) keys.push_back(json_string(model.measures[m].key));
        list.push_back(std::move(keys));
    }
    return list;
}

json::object by_player(const Model& model, const std::vector<double>& numbers) {
    json::object table;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        table[model.players[i].key] = json_number(numbers[i]);
    return table;
}

json::array sequences_of(const Model& model, const SearchResult& result) {
    json::array list;
    for (const Sequence& best : result.best)
        list.push_back(json::object{{"steps", steps_of(model, best.steps)},
                                    {"score", json_number(best.score)},
                                    {"values", by_player(model, best.values)},
                                    {"periods", json_number(best.periods)}});
    return list;
}

json::value stall_of(const Model& model, const std::optional<Stall>& stall) {
    if (!stall) return nullptr;
    json::value player = nullptr;
    if (stall->constraint) player = json_string(model.players[stall->constraint->player].key);
    return json::object{{"step", stall->step + 1},
                        {"measure", json_string(model.measures[stall->measure].key)},
                        {"player", std::move(player)},
                        {"probability", json_number(stall->probability)}};
}

json::array shaping_of(const Model& model, const SearchResult& result) {
    json::array list;
    for (const Shaping& s : result.shaping) {
        json::value steps = nullptr;
        if (s.steps) steps = steps_of(model, *s.steps);
        list.push_back(json::object{{"without", json_string(s.constraint)},
                                    {"score", json_number(s.score)},
                                    {"gain", json_number(s.gain)},
                                    {"is_bound", s.is_bound},
                                    {"steps", std::move(steps)}});
    }
    return list;
}

json::array front_shaping_of(const Model& model, const SearchResult& result) {
    json::array list;
    for (const FrontShaping& s : result.front_shaping)
        list.push_back(json::object{{"without", json_string(s.constraint)},
                                    {"beaten", s.beaten},
                                    {"added", s.added},
                                    {"raises", by_player(model, s.raises)},
                                    {"is_bound", s.is_bound}});
    return list;
}

json::array untried_of(const SearchResult& result) {
    json::array list;
    for (const Untried& some : result.untried)
        list.push_back(json::object{{"constraints", some.constraints},
                                    {"which", json_string(some.which)},
                                    {"because", json_string(some.because)}});
    return list;
}

json::value place_of(const Model& model, const std::optional<FrontPlace>& place) {
    if (!place) return nullptr;
    return json::object{{"point", place->point + 1},
                        {"gives_more", by_player(model, place->short_of)}};
}

json::array comparisons_of(const Model& model, const SearchResult& result) {
    json::array list;
    for (const SequenceComparison& c : result.comparisons) {
        json::value departs = nullptr;
        if (c.departs_at) departs = *c.departs_at + 1;
        list.push_back(json::object{{"proposal", json_string(model.proposals[c.proposal].key)},
                                    {"self_enforcing", c.self_enforcing},
                                    {"completed", c.completed},
                                    {"score", json_number(c.score)},
                                    {"is_completion", c.is_completion},
                                    {"departs_at_step", std::move(departs)},
                                    {"step_is_allowed", c.is_allowed},
                                    {"best_after", json_number(c.best_after)},
                                    {"best_after_is_bound", c.is_bound},
                                    {"beaten_by", place_of(model, c.place)},
                                    {"stalls_at", stall_of(model, c.stall)}});
    }
    return list;
}

json::array keys_of_set(const Model& model, MeasureSet set) {
    json::array keys;
    for (std::size_t m = 0; m < model.measures.size(); ++m)
        if ((set >> m & 1U) != 0) keys.push_back(json_string(model.measures[m].key));
    return keys;
}

json::object levels_of(const Model& model, const std::vector<std::uint8_t>& levels) {
    json::object table;
    for (std::size_t e = 0; e < levels.size(); ++e)
        table[model.relations[e].key] = json_string(model.relations[e].levels[levels[e]]);
    return table;
}

json::value adaptive_of(const Model& model, const SearchResult& result) {
    if (!result.adaptive) return nullptr;
    const AdaptiveResult& a = *result.adaptive;
    json::array rows;
    for (const AdaptiveRow& row : a.rows)
        rows.push_back(json::object{{"in_force", keys_of_set(model, row.in_force)},
                                    {"levels", levels_of(model, row.levels)},
                                    {"step", steps_of(model, {row.step}).front()}});
    return json::object{{"holds", a.holds},
                        {"score", json_number(a.score)},
                        {"bound", json_number(a.bound)},
                        {"proven", a.proven},
                        {"best_fixed_order", json_number(a.fixed)},
                        {"is_fixed_order", a.is_fixed},
                        {"values", by_player(model, a.values)},
                        {"policy", std::move(rows)}};
}

json::object outcome_of(const Model& model, const AgendaOutcome& outcome) {
    json::array rows;
    for (const AgendaRow& row : outcome.rows) {
        json::object proposals;
        for (std::size_t i = 0; i < row.proposals.size(); ++i)
            proposals[model.players[i].key] = steps_of(model, {row.proposals[i]}).front();
        rows.push_back(json::object{{"in_force", keys_of_set(model, row.in_force)},
                                    {"levels", levels_of(model, row.levels)},
                                    {"proposals", std::move(proposals)}});
    }
    return {{"recognition", by_player(model, outcome.recognition)},
            {"values", by_player(model, outcome.values)},
            {"is_equilibrium", outcome.is_equilibrium},
            {"is_kept", outcome.is_kept},
            {"proposals", std::move(rows)}};
}

json::value agenda_of(const Model& model, const SearchResult& result) {
    if (!result.agenda) return nullptr;
    json::object favourites;
    for (std::size_t i = 0; i < model.players.size(); ++i) {
        const auto& favourite = result.agenda->favourites[i];
        json::value tree = nullptr;
        if (favourite)
            tree = json::object{{"steps", steps_of(model, favourite->steps)},
                                {"values", by_player(model, favourite->values)}};
        favourites[model.players[i].key] = std::move(tree);
    }
    json::array outcomes;
    for (const AgendaOutcome& outcome : result.agenda->outcomes)
        outcomes.push_back(outcome_of(model, outcome));
    return json::object{{"favourites", std::move(favourites)}, {"outcomes", std::move(outcomes)}};
}

json::array regimes_of(const Model& model, const SearchResult& result) {
    json::array list;
    for (const Regime& r : result.regimes) {
        json::value steps = nullptr;
        if (r.steps) steps = steps_of(model, *r.steps);
        list.push_back(json::object{
            {"from", json_number(r.from)}, {"to", json_number(r.to)}, {"steps", std::move(steps)}});
    }
    return list;
}

}  // namespace

json::value search_tree(const Model& model, const SearchResult& result,
                        const SearchOptions& asked) {
    json::array warnings;
    for (const std::string& warning : result.warnings) warnings.push_back(json_string(warning));
    const SearchPlan& plan = result.plan;
    return json::object{
        {"title", json_string(model.title)},
        {"objective", json_string(name_of(model, asked.objective))},
        {"proposal",
         asked.proposal ? json_string(model.proposals[*asked.proposal].key) : json::value(nullptr)},
        {"complete", result.complete},
        {"proven", result.proven},
        {"explained", result.explained},
        {"incomplete_because", json_string(result.incomplete)},
        {"bound", json_number(result.bound)},
        {"gap", json_number(gap_of(result))},
        {"none_gives_more_than", most_of(model, result)},
        {"status_quo", by_player(model, result.status_quo)},
        {"best", sequences_of(model, result)},
        {"ties", json_string(result.ties)},
        {"ties_complete", result.ties_complete},
        {"comparisons", comparisons_of(model, result)},
        {"shaping", shaping_of(model, result)},
        {"front_shaping", front_shaping_of(model, result)},
        {"shaping_tried", result.tried},
        {"shaping_untried", untried_of(result)},
        {"regimes", regimes_of(model, result)},
        {"adaptive", adaptive_of(model, result)},
        {"agenda", agenda_of(model, result)},
        {"method", json_string(plan.method)},
        {"sets", json_number(plan.sets)},
        {"completions", json_number(plan.completions)},
        {"counts_exact", plan.sets_exact},
        {"states", result.states},
        {"labels", result.labels},
        {"dominated", result.dominated},
        {"widest", result.widest},
        {"judged", result.judged},
        {"warnings", std::move(warnings)}};
}

}  // namespace entente
