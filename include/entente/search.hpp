/// @file search.hpp
/// The best order: which completion of a proposal that leaves its order open is best, subject to
/// every constraint of consent and compliance. The meaning is that of docs/search.md.
#pragma once

#include "entente/model.hpp"
#include "entente/process.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

/// What makes one completion better than another.
struct Objective {
    enum class Kind {
        utilitarian,  ///< sum of values
        weighted,     ///< sum of weight times value
        nash,         ///< product of gains over the status quo, none of them negative
        egalitarian,  ///< smallest gain over the status quo
        player,       ///< value of one player
        fastest,      ///< fewest periods until everything is in force
        patience,     ///< smallest common discount factor at which the completion enforces itself
        pareto        ///< every value vector that no other one beats
    };
    Kind kind = Kind::utilitarian;
    std::size_t player = 0;       ///< of Kind::player
    std::vector<double> weights;  ///< of Kind::weighted, one per player, none negative
};

/// One completion and what the process engine says about it.
struct Sequence {
    std::vector<std::vector<std::size_t>> steps;  ///< measures
    double score = 0;  ///< by the objective; of fastest and patience the smaller is better
    std::vector<double> values;  ///< per player: per-period equivalents
    double periods = 0;          ///< until everything is in force
};

/// Where a fixed proposal stands to the front of a Pareto search.
struct FrontPlace {
    std::size_t point = 0;         ///< of the front: it gives nobody less
    std::vector<double> short_of;  ///< per player: how much more it gives; all 0: it is as good
};

/// How a fixed proposal compares with the optimum, or with nothing where no completion holds.
struct SequenceComparison {
    std::size_t proposal = 0;
    bool self_enforcing = false;
    bool completed = false;       ///< all of it comes to be in force, for certain
    std::optional<double> score;  ///< of its predicted course; none where the objective has none
    /// The first of its steps after which no completion reaches the optimum; none if it is
    /// optimal, or not a completion of what is searched.
    std::optional<std::size_t> departs_at;
    /// The best completion that begins with its steps up to there ...
    std::optional<double> best_after;
    bool is_bound = false;       ///< ... or what none of them exceeds
    bool is_allowed = true;      ///< false: no completion has the step at which it departs
    bool is_completion = false;  ///< it is one of the completions searched
    /// Of a Pareto search instead of a score; none if no point gives at least as much to everybody.
    /// It departs then from the order of that point.
    std::optional<FrontPlace> place;
    std::optional<Stall> stall;  ///< where it stalls; looked for only where no completion holds
};

/// What the optimum would be without one constraint.
struct Shaping {
    std::string constraint;      ///< as words: "the order talks < treaty", "the consent of north"
    double score = 0;            ///< of the optimum without it, or what it does not exceed
    std::optional<double> gain;  ///< how much better that is; none where now nothing holds
    bool is_bound = false;       ///< it may be less, or no better than it is now
    /// An optimum without it; none where only bounds are known.
    std::optional<std::vector<std::vector<std::size_t>>> steps;
};

/// What the front of a Pareto search would be without one constraint.
struct FrontShaping {
    std::string constraint;
    std::size_t beaten = 0;      ///< vectors of the front that would not be on it
    std::size_t added = 0;       ///< vectors that would, and are not
    std::vector<double> raises;  ///< per player: how much more the most that a vector gives it
    /// The vectors are bounds that may not be had: `beaten` and `raises` are not exceeded.
    bool is_bound = false;
};

/// Constraints that were not removed for a try.
struct Untried {
    std::size_t constraints = 0;
    std::string which;    ///< as words: "the order talks < treaty", "3 constraints of the order"
    std::string because;  ///< as words
};

/// Which completion has the largest sum of values while all players share these discount factors.
struct Regime {
    double from = 0, to = 1;
    std::optional<std::vector<std::vector<std::size_t>>> steps;  ///< none: no completion holds
};

/// What a search is going to take, said before it starts. `method` becomes how it was done.
struct SearchPlan {
    std::string method;      ///< in words
    double sets = 0;         ///< of measures that orders pass ...
    bool sets_exact = true;  ///< ... or at least so many
    double completions = 0;  ///< likewise
    double states = 0;       ///< sets times combinations of levels, expected
    double bytes = 0;        ///< of tables and fronts
    double seconds = 0;      ///< of processor time, a rough guess; 0 where nothing is known
    bool at_least = false;   ///< bytes and seconds are for narrow fronts; they may be wide
};

