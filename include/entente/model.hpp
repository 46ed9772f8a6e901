/// @file model.hpp
/// A validated model file, still symbolic: names resolved to indices, every number an expression.
///
/// Indices are positions in the vectors of Model, which keep the order of the file. What a
/// reader guarantees: indices in range, keys unique, parameters acyclic, payoffs rectangular.
/// What only numbers can show (probabilities in range, division by zero) is checked by World.
#pragma once

#include "entente/diagnostic.hpp"
#include "entente/expression.hpp"
#include "entente/graph_model.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace entente {

/// How an uncertain parameter is spread. Only the fields of its kind are used.
struct Distribution {
    enum class Kind { fixed, uniform, triangular, normal, beta, discrete };
    Kind kind = Kind::fixed;
    Expression low, high;             ///< uniform, triangular, beta (its support)
    Expression mode;                  ///< triangular
    Expression mean, deviation;       ///< normal
    Expression alpha, beta;           ///< beta
    std::vector<Expression> values;   ///< discrete
    std::vector<Expression> weights;  ///< discrete; empty for equal ones
};

struct Parameter {
    std::string key;
    Expression value;  ///< nominal; may use other parameters
    Distribution distribution;
    std::string unit, source, note;
    SourceSpan where;
};

struct Player {
    std::string key, name;  ///< name defaults to the key
    Expression discount;    ///< in [0, 1); 0 if the file gives none
    std::string source, note;
    SourceSpan where;
};

/// Something that one player gets: a payoff or a cost.
struct PlayerTerm {
    std::size_t player = 0;
    Expression amount;
};

struct Relation {
    std::string key, name;
    std::array<std::size_t, 2> between{};
    std::vector<std::string> levels;  ///< lowest first, at most 255
    std::size_t initial = 0;
    std::vector<PlayerTerm> payoffs;
    Expression up, down;  ///< probabilities per period
    std::string source, note;
    SourceSpan where;
};

/// Which equilibrium is played when no measure prescribes a profile.
struct Baseline {
    enum class Rule { payoff_dominant, risk_dominant, first, worst, worst_for, profile };
    Rule rule = Rule::payoff_dominant;
    std::size_t player = 0;            ///< worst_for: position among the interaction's players
    std::vector<std::size_t> profile;  ///< profile: one action per player of the interaction
    SourceSpan where;
};

/// What the players prefer, without numbers (docs/ordinal.md).
struct Rankings {
    std::vector<std::string> outcomes;            ///< names of the P profiles, as in NormalForm
    std::vector<std::vector<std::size_t>> ranks;  ///< n rows of length P; 0 is best, equal a tie
    Expression low, high;  ///< payoffs of worst and best when consistent payoffs are drawn
};

struct Interaction {
    std::string key, name;
    std::vector<std::size_t> players;               ///< of the model
    std::vector<std::vector<std::string>> actions;  ///< one list per player of the interaction
    /// n rows of length P, row i for player i, the profiles in the order of NormalForm.
    std::vector<Expression> payoffs;
    std::optional<Rankings> rankings;  ///< if so, the payoffs are unknown, and zeros stand there
    Baseline baseline;
    std::string source, note;
    SourceSpan where;
};

/// A conflict whose states are not profiles: no part of the process, only of `entente solve`.
struct StateGraph {
    std::string key, name;
    std::vector<std::size_t> players;       ///< of the model
    GraphModel graph;                       ///< its players are the keys of these
    std::vector<std::string> state_titles;  ///< for people; the name where the file has no other
    std::string source, note;
    SourceSpan where;
};

/// While its measure is in force, this player is to play this action.
struct Prescription {
    std::size_t interaction = 0;
    std::size_t player = 0;  ///< position among the interaction's players
    std::size_t action = 0;
};

