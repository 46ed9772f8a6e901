/// @file read_interactions.cpp
/// [interactions]: who plays, with which actions, for which payoffs.
#include "entente/game.hpp"

#include "model/files.hpp"
#include "model/payoff_rows.hpp"
#include "model/rankings.hpp"
#include "model/sections.hpp"
#include "model/templates.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t max_numbers = 400'000;  // payoffs of one interaction

NameList action_list(const Node& node, Faults& faults) {
    NameList actions;
    if (!check_kind(node, Node::Kind::array, "the actions of a player", faults)) return actions;
    if (node.items.empty()) faults.add(node.where, "a player needs at least one action");
    for (const Node& item : node.items) {
        if (!check_kind(item, Node::Kind::string, "an action", faults)) continue;
        const std::string& name = item.text.text;
        if (name.empty() || name == "*")
            faults.add(item.where, fmt::format("{} cannot name an action", in_quotes(name)));
        else if (!actions.add(name))
            faults.add(item.where, fmt::format("action {} is listed twice", in_quotes(name)));
    }
    return actions;
}

/// One list for each player; empty after a fault.
std::vector<NameList> actions_of(const Node& node, const NameList& players, Faults& faults) {
    const std::size_t before = faults.size();
    std::vector<NameList> actions(players.size());
    if (node.kind == Node::Kind::array) {
        std::ranges::fill(actions, action_list(node, faults));
    } else if (check_kind(node, Node::Kind::table, "\"actions\"", faults)) {
        for (const Entry& entry : node.entries) {
            if (const auto player = players.find(entry.key)) {
                actions[*player] = action_list(entry.value, faults);
            } else {
                faults.add(
                    entry.where,
                    fmt::format("no player of this interaction is called {}", in_quotes(entry.key)),
                    suggestion(entry.key, players.all()));
            }
        }
        for (const std::string& name : players.all())
            if (node.find(name) == nullptr)
                faults.add(node.where, fmt::format("the actions of \"{}\" are missing", name));
    }
    if (faults.size() != before) actions.clear();
    return actions;
}

/// Reads the .nfg file that the node names.
std::optional<NormalForm<Rational>> imported_game(const Node& node, std::size_t players,
                                                  Reading& reading) {
    if (!check_kind(node, Node::Kind::string, "\"file\"", reading.faults)) return std::nullopt;
    const std::string path =
        relative_to(node.text.text, reading.model.sources[node.where.source].name);
    auto text = read_text(path, node.where, reading.faults);
    if (!text) return std::nullopt;
    const std::size_t index = reading.model.sources.size();
    reading.model.sources.push_back({path, std::move(*text)});
    try {
        NormalForm<Rational> game = read_nfg(reading.model.sources[index]).game;
        if (game.players().size() == players) return game;
        reading.faults.add(node.where, fmt::format("the game has {} players, the interaction {}",
                                                   game.players().size(), players));
    } catch (const ModelError& error) {
        for (Diagnostic diagnostic : error.diagnostics()) {
            diagnostic.where.source = index;
            reading.faults.add(std::move(diagnostic));
        }
    }
    return std::nullopt;
}

class Declaration {
public:
    Declaration(const Entry& entry, Reading& reading)
        : entry_(entry), node_(entry.value), reading_(reading) {}

