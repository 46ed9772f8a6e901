/// @file search_why_text.cpp
/// What there is to say about an optimum, as text: fixed proposals beside it, what shapes it, and
/// where it changes.
#include "report/numbers.hpp"
#include "report/search_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"
#include "search/objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

using Kind = Objective::Kind;
constexpr auto right = Table::Align::right;

/// What the score of a fixed proposal is called.
const char* worth_title(const Objective& objective) {
    switch (objective.kind) {
        case Kind::nash:
            return "product of gains";
        case Kind::egalitarian:
            return "least gain";
        case Kind::fastest:
            return "periods";
        case Kind::patience:
            return "needs";
        default:
            return "worth";
    }
}

/// A score, or what no completion is better than.
std::string bounded(double score, bool is_bound, const Objective& objective) {
    const char* limit = less_is_better(objective) ? "at least " : "at most ";
    return (is_bound ? limit : "") + score_text(score, objective);
}

/// What is said of a plan that enforces itself and still may never be carried out to its end.
const char* enforcement_text(const SequenceComparison& c) {
    return !c.self_enforcing ? "no" : c.completed ? "yes" : "yes, but may stall";
}

/// Where a proposal leaves the optimum.
std::string departure(const Model& model, const SequenceComparison& c) {
    const Proposal& proposal = model.proposals[c.proposal];
    if (c.departs_at && *c.departs_at < proposal.steps.size())
        return fmt::format("step {}: {}{}", *c.departs_at + 1,
                           keys_of(model, proposal.steps[*c.departs_at]),
                           c.is_allowed ? "" : " (not allowed)");
    if (c.departs_at) return "its end: stops too early";
    return c.is_completion ? "nowhere: it is optimal" : "nowhere, but leaves something out";
}

/// How it is related to the completions, none of which holds.
std::string relation_text(const Model& model, const SequenceComparison& c) {
    if (c.departs_at) return "no: not allowed at " + departure(model, c);
    return c.is_completion ? "yes" : "no: leaves something out";
}

/// The fixed proposals where no completion holds.
std::string stalls_text(const Model& model, const SearchResult& result,
                        const SearchOptions& asked) {
    Table table({{"proposal"},
                 {"is a completion"},
                 {"enforces itself"},
                 {worth_title(asked.objective), right},
                 {"stalls at (blocked by)"}});
    bool without_score = false;
    for (const SequenceComparison& c : result.comparisons) {
        without_score = without_score || !c.score;
        table.add({model.proposals[c.proposal].key, relation_text(model, c), enforcement_text(c),
                   c.score ? score_text(*c.score, asked.objective) : "-",
                   c.stall ? stall_text(model, *c.stall) : "nowhere"});
    }
    std::string out = "\nThe fixed proposals (their predicted course):\n" + table.text(2);
    if (without_score && asked.objective.kind == Kind::nash)
        out += paragraph("No product where somebody is worse off than under the status quo.");
    return out;
}

/// By how much the best that was found is better than this score.
std::string lead_text(const SearchResult& result, double score, const Objective& objective) {
    const double found = result.best.front().score;
    const double lead = less_is_better(objective) ? score - found : found - score;
    return score_text(lead, objective);
}

/// The fixed proposals beside the best that was found, if any was.
std::string beside_found_text(const Model& model, const SearchResult& result,
                              const SearchOptions& asked) {
    const bool is_found = !result.best.empty();
    std::vector<Table::Column> columns{{"proposal"},
                                       {"is a completion"},
                                       {"enforces itself"},
                                       {worth_title(asked.objective), right}};
    if (is_found) columns.push_back({"the best found is better by", right});
    Table table(std::move(columns));
    std::string left_out;
    for (std::size_t p = 0; p < model.proposals.size(); ++p) {
        if (model.proposals[p].open) continue;
        const auto c = std::ranges::find(result.comparisons, p, &SequenceComparison::proposal);
        if (c == result.comparisons.end()) {
            left_out += (left_out.empty() ? "" : ", ") + model.proposals[p].key;
            continue;
        }
        std::vector<std::string> row{model.proposals[p].key, c->is_completion ? "yes" : "no",
                                     enforcement_text(*c),
                                     c->score ? score_text(*c->score, asked.objective) : "-"};
        if (is_found) row.push_back(c->score ? lead_text(result, *c->score, asked.objective) : "-");
        table.add(std::move(row));
    }
    std::string out = "\nBeside the fixed proposals (their predicted course):\n" + table.text(2);
    if (!left_out.empty()) out += paragraph("Not judged by then: " + left_out + ".");
    return out;
}

std::string shaping_table(const Model& model, const SearchResult& result,
                          const SearchOptions& asked) {
    const bool none = result.best.empty();
    std::vector<Table::Column> columns{{"constraint removed"}, {"optimum then", right}};
    columns.push_back(none ? Table::Column{"best order then"} : Table::Column{"better by", right});
    Table table(std::move(columns));
    for (const Shaping& s : result.shaping) {
        std::vector<std::string> row{s.constraint, bounded(s.score, s.is_bound, asked.objective)};
        if (none)
            row.push_back(s.steps ? steps_text(model, *s.steps) : "not known: a bound");
        else
            row.push_back((s.is_bound ? "at most " : "") + score_text(*s.gain, asked.objective));
        table.add(std::move(row));
    }
    return table.text(2);
}