/// Who must agree before a measure passes.
struct Decision {
    enum class Rule { unanimity, majority, weighted, consenters };
    Rule rule = Rule::unanimity;
    std::vector<std::size_t> veto;        ///< majority, weighted: each of these must accept
    std::vector<PlayerTerm> weights;      ///< weighted
    Expression quota;                     ///< weighted: passes with at least this weight
    std::vector<std::size_t> consenters;  ///< consenters: all of these, parties or not
};

/// What a detected breach suspends beside the breached measures themselves.
struct Scope {
    enum class Kind { issue, bilateral, linked, all, listed };
    Kind kind = Kind::linked;
    MeasureSet listed = 0;
};

struct Measure {
    std::string key, name;
    std::vector<std::size_t> parties;  ///< in the order of the players
    std::vector<Prescription> prescriptions;
    std::optional<Expression> requirement;  ///< `requires`
    Expression duration;                    ///< expected periods of negotiation, at least 1
    std::vector<PlayerTerm> costs;          ///< once, on conclusion
    std::vector<PlayerTerm> payoffs;        ///< per period in force
    Expression lapses;                      ///< probability per period
    bool initial = false;
    Decision decision;
    Scope scope;           ///< its own, or that of [enforcement]
    Expression detection;  ///< likewise
    Expression penalty;    ///< likewise, for every breacher
    std::string source, note;
    SourceSpan where;
};

struct Enforcement {
    /// Punished periods after a breach; none means forever.
    std::optional<Expression> periods;
    enum class Reaction { unchanged, collapse, fall };
    Reaction reaction = Reaction::unchanged;
    Expression fall;  ///< levels
    SourceSpan where;
};

/// Whatever is adopted of `earlier` is adopted in an earlier step than whatever is of `later`.
struct Precedence {
    MeasureSet earlier = 0, later = 0;
    std::string text;  ///< as the file has it: "talks < treaty"
    SourceSpan where;
};

/// What a proposal leaves open is for a search to complete. A completion is a list of steps of at
/// most `width` measures that keeps to every precedence, takes at most one measure of each
/// exclusive set, and leaves out only what is optional or excluded by something it takes.
struct PartialOrder {
    MeasureSet measures = 0;
    MeasureSet optional = 0;
    std::vector<Precedence> order;      ///< without circles
    std::vector<MeasureSet> exclusive;  ///< two measures or more each
    std::size_t width = 1;
};

struct Proposal {
    std::string key, name, source, note;
    std::vector<std::vector<std::size_t>> steps;  ///< measures; empty for the status quo
    std::optional<PartialOrder> open;             ///< instead of steps
    SourceSpan where;
};

/// One entry of [expect]: a tree that the JSON result must contain.
struct Expected {
    struct Entry;
    using Table = std::vector<Entry>;
    std::variant<bool, Expression, std::string, std::vector<Expected>, Table> value;
    SourceSpan where;
};

struct Expected::Entry {
    std::string key;
    Expected value;
};

/// What a model must yield, for the parameters as they are or as `set` overrides them.
struct Expectation {
    std::vector<std::pair<std::size_t, Expression>> set;  ///< parameter, value
    std::optional<Expected> solve;                        ///< against the JSON of `solve`
    std::optional<Expected> evaluate;                     ///< against the JSON of `evaluate`
    SourceSpan where;
};

struct Model {
    std::vector<SourceText> sources;  ///< every text that was read: SourceSpan::source counts here
    std::string title, period = "period", source, note;
    std::vector<Parameter> parameters;
    std::vector<Player> players;
    std::vector<Relation> relations;
    std::vector<Interaction> interactions;
    std::vector<StateGraph> graph_models;
    std::vector<Measure> measures;
    Enforcement enforcement;
    std::vector<Proposal> proposals;
    std::vector<Expectation> expectations;
};

/// The nominal value of every parameter, in the order of the model, after replacing those in
/// `overrides` (parameter, value). What depends on a replaced parameter follows it.
/// @throws ModelError for division by zero and the like.
std::vector<Rational> parameter_values(
    const Model& model, std::span<const std::pair<std::size_t, Rational>> overrides = {});

}  // namespace entente
