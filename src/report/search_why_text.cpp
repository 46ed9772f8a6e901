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

}  // namespace

std::string comparison_text(const Model& model, const SearchResult& result,
                            const SearchOptions& asked) {
    if (result.comparisons.empty()) return {};
    const double best = result.bound.value_or(result.best.front().score);
    Table table({{"proposal"},
                 {"enforces itself"},
                 {asked.objective.kind == Kind::patience ? "needs" : "worth", right},
                 {"departs from the optimum at"},
                 {"best after that", right},
                 {"which costs", right}});
    for (const SequenceComparison& c : result.comparisons) {
        const Proposal& proposal = model.proposals[c.proposal];
        std::string where = "does not, but leaves something out";
        const bool inside = c.departs_at && *c.departs_at < proposal.steps.size();
        if (inside)
            where = fmt::format("step {}: {}{}", *c.departs_at + 1,
                                keys_of(model, proposal.steps[*c.departs_at]),
                                c.is_allowed ? "" : " (not allowed)");
        else if (c.departs_at)
            where = "its end: stops too early";
        else if (c.is_completion)
            where = "nowhere: it is optimal";
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
        table.add({proposal.key, c.self_enforcing ? "yes" : "no",
                   c.score ? score_text(*c.score, asked.objective) : "-", where, after, cost});
    }
    const bool patience = asked.objective.kind == Kind::patience;
    return fmt::format("\nBeside the fixed proposals ({}):\n",
                       patience ? "common discount factors from which on they hold"
                                : "worth: their predicted course") +
           table.text(2);
}

std::string shaping_text(const SearchResult& result) {
    std::string untried;
    if (result.untried > 0)
        untried =
            paragraph(fmt::format("{} {} not removed for a try: too many sets of measures.",
                                  count_text(static_cast<double>(result.untried), "constraint"),
                                  result.untried == 1 ? "was" : "were"));
    if (result.shaping.empty()) return untried.empty() ? "" : "\n" + untried;
    Table table({{"without"}, {"the optimum would be", right}, {"better by", right}});
    for (const Shaping& s : result.shaping)
        table.add({s.constraint, short_text(s.score), short_text(s.gain)});
    return "\nWhat shapes the optimum:\n" + table.text(2) + untried;
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
