/// @file read_measures.cpp
/// [measures] and [enforcement].
#include "model/claims.hpp"
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace entente {
namespace {

constexpr std::size_t max_measures = 64;  // MeasureSet

Scope scope_of(const Node& node, Reading& reading) {
    using Kind = Scope::Kind;
    Scope made;
    if (node.kind == Node::Kind::array) {
        made.kind = Kind::listed;
        for (const std::size_t m :
             names_of(node, reading.names.measures, "measure", reading.faults))
            made.listed |= m < max_measures ? MeasureSet{1} << m : 0;
        return made;
    }
    static const std::vector<std::string> words{"issue", "bilateral", "linked", "all"};
    constexpr std::array kinds{Kind::issue, Kind::bilateral, Kind::linked, Kind::all};
    if (node.kind != Node::Kind::string) {
        reading.faults.add(node.where,
                           fmt::format("\"scope\" must be a word or a list of measures, "
                                       "found {}",
                                       kind_name(node.kind)));
        return made;
    }
    const auto it = std::ranges::find(words, node.text.text);
    if (it != words.end())
        made.kind = kinds[static_cast<std::size_t>(it - words.begin())];
    else
        reading.faults.add(node.where,
                           fmt::format("no scope is called {}", in_quotes(node.text.text)),
                           suggestion(node.text.text, words));
    return made;
}

class MeasureReader {
public:
    MeasureReader(const Entry& entry, const Node* defaults, Reading& reading)
        : entry_(entry), node_(entry.value), defaults_(defaults), reading_(reading) {}

    Measure read() {
        made_.key = made_.name = entry_.key;
        made_.where = entry_.where;
        if (!check_keys(node_, fmt::format("measure \"{}\"", entry_.key),
                        {"name", "prescribes", "parties", "requires", "duration", "cost", "payoff",
                         "lapses", "initial", "decision", "scope", "detection", "penalty", "source",
                         "note"},
                        reading_.faults))
            return std::move(made_);
        if (node_.find("name") != nullptr)
            made_.name = string_of(node_.find("name"), "a name", reading_.faults);
        made_.source = string_of(node_.find("source"), "a source", reading_.faults);
        made_.note = string_of(node_.find("note"), "a note", reading_.faults);
        if (const Node* prescribes = node_.find("prescribes")) read_prescriptions(*prescribes);
        read_parties();
        read_numbers();
        if (const Node* decision = node_.find("decision")) read_decision(*decision);
        return std::move(made_);
    }

private:
    const Node* own_or_default(std::string_view key) const {
        const Node* own = node_.find(key);
        return own != nullptr || defaults_ == nullptr ? own : defaults_->find(key);
    }

    Expression number(std::string_view key, const Node* node, const Rational& otherwise) {
        return expression_of(node, {fmt::format("\"{}\"", key), true, {}}, reading_, otherwise);
    }

    void read_numbers() {
        if (const Node* condition = node_.find("requires"))
            made_.requirement = number("requires", condition, 1);
        made_.duration = number("duration", node_.find("duration"), 1);
        claim_at_least(made_.duration, 1, "\"duration\", the expected periods of negotiation,",
                       reading_);
        made_.costs = terms_of(node_.find("cost"), made_.parties, {"\"cost\"", true, {}}, reading_);
        made_.payoffs =
            terms_of(node_.find("payoff"), made_.parties, {"\"payoff\"", true, {}}, reading_);
        made_.lapses = number("lapses", node_.find("lapses"), 0);
        claim_probability(made_.lapses, "\"lapses\"", reading_);
        made_.detection = number("detection", own_or_default("detection"), 1);
        claim_probability(made_.detection, "\"detection\"", reading_);
        made_.penalty = number("penalty", own_or_default("penalty"), 0);
        claim_at_least(made_.penalty, 0, "\"penalty\"", reading_);
        if (const Node* scope = own_or_default("scope")) made_.scope = scope_of(*scope, reading_);
        if (const Node* initial = node_.find("initial"))
            if (check_kind(*initial, Node::Kind::boolean, "\"initial\"", reading_.faults))
                made_.initial = initial->truth;
    }

    void read_prescriptions(const Node& table) {
        if (!check_kind(table, Node::Kind::table, "\"prescribes\"", reading_.faults)) return;
        for (const Entry& entry : table.entries) {
            const auto game = reading_.names.interactions.find(entry.key);
            if (!game) {
                reading_.faults.add(
                    entry.where, fmt::format("no interaction is called {}", in_quotes(entry.key)),
                    suggestion(entry.key, reading_.names.interactions.all()));
                continue;
            }
            if (!reading_.names.actions[*game].empty()) prescribe(*game, entry.value);
        }
    }

    /// A table by player, a list in player order ("*" leaves one free), or one action for all.
    void prescribe(std::uint32_t game, const Node& node) {
        const NameList& players = reading_.names.interaction_players[game];
        const auto set = [&](std::size_t player, const Node& action) {
            if (action.kind == Node::Kind::string && action.text.text == "*") return;
            const std::string kind = fmt::format("action of \"{}\"", players[player]);
            if (const auto found =
                    name_of(action, reading_.names.actions[game][player], kind, reading_.faults))
                made_.prescriptions.push_back({game, player, *found});
        };
        if (node.kind == Node::Kind::string) {
            for (std::size_t i = 0; i < players.size(); ++i) set(i, node);
        } else if (node.kind == Node::Kind::array) {
            if (node.items.size() != players.size())
                reading_.faults.add(node.where, fmt::format("expected {} actions, one for each of "
                                                            "{}, found {}",
                                                            players.size(), listed(players.all()),
                                                            node.items.size()));
            else
                for (std::size_t i = 0; i < players.size(); ++i) set(i, node.items[i]);
        } else if (check_kind(node, Node::Kind::table, "a prescription", reading_.faults)) {
            for (const Entry& entry : node.entries) {
                if (const auto player = players.find(entry.key))
                    set(*player, entry.value);
                else
                    reading_.faults.add(entry.where,
                                        fmt::format("no player of {} is called {}",
                                                    in_quotes(reading_.names.interactions[game]),
                                                    in_quotes(entry.key)),
                                        suggestion(entry.key, players.all()));
            }
        }
    }

    void read_parties() {
        if (const Node* parties = node_.find("parties")) {
            made_.parties = names_of(*parties, reading_.names.players, "player", reading_.faults);
        } else {
            for (const Prescription& one : made_.prescriptions)
                made_.parties.push_back(
                    reading_.model.interactions[one.interaction].players[one.player]);
        }
        std::ranges::sort(made_.parties);
        const auto repeated = std::ranges::unique(made_.parties);
        made_.parties.erase(repeated.begin(), repeated.end());
    }

    void check_party(std::size_t player, const SourceSpan& where) {
        if (std::ranges::find(made_.parties, player) != made_.parties.end()) return;
        const std::string& key = reading_.model.players[player].key;
        reading_.faults.add(where, fmt::format("\"{}\" is no party to \"{}\"", key, made_.key),
                            "only parties vote; \"consenters\" may be anybody");
    }

    void read_decision(const Node& node) {
        using Rule = Decision::Rule;
        Decision& made = made_.decision;
        if (node.kind == Node::Kind::string) {
            made.rule = rule_of(node, {"unanimity", "majority"});
            return;
        }
        const std::size_t before = reading_.faults.size();
        if (!check_keys(node, "\"decision\"", {"rule", "veto", "weights", "quota", "consenters"},
                        reading_.faults))
            return;
        const Node* weights = node.find("weights");
        const Node* consenters = node.find("consenters");
        if (const Node* rule = node.find("rule"))
            made.rule = rule_of(*rule, {"unanimity", "majority", "weighted", "consenters"});
        else if (weights != nullptr)
            made.rule = Rule::weighted;
        else if (consenters != nullptr)
            made.rule = Rule::consenters;
        else if (node.find("veto") != nullptr)
            made.rule = Rule::majority;
        if (reading_.faults.size() == before) check_rule_keys(node);
        if (const Node* veto = node.find("veto")) read_veto(*veto);
        if (weights != nullptr) read_weights(*weights);
        made.quota = number("quota", node.find("quota"), 0);
        if (consenters != nullptr)
            made.consenters =
                names_of(*consenters, reading_.names.players, "player", reading_.faults);
    }

    Decision::Rule rule_of(const Node& node, const std::vector<std::string>& words) {
        using Rule = Decision::Rule;
        constexpr std::array rules{Rule::unanimity, Rule::majority, Rule::weighted,
                                   Rule::consenters};
        if (!check_kind(node, Node::Kind::string, "a decision rule", reading_.faults))
            return Rule::unanimity;
        const auto it = std::ranges::find(words, node.text.text);
        if (it != words.end()) return rules[static_cast<std::size_t>(it - words.begin())];
        reading_.faults.add(node.where,
                            fmt::format("no decision rule is called {}", in_quotes(node.text.text)),
                            suggestion(node.text.text, words));
        return Rule::unanimity;
    }

    /// Which keys go with which rule.
    void check_rule_keys(const Node& node) {
        using Rule = Decision::Rule;
        const Rule rule = made_.decision.rule;
        const auto needs = [&](std::string_view key, bool here) {
            if (here && node.find(key) == nullptr)
                missing(node.where, "this decision rule", key, "", reading_.faults);
        };
        const auto excludes = [&](std::string_view key, bool here, std::string_view hint) {
            const auto it = std::ranges::find(node.entries, key, &Entry::key);
            if (!here && it != node.entries.end())
                reading_.faults.add(it->where, fmt::format("this decision rule has no \"{}\"", key),
                                    std::string(hint));
        };
        needs("weights", rule == Rule::weighted);
        needs("quota", rule == Rule::weighted);
        needs("consenters", rule == Rule::consenters);
        excludes("weights", rule == Rule::weighted, "\"weights\" make a rule of their own");
        excludes("quota", rule == Rule::weighted, "a quota is one of \"weights\"");
        excludes("consenters", rule == Rule::consenters, "\"consenters\" make a rule of their own");
        excludes("veto", rule == Rule::majority || rule == Rule::weighted,
                 "a veto goes with \"majority\" or \"weights\"");
    }

    void read_veto(const Node& node) {
        made_.decision.veto = names_of(node, reading_.names.players, "player", reading_.faults);
        for (const std::size_t player : made_.decision.veto) {
            const Node* at = &node;
            for (const Node& item : node.items)
                if (item.text.text == reading_.names.players[player]) at = &item;
            check_party(player, at->where);
        }
    }

    void read_weights(const Node& node) {
        if (!check_kind(node, Node::Kind::table, "\"weights\"", reading_.faults)) return;
        made_.decision.weights = terms_of(&node, {}, {"a weight", false, {}}, reading_);
        for (const PlayerTerm& term : made_.decision.weights)
            claim_at_least(term.amount, 0, "a weight", reading_);
        for (const Entry& entry : node.entries)
            if (const auto player = reading_.names.players.find(entry.key))
                check_party(*player, entry.where);
    }

    const Entry& entry_;
    const Node& node_;
    const Node* defaults_;
    Reading& reading_;
    Measure made_;
};

/// However it is spelt.
bool is_for_ever(std::string_view text) {
    std::string letters;
    for (const char c : text)
        if (c != ' ' && c != '_' && c != '-')
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters == "forever";
}

}  // namespace

void read_measures(const Node& section, const Node* enforcement, Reading& reading) {
    for (const Entry& entry : section.entries) {
        const auto index = reading.names.measures.find(entry.key);
        if (!index) continue;
        if (*index == max_measures)
            reading.faults.add(entry.where, fmt::format("more than {} measures", max_measures));
        reading.model.measures.push_back(MeasureReader(entry, enforcement, reading).read());
    }
}

void read_enforcement(const Node& table, Reading& reading) {
    Enforcement& made = reading.model.enforcement;
    made.where = table.where;
    if (!check_keys(table, "[enforcement]",
                    {"scope", "detection", "penalty", "punishment", "relations", "source", "note"},
                    reading.faults))
        return;
    if (const Node* scope = table.find("scope")) scope_of(*scope, reading);
    for (const std::string_view key : {"detection", "penalty"}) {
        const Expression number =
            expression_of(table.find(key), {fmt::format("\"{}\"", key), true, {}}, reading);
        if (key == "detection")
            claim_probability(number, "\"detection\"", reading);
        else
            claim_at_least(number, 0, "\"penalty\"", reading);
    }
    if (const Node* punishment = table.find("punishment")) {
        const Node* periods = punishment;
        if (punishment->kind == Node::Kind::table) {
            check_keys(*punishment, "\"punishment\"", {"periods"}, reading.faults);
            periods = punishment->find("periods");
            if (periods == nullptr && punishment->entries.empty())
                missing(punishment->where, "\"punishment\"", "periods", "", reading.faults);
        }
        if (periods != nullptr && is_for_ever(word_of(*periods))) {
            if (word_of(*periods) != "forever")
                reading.faults.add(
                    periods->where,
                    fmt::format("no punishment is called {}", in_quotes(word_of(*periods))),
                    "known are \"forever\" and a number of periods");
        } else if (periods != nullptr) {
            made.periods =
                expression_of(periods, {"the periods of punishment", false, {}}, reading);
            claim_positive_whole(*made.periods, "the periods of punishment", reading);
        }
    }
    const Node* relations = table.find("relations");
    if (relations == nullptr) return;
    if (relations->kind == Node::Kind::table) {
        check_keys(*relations, "\"relations\"", {"fall"}, reading.faults);
        made.reaction = Enforcement::Reaction::fall;
        const Node* fall = relations->find("fall");
        if (fall == nullptr && relations->entries.empty())
            missing(relations->where, "\"relations\"", "fall", "", reading.faults);
        made.fall = expression_of(fall, {"\"fall\"", false, {}}, reading, 1);
        claim_positive_whole(made.fall, "\"fall\", in levels,", reading);
        return;
    }
    static const std::vector<std::string> words{"unchanged", "collapse"};
    if (word_of(*relations) == "collapse")
        made.reaction = Enforcement::Reaction::collapse;
    else if (word_of(*relations) != "unchanged")
        reading.faults.add(relations->where,
                           "\"relations\" must be \"unchanged\", \"collapse\" or { fall = levels }",
                           relations->kind == Node::Kind::string
                               ? suggestion(relations->text.text, words)
                               : std::string());
}

}  // namespace entente