    /// Leaves no actions where there is a fault; the rest of the interaction is then not read.
    void read() {
        made_.key = made_.name = entry_.key;
        made_.where = entry_.where;
        if (check_keys(node_, fmt::format("interaction \"{}\"", entry_.key),
                       {"name", "players", "actions", "payoffs", "rankings", "outcomes", "scale",
                        "template", "arguments", "file", "baseline", "source", "note"},
                       reading_.faults)) {
            if (node_.find("name") != nullptr)
                made_.name = string_of(node_.find("name"), "a name", reading_.faults);
            made_.source = string_of(node_.find("source"), "a source", reading_.faults);
            made_.note = string_of(node_.find("note"), "a note", reading_.faults);
            read_shape();
        }
        for (const NameList& list : actions_)
            made_.actions.emplace_back(list.all().begin(), list.all().end());
        reading_.names.interaction_players.push_back(std::move(players_));
        reading_.names.actions.push_back(std::move(actions_));
        reading_.imported.push_back(std::move(game_));
        reading_.model.interactions.push_back(std::move(made_));
    }

private:
    void read_shape() {
        const Node* players = node_.find("players");
        if (players == nullptr) {
            missing(entry_.where, what(), "players", "a list of two or more players",
                    reading_.faults);
            return;
        }
        const std::size_t before = reading_.faults.size();
        made_.players = names_of(*players, reading_.names.players, "player", reading_.faults);
        if (reading_.faults.size() != before) return;
        if (made_.players.size() < 2) {
            reading_.faults.add(players->where, "an interaction needs two or more players");
            return;
        }
        for (const std::size_t i : made_.players) players_.add(reading_.names.players[i]);
        if (!read_origin()) return;
        if (const Node* actions = node_.find("actions"))
            actions_ = actions_of(*actions, players_, reading_.faults);
        check_shape();
    }

    std::string what() const { return fmt::format("interaction \"{}\"", entry_.key); }

    /// Exactly one of payoffs, rankings, template, file; the last two bring names of actions.
    bool read_origin() {
        const Node* chosen = nullptr;
        for (const std::string_view key : {"payoffs", "rankings", "template", "file"}) {
            const Node* given = node_.find(key);
            if (given != nullptr && chosen != nullptr) {
                reading_.faults.add(given->where,
                                    fmt::format("{} takes its payoffs from one of \"payoffs\", "
                                                "\"rankings\", \"template\" and \"file\"",
                                                what()));
                return false;
            }
            if (given != nullptr) chosen = given;
        }
        if (chosen == nullptr) {
            missing(entry_.where, what(), "payoffs",
                    "or \"rankings\", or \"template\", or \"file\"", reading_.faults);
            return false;
        }
        if (node_.find("arguments") != nullptr && node_.find("template") == nullptr)
            reading_.faults.add(node_.find("arguments")->where,
                                "\"arguments\" belong to a \"template\"");
        for (const std::string_view key : {"outcomes", "scale"})
            if (node_.find(key) != nullptr && node_.find("rankings") == nullptr)
                reading_.faults.add(node_.find(key)->where,
                                    fmt::format("\"{}\" belongs to \"rankings\"", key));
        if (chosen == node_.find("template")) {
            const GameTemplate* found =
                find_template(*chosen, made_.players.size(), reading_.faults);
            if (found == nullptr) return false;
            const NameList names({std::string(found->actions[0]), std::string(found->actions[1])});
            actions_.assign(made_.players.size(), names);
        } else if (chosen == node_.find("file")) {
            game_ = imported_game(*chosen, made_.players.size(), reading_);
            if (!game_) return false;
            return take_actions_of_game(*chosen);
        } else if (node_.find("actions") == nullptr) {
            missing(entry_.where, what(), "actions",
                    "a list of actions for each player, or one list for all", reading_.faults);
            return false;
        }
        return true;
    }

    bool take_actions_of_game(const Node& file) {
        for (const GamePlayer& player : game_->players()) {
            NameList names(player.actions);
            if (names.size() != player.actions.size() && node_.find("actions") == nullptr) {
                reading_.faults.add(file.where, "two actions of a player have the same name there",
                                    "give them names with \"actions\"");
                return false;
            }
            actions_.push_back(std::move(names));
        }
        return true;
    }

