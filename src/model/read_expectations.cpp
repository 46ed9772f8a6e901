/// @file read_expectations.cpp
/// [expect]: what a model must yield.
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

Expected expected_of(const Node& node, Reading& reading) {
    Expected made;
    made.where = node.where;
    switch (node.kind) {
        case Node::Kind::boolean:
            made.value = node.truth;
            break;
        case Node::Kind::string:
            made.value = node.text.text;
            break;
        case Node::Kind::number:
            made.value = expression_of(&node, {"an expected number", false, {}}, reading);
            break;
        case Node::Kind::array: {
            std::vector<Expected> items;
            for (const Node& item : node.items) items.push_back(expected_of(item, reading));
            made.value = std::move(items);
            break;
        }
        case Node::Kind::table: {
            Expected::Table table;
            for (const Entry& entry : node.entries)
                table.push_back({entry.key, expected_of(entry.value, reading)});
            made.value = std::move(table);
            break;
        }
        case Node::Kind::other:
            reading.faults.add(node.where, "no result is a date or time");
            break;
    }
    return made;
}

void read_set_of_case(const Node& node, Expectation& made, Reading& reading) {
    if (!check_kind(node, Node::Kind::table, "\"set\"", reading.faults)) return;
    for (const Entry& entry : node.entries) {
        const auto parameter = parameter_of(entry, reading);
        if (!parameter) continue;
        made.set.emplace_back(*parameter,
                              expression_of(&entry.value, {"a value", false, {}}, reading));
    }
}

void read_expectation(const Node& node, const SourceSpan& where, Reading& reading) {
    Expectation made;
    made.where = where;
    if (const Node* set = node.find("set")) read_set_of_case(*set, made, reading);
    for (const std::string_view key : {"solve", "evaluate"}) {
        const Node* wanted = node.find(key);
        if (wanted == nullptr ||
            !check_kind(*wanted, Node::Kind::table, fmt::format("\"{}\"", key), reading.faults))
            continue;
        (key == "solve" ? made.solve : made.evaluate) = expected_of(*wanted, reading);
    }
    if (made.solve || made.evaluate) reading.model.expectations.push_back(std::move(made));
}

}  // namespace

void read_expectations(const Node& table, Reading& reading) {
    if (!check_keys(table, "[expect]", {"solve", "evaluate", "cases"}, reading.faults)) return;
    read_expectation(table, table.where, reading);
    const Node* cases = table.find("cases");
    if (cases == nullptr || !check_kind(*cases, Node::Kind::array, "\"cases\"", reading.faults))
        return;
    for (const Node& one : cases->items)
        if (check_keys(one, "a case of [expect]", {"set", "solve", "evaluate", "note"},
                       reading.faults))
            read_expectation(one, one.where, reading);
}

}  // namespace entente
