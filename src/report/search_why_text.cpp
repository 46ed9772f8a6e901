/// @file search_why_text.cpp
/// What there is to say about an optimum, as text: fixed proposals beside it, what shapes it, and
/// where it changes.
#include "report/numbers.hpp"
#include "report/search_report.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <cmath>

namespace entente {
namespace {

using Kind = Objective::Kind;
constexpr auto right = Table::Align::right;

std::string bounded(const std::string& number, bool is_bound) {
    return (is_bound ? "at most " : "") + number;
}

/// Where a proposal leaves the optimum.
std::string departure(const Model& model, const SequenceComparison& c) {
    const Proposal& proposal = model.proposals[c.proposal];
    if (c.departs_at && *c.departs_at < proposal.steps.size())
        return fmt::format("step {}: {}{}", *c.departs_at + 1,
                           keys_of(model, proposal.steps[*c.departs_at]),
                           c.is_allowed ? "" : " (not allowed)");
    if (c.departs_at) return "its end: stops too early";
    return c.is_completion ? "nowhere: it is optimal" : "does not, but leaves something out";
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
                 {"worth", right},
                 {"stalls at (blocked by)"}});
    bool without_score = false;
    for (const SequenceComparison& c : result.comparisons) {
        without_score = without_score || !c.score;
        table.add({model.proposals[c.proposal].key, relation_text(model, c),
                   c.self_enforcing ? "yes" : "no",
                   c.score ? score_text(*c.score, asked.objective) : "-",
                   c.stall ? stall_text(model, *c.stall) : "nowhere"});
    }
    std::string out = "\nThe fixed proposals (worth: their predicted course):\n" + table.text(2);
    if (without_score && asked.objective.kind == Kind::nash)
        out += paragraph("No product where somebody is worse off than under the status quo.");
    return out;
}

std::string shaping_table(const Model& model, const SearchResult& result) {
    const bool none = result.best.empty();
    std::vector<Table::Column> columns{{"constraint removed"}, {"the optimum would be", right}};
    columns.push_back(none ? Table::Column{"best order then"} : Table::Column{"better by", right});
    Table table(std::move(columns));
    for (const Shaping& s : result.shaping) {
        std::vector<std::string> row{s.constraint, bounded(short_text(s.score), s.is_bound)};
        if (none)
            row.push_back(s.steps ? steps_text(model, *s.steps) : "not known: a bound");
        else
            row.push_back(bounded(short_text(*s.gain), s.is_bound));
        table.add(std::move(row));
    }
    return table.text(2);
}

}  // namespace

std::string comparison_text(const Model& model, const SearchResult& result,
                            const SearchOptions& asked) {
    if (result.comparisons.empty()) return {};
    if (result.best.empty()) return stalls_text(model, result, asked);
    const bool patience = asked.objective.kind == Kind::patience;
    const double best = result.bound.value_or(result.best.front().score);
    Table table({{"proposal"},
                 {"enforces itself"},
                 {patience ? "needs" : "worth", right},
                 {"departs from the optimum at"},
                 {"best after that", right},
                 {"which costs", right}});
    for (const SequenceComparison& c : result.comparisons) {
        const bool inside =
            c.departs_at && *c.departs_at < model.proposals[c.proposal].steps.size();
        std::string after = inside && c.is_allowed ? "none holds" : "-", cost = "-";
        if (c.best_after) {
            const bool less = asked.objective.kind == Kind::fastest;
            after = (!c.is_bound ? ""
                     : less      ? "at least "
                                 : "at most ") +
                    score_text(*c.best_after, asked.objective);
            cost = (c.is_bound ? "at least " : "") +
                   score_text(std::abs(best - *c.best_after), asked.objective);
        }
        table.add({model.proposals[c.proposal].key, c.self_enforcing ? "yes" : "no",
                   c.score ? score_text(*c.score, asked.objective) : "-", departure(model, c),
                   after, cost});
    }
    return fmt::format("\nBeside the fixed proposals ({}):\n",
                       patience ? "common discount factors from which on they hold"
                                : "worth: their predicted course") +
           table.text(2);
}

std::string shaping_text(const Model& model, const SearchResult& result) {
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
    if (result.shaping.empty()) return untried.empty() ? "" : "\n" + untried;
    return (result.best.empty() ? "\nWithout one constraint completions would hold:\n"
                                : "\nWhat shapes the optimum:\n") +
           shaping_table(model, result) + untried;
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