    void check_shape() {
        std::size_t numbers = actions_.size();
        bool fits = true;
        for (std::size_t i = 0; i < actions_.size(); ++i) {
            const std::size_t count = actions_[i].size();
            numbers *= std::max<std::size_t>(count, 1);
            if (numbers > max_numbers) break;
            const std::size_t wanted = game_                               ? game_->action_count(i)
                                       : node_.find("template") != nullptr ? 2
                                                                           : count;
            if (count == wanted) continue;
            reading_.faults.add(
                node_.find("actions")->where,
                fmt::format("\"{}\" has {} actions here, found {}", players_[i], wanted, count));
            fits = false;
        }
        if (numbers > max_numbers) {
            reading_.faults.add(entry_.where, fmt::format("{} has too many profiles: more than {} "
                                                          "payoffs",
                                                          what(), max_numbers));
            fits = false;
        }
        if (!fits) actions_.clear();
    }

    const Entry& entry_;
    const Node& node_;
    Reading& reading_;
    Interaction made_;
    NameList players_;
    std::vector<NameList> actions_;
    std::optional<NormalForm<Rational>> game_;
};

std::vector<Expression> payoffs_of(const NormalForm<Rational>& game, const SourceSpan& where) {
    std::vector<Expression> all;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        for (const Rational& payoff : game.payoffs(i)) {
            all.push_back(constant(payoff));
            all.back().where = all.back().nodes.front().where = where;
        }
    }
    return all;
}

void read_baseline(const Node& node, std::uint32_t index, Reading& reading) {
    using Rule = Baseline::Rule;
    Baseline& made = reading.model.interactions[index].baseline;
    made.where = node.where;
    if (node.kind == Node::Kind::table && node.entries.size() == 1 &&
        node.entries.front().key == "worst" &&
        !reading.names.interaction_players[index].find("worst")) {
        made.rule = Rule::worst_for;
        made.player = name_of(node.entries.front().value, reading.names.interaction_players[index],
                              "player of this interaction", reading.faults)
                          .value_or(0);
        return;
    }
    if (node.kind == Node::Kind::array || node.kind == Node::Kind::table) {
        const auto& players = reading.names.interaction_players[index];
        made.rule = Rule::profile;
        made.profile = profile_of(node, reading.names.actions[index], players, reading.faults)
                           .value_or(std::vector<std::size_t>(players.size()));
        return;
    }
    if (!check_kind(node, Node::Kind::string, "\"baseline\"", reading.faults)) return;
    static const std::vector<std::pair<std::string, Rule>> rules{
        {"payoff_dominant", Rule::payoff_dominant},
        {"risk_dominant", Rule::risk_dominant},
        {"first", Rule::first},
        {"worst", Rule::worst}};
    const auto it = std::ranges::find(rules, word_of(node), &std::pair<std::string, Rule>::first);
    if (it != rules.end()) {
        made.rule = it->second;
        return;
    }
    static const std::vector<std::string> known{"payoff-dominant", "risk-dominant", "first",
                                                "worst"};
    reading.faults.add(node.where,
                       fmt::format("no selection rule is called {}", in_quotes(node.text.text)),
                       suggestion(node.text.text, known));
}

}  // namespace

void declare_interactions(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries)
        if (reading.names.interactions.find(entry.key)) Declaration(entry, reading).read();
}

void read_interactions(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        const auto index = reading.names.interactions.find(entry.key);
        if (!index || reading.names.actions[*index].empty()) continue;
        const Node& node = entry.value;
        Interaction& made = reading.model.interactions[*index];
        if (const auto& game = reading.imported[*index])
            made.payoffs = payoffs_of(*game, node.find("file")->where);
        else if (node.find("template") != nullptr)
            made.payoffs = template_payoffs(node, *index, reading);
        else if (node.find("rankings") != nullptr)
            read_interaction_rankings(node, *index, reading);
        else
            made.payoffs = payoff_rows(*node.find("payoffs"), *index, reading);
        if (const Node* baseline = node.find("baseline")) read_baseline(*baseline, *index, reading);
    }
    check_play_circles(reading);
}

}  // namespace entente
