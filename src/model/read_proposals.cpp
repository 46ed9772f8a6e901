/// @file read_proposals.cpp
/// [proposals].
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace entente {
namespace {

void read_steps(const Node& list, const std::string& what, Proposal& made, Reading& reading) {
    if (!check_kind(list, Node::Kind::array, "\"steps\"", reading.faults)) return;
    std::vector<const Node*> first(reading.names.measures.size());
    for (const Node& step : list.items) {
        if (step.kind == Node::Kind::array && step.items.empty()) {
            reading.faults.add(step.where, "a step is empty",
                               "steps = [] is the plan that changes nothing");
            continue;
        }
        std::vector<std::size_t>& measures = made.steps.emplace_back();
        const auto add = [&](const Node& item) {
            const auto m = name_of(item, reading.names.measures, "measure", reading.faults);
            if (!m) return;
            if (first[*m] != nullptr) {
                reading.faults.add(
                    item.where, fmt::format("{} takes {} twice", what, in_quotes(item.text.text)),
                    fmt::format("the first is in line {}", first[*m]->where.line));
                return;
            }
            first[*m] = &item;
            measures.push_back(*m);
        };
        if (step.kind == Node::Kind::array) {
            for (const Node& item : step.items) add(item);
        } else {
            add(step);
        }
    }
}

/// The first key that belongs to a partial order, or null.
const Entry* first_open_key(const Node& node) {
    constexpr std::array keys{"measures", "groups", "order", "optional", "exclusive", "width"};
    for (const Entry& entry : node.entries)
        if (std::ranges::find(keys, entry.key) != keys.end()) return &entry;
    return nullptr;
}

}  // namespace

void read_proposals(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        Proposal made;
        made.key = made.name = entry.key;
        made.where = entry.where;
        const Node& node = entry.value;
        const std::string what = fmt::format("proposal \"{}\"", entry.key);
        if (check_identifier(entry, "proposal", reading.faults) &&
            check_keys(node, what,
                       {"name", "source", "note", "steps", "measures", "groups", "order",
                        "optional", "exclusive", "width"},
                       reading.faults)) {
            if (node.find("name") != nullptr)
                made.name = string_of(node.find("name"), "a name", reading.faults);
            made.source = string_of(node.find("source"), "a source", reading.faults);
            made.note = string_of(node.find("note"), "a note", reading.faults);
            const Node* steps = node.find("steps");
            const Entry* open = first_open_key(node);
            if (steps != nullptr && open != nullptr)
                reading.faults.add(
                    open->where,
                    fmt::format("{} has both \"steps\" and {}", what, in_quotes(open->key)),
                    "steps fix the whole order; the other keys leave it to a search");
            else if (steps != nullptr)
                read_steps(*steps, what, made, reading);
            else if (open != nullptr)
                made.open = read_partial_order(node, what, reading);
            else
                missing(entry.where, what, "steps",
                        "a list of steps, each a list of measures; or measures and their order",
                        reading.faults);
        }
        reading.model.proposals.push_back(std::move(made));
    }
}

}  // namespace entente