/// What an adaptive sequence does at one start: what comes to be pending; nothing: it waits.
struct AdaptiveRow {
    MeasureSet in_force = 0;
    std::vector<std::uint8_t> levels;
    std::vector<std::size_t> step;
};

/// A sequence whose next step depends on the levels reached.
struct AdaptiveResult {
    bool holds =
        false;  ///< the players accept and keep all of it; else nothing does, not even waiting
    double score = 0;  ///< weighted sum of values
    std::vector<double> values;
    double bound = 0;  ///< no adaptive sequence is better
    /// The score of the best fixed order found, which is an adaptive sequence too; none if none
    /// holds. The score is not below it.
    std::optional<double> fixed;
    bool is_fixed = false;          ///< nothing better than that order was found, and it is shown
    bool proven = false;            ///< score and bound agree
    std::vector<AdaptiveRow> rows;  ///< the starts that can be passed, fewer measures first
    std::uint64_t states = 0;
};

/// What each player proposes at one start when it is recognised.
struct AgendaRow {
    MeasureSet in_force = 0;
    std::vector<std::uint8_t> levels;
    std::vector<std::vector<std::size_t>> proposals;  ///< [player] measures
};

/// A stationary equilibrium of the game in which proposers are recognised at random.
struct AgendaOutcome {
    std::vector<double> recognition, values;  ///< per player
    bool is_equilibrium = true;               ///< false: choices went in circles
    bool is_kept = true;                      ///< nobody would breach on its course
    std::vector<AgendaRow> rows;
};

/// Who would order differently.
struct AgendaResult {
    std::vector<std::optional<Sequence>> favourites;  ///< [player] the best completion for it
    std::vector<AgendaOutcome> outcomes;  ///< as asked, then each player as the only proposer
};

struct SearchOptions {
    std::vector<std::pair<std::size_t, Rational>> set;  ///< parameters that are replaced
    std::optional<std::size_t> proposal;  ///< whose completions; none for all measures of the model
    std::optional<std::size_t> width;     ///< instead of the proposal's
    bool all_optional = false;            ///< whatever the proposal says, anything may be left out
    Objective objective;
    std::size_t most_ties = 20;        ///< optimal sequences to list
    double memory = 4096.0 * 1048576;  ///< bytes that tables may take
    bool explain = true;               ///< comparisons and what shapes the optimum
    bool adaptive = false;             ///< also the best adaptive sequence; for sums of values only
    std::optional<std::vector<double>> recognition;  ///< also the game of agenda setting
    unsigned threads = 1;
    std::stop_token stop{};
    std::function<void(std::string_view, double)> progress;
    std::function<void(const SearchPlan&)> planned;  ///< told before the search starts
};

struct SearchResult {
    SearchPlan plan;
    std::vector<double> status_quo;
    std::vector<Sequence> best;   ///< optimal, in lexicographic order; of pareto the whole front
    std::string ties;             ///< how many completions are optimal, as a decimal number
    bool ties_complete = true;    ///< false: at least that many
    bool proven = true;           ///< the optimum; otherwise `bound` is what is proven
    std::optional<double> bound;  ///< no completion is better than this
    bool complete = true;         ///< false if stopped, or more completions than can be judged
    bool explained = true;        ///< false if stopped while looking for what shapes the optimum
    std::string incomplete;       ///< why, as words; empty if stopped from outside
    /// If not proven: no completion is worth more to a player; none where nothing is known.
    std::vector<std::optional<double>> most;
    std::vector<SequenceComparison> comparisons;
    std::vector<Shaping> shaping;             ///< by what their removal would bring, the most first
    std::vector<FrontShaping> front_shaping;  ///< the same of a front
    std::size_t tried = 0;                    ///< constraints that were removed, one by one
    std::vector<Untried> untried;             ///< those that were not
    std::vector<Regime> regimes;              ///< of a search for the least patience
    std::optional<AdaptiveResult> adaptive;
    std::optional<AgendaResult> agenda;
    std::uint64_t states = 0;     ///< sets of measures and levels visited
    std::uint64_t labels = 0;     ///< value vectors kept
    std::uint64_t dominated = 0;  ///< value vectors found to be dominated
    std::uint64_t widest = 0;     ///< the most value vectors of one set
    std::uint64_t judged = 0;     ///< completions judged by the process engine
    std::vector<std::string> warnings;
};

/// @throws ModelError as evaluate() does, or if the search would need more than its memory.
SearchResult search(const Model& model, const SearchOptions& options = {});

}  // namespace entente
