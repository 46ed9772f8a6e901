/// @file search.hpp
/// The best order: which completion of a proposal that leaves its order open is best, subject to
/// every constraint of consent and compliance. The meaning is that of docs/search.md.
#pragma once

#include "entente/model.hpp"

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

/// How a fixed proposal compares with the optimum.
struct SequenceComparison {
    std::size_t proposal = 0;
    bool self_enforcing = false;
    std::optional<double> score;  ///< of its predicted course; none where the objective has none
    /// The first of its steps after which no completion reaches the optimum; none if it is
    /// optimal, or not a completion of what is searched.
    std::optional<std::size_t> departs_at;
    std::optional<double>
        best_after;              ///< the best completion that begins with its steps up to there
    bool is_completion = false;  ///< it is one of the completions searched
};

/// What the optimum would be without one constraint.
struct Shaping {
    std::string constraint;  ///< as words: "the order talks < treaty", "the consent of north"
    double score = 0;        ///< of the optimum without it
    double gain = 0;         ///< how much better that is
};

/// Which completion has the largest sum of values while all players share these discount factors.
struct Regime {
    double from = 0, to = 1;
    std::optional<std::vector<std::vector<std::size_t>>> steps;  ///< none: no completion holds
};

/// What a search is going to take, said before it starts.
struct SearchPlan {
    std::string method;      ///< in words
    double sets = 0;         ///< of measures that orders pass ...
    bool sets_exact = true;  ///< ... or at least so many
    double completions = 0;  ///< likewise
    double states = 0;       ///< sets times combinations of levels, expected
    double bytes = 0;
    double seconds = 0;  ///< a rough guess
};

struct SearchOptions {
    std::vector<std::pair<std::size_t, Rational>> set;  ///< parameters that are replaced
    std::optional<std::size_t> proposal;  ///< whose completions; none for all measures of the model
    std::optional<std::size_t> width;     ///< instead of the proposal's
    bool all_optional = false;            ///< whatever the proposal says, anything may be left out
    Objective objective;
    std::size_t most_ties = 20;  ///< optimal sequences to list
    double memory = 4e9;         ///< bytes that tables may take
    bool explain = true;         ///< comparisons and what shapes the optimum
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
    bool complete = true;         ///< false if stopped
    std::vector<SequenceComparison> comparisons;
    std::vector<Shaping> shaping;  ///< by what their removal would bring, the most first
    std::vector<Regime> regimes;   ///< of a search for the least patience
    std::uint64_t states = 0;      ///< sets of measures and levels visited
    std::uint64_t labels = 0;      ///< value vectors kept
    std::uint64_t dominated = 0;   ///< value vectors found to be dominated
    std::uint64_t judged = 0;      ///< completions judged by the process engine
    std::vector<std::string> warnings;
};

/// @throws ModelError as evaluate() does, or if the search would need more than its memory.
SearchResult search(const Model& model, const SearchOptions& options = {});

}  // namespace entente
