/// @file read_graph_models.cpp
/// [graph_models]: states, who can move between them, who prefers what.
#include "model/rankings.hpp"
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

constexpr std::size_t max_states = most_states;

bool can_be_state(const std::string& name) {
    return !name.empty() && name.find_first_of(" \t\n,<>=~'\"") == std::string::npos;
}

class GraphReader {
public:
    GraphReader(const Entry& entry, Reading& reading)
        : entry_(entry), node_(entry.value), reading_(reading), faults_(reading.faults) {}

    /// Adds the graph to the model unless it has a fault.
    void read() {
        const std::size_t before = faults_.size();
        made_.key = made_.name = entry_.key;
        made_.where = entry_.where;
        if (!check_keys(node_, what(),
                        {"name", "players", "states", "moves", "rankings", "source", "note"},
                        faults_))
            return;
        if (node_.find("name") != nullptr)
            made_.name = string_of(node_.find("name"), "a name", faults_);
        made_.source = string_of(node_.find("source"), "a source", faults_);
        made_.note = string_of(node_.find("note"), "a note", faults_);
        if (!complete()) return;
        made_.players = names_of(*node_.find("players"), reading_.names.players, "player", faults_);
        if (made_.players.empty() && faults_.size() == before)
            faults_.add(node_.find("players")->where, "a graph model needs a player");
        read_states(*node_.find("states"));
        if (faults_.size() != before) return;
        for (const std::size_t i : made_.players) players_.add(reading_.names.players[i]);
        GraphModel& graph = made_.graph;
        graph.players.assign(players_.all().begin(), players_.all().end());
        graph.states.assign(states_.all().begin(), states_.all().end());
        graph.moves = moves_of(*node_.find("moves"), players_, states_, faults_);
        graph.ranks = rankings_of(*node_.find("rankings"), players_, states_, "state", faults_);
        if (faults_.size() == before) reading_.model.graph_models.push_back(std::move(made_));
    }

private:
    std::string what() const { return fmt::format("graph model \"{}\"", entry_.key); }

    bool complete() {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 4> needed{
            {{"players", "a list of players"},
             {"states", "a list of names, or a table { name = \"what it is\" }"},
             {"moves", "like { north = \"1 <-> 2, 3 -> 4\" }"},
             {"rankings", "like { north = \"2 > 1 = 3 > 4\" }"}}};
        bool found = true;
        for (const auto& [key, advice] : needed) {
            if (node_.find(key) != nullptr) continue;
            missing(entry_.where, what(), key, advice, faults_);
            found = false;
        }
        return found;
    }

    void read_states(const Node& node) {
        if (node.kind == Node::Kind::table) {
            for (const Entry& entry : node.entries)
                add_state(entry.key, entry.where,
                          string_of(&entry.value, "what a state is", faults_));
        } else if (check_kind(node, Node::Kind::array, "\"states\"", faults_)) {
            for (const Node& item : node.items)
                if (check_kind(item, Node::Kind::string, "a state", faults_))
                    add_state(item.text.text, item.where, "");
        }
        if (states_.size() == 0 && faults_.empty())
            faults_.add(node.where, "a graph model needs a state");
        if (states_.size() > max_states)
            faults_.add(node.where, fmt::format("a graph model has at most {} states, found {}",
                                                max_states, states_.size()));
    }

    void add_state(const std::string& name, const SourceSpan& where, std::string title) {
        if (!can_be_state(name))
            faults_.add(where, fmt::format("{} cannot name a state", in_quotes(name)),
                        "names of states have no blanks, commas, quotes, \"<\", \">\", \"=\" or "
                        "\"~\"; what people read can be given as { name = \"text\" }");
        else if (!states_.add(name))
            faults_.add(where, fmt::format("state {} is listed twice", in_quotes(name)));
        made_.state_titles.push_back(title.empty() ? name : std::move(title));
    }

    const Entry& entry_;
    const Node& node_;
    Reading& reading_;
    Faults& faults_;
    StateGraph made_;
    NameList players_, states_;
};

}  // namespace

void read_graph_models(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        if (!check_identifier(entry, "graph model", reading.faults)) continue;
        if (reading.names.interactions.find(entry.key))
            reading.faults.add(entry.where, fmt::format("an interaction is called {} already",
                                                        in_quotes(entry.key)));
        else
            GraphReader(entry, reading).read();
    }
}

}  // namespace entente