/// "north 0.3, south 0.02": who gets how much more.
std::string gains_text(const Model& model, const std::vector<double>& gains) {
    std::string text;
    for (std::size_t i = 0; i < gains.size(); ++i)
        if (short_text(gains[i]) != "0")
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", title_of(model.players[i]),
                                short_text(gains[i]));
    return text;
}

std::string front_shaping_table(const Model& model, const SearchResult& result) {
    Table table({{"constraint removed"},
                 {"beats of the vectors", right},
                 {"new vectors", right},
                 {"raises the most that one gives to"}});
    for (const FrontShaping& s : result.front_shaping) {
        const std::string most = s.is_bound ? "at most " : "";
        const std::string gains = gains_text(model, s.raises);
        table.add({s.constraint, fmt::format("{}{} of {}", most, s.beaten, result.best.size()),
                   s.is_bound ? "-" : std::to_string(s.added),
                   gains.empty() ? "nobody" : most + gains});
    }
    return table.text(2);
}

/// The fixed proposals beside the front.
std::string places_text(const Model& model, const SearchResult& result) {
    Table table({{"proposal"},
                 {"enforces itself"},
                 {"beside the vectors above"},
                 {"departs from that order at"},
                 {"which gives more to"}});
    for (const SequenceComparison& c : result.comparisons) {
        const Proposal& proposal = model.proposals[c.proposal];
        std::vector<std::string> row{proposal.key, enforcement_text(c)};
        const std::string outside = c.is_completion ? "" : ", but is no completion";
        if (!c.place) {
            row.insert(row.end(), {"none beats it" + outside, "-", "-"});
        } else {
            const std::string more = gains_text(model, c.place->short_of);
            row.push_back(fmt::format("{} #{}{}", more.empty() ? "as good as" : "beaten by",
                                      c.place->point + 1, more.empty() ? outside : ""));
            row.push_back(!c.departs_at ? "nowhere"
                          : *c.departs_at >= proposal.steps.size()
                              ? "its end: stops too early"
                              : fmt::format("step {}: {}", *c.departs_at + 1,
                                            keys_of(model, proposal.steps[*c.departs_at])));
            row.push_back(more.empty() ? "-" : more);
        }
        table.add(std::move(row));
    }
    return "\nBeside the fixed proposals (what their predicted course is worth):\n" + table.text(2);
}

}  // namespace

std::string comparison_text(const Model& model, const SearchResult& result,
                            const SearchOptions& asked) {
    if (result.comparisons.empty()) return {};
    if (!result.proven) return beside_found_text(model, result, asked);
    if (result.best.empty()) return stalls_text(model, result, asked);
    if (asked.objective.kind == Kind::pareto) return places_text(model, result);
    const bool patience = asked.objective.kind == Kind::patience;
    const double best = result.bound.value_or(result.best.front().score);
    Table table({{"proposal"},
                 {"enforces itself"},
                 {worth_title(asked.objective), right},
                 {"departs from the optimum at"},
                 {"best after that", right},
                 {"which costs", right}});
    for (const SequenceComparison& c : result.comparisons) {
        const bool inside =
            c.departs_at && *c.departs_at < model.proposals[c.proposal].steps.size();
        std::string after = inside && c.is_allowed ? "none holds" : "-", cost = "-";
        if (c.best_after) {
            after = bounded(*c.best_after, c.is_bound, asked.objective);
            cost = (c.is_bound ? "at least " : "") +
                   score_text(std::abs(best - *c.best_after), asked.objective);
        }
        table.add({model.proposals[c.proposal].key, enforcement_text(c),
                   c.score ? score_text(*c.score, asked.objective) : "-", departure(model, c),
                   after, cost});
    }
    return fmt::format("\nBeside the fixed proposals ({}):\n",
                       patience ? "common discount factors from which on they hold"
                                : "their predicted course") +
           table.text(2);
}

std::string shaping_text(const Model& model, const SearchResult& result,
                         const SearchOptions& asked) {
    std::string untried;
    for (const Untried& some : result.untried)
        untried += paragraph(
            fmt::format("Not removed for a try: {}, because {}.", some.which, some.because));
    if (result.best.empty() && result.shaping.empty() && result.tried > 0)
        untried = paragraph(fmt::format(
                      "None holds either without one of the {} that were removed for a try, one at "
                      "a time.",
                      count_text(static_cast<double>(result.tried), "constraint"))) +
                  untried;
    if (!result.front_shaping.empty())
        return "\nWhat shapes the front:\n" + front_shaping_table(model, result) + untried;
    if (result.shaping.empty()) return untried.empty() ? "" : "\n" + untried;
    return (result.best.empty() ? "\nWithout one constraint completions would hold:\n"
                                : "\nWhat shapes the optimum:\n") +
           shaping_table(model, result, asked) + untried;
}

std::string regimes_text(const Model& model, const SearchResult& result) {
    if (result.regimes.empty()) return {};
    Table table({{"from", right}, {"below", right}, {"largest sum of values"}});
    for (const Regime& r : result.regimes) {
        if (r.to - r.from < 1e-9 && result.regimes.size() > 1) continue;  // at one point only
        table.add({discount_text(r.from), r.to >= 1 ? "1" : discount_text(r.to),
                   r.steps ? steps_text(model, *r.steps) : "no completion enforces itself"});
    }
    return "\nWhich order is best at which common discount factor:\n" + table.text(2);
}

}  // namespace entente
