/// @file read_model.cpp
/// The order in which the parts of a model are read: names first, then everything that uses
/// them, then what only the numbers show.
#include "entente/read_model.hpp"

#include "model/claims.hpp"
#include "model/files.hpp"
#include "model/sections.hpp"

#include <fmt/format.h>

#include <utility>

namespace entente {
namespace {

const Node& section(const Node& document, std::string_view key) {
    static const Node empty{Node::Kind::table, {}, false, {}, {}, {}};
    const Node* found = document.find(key);
    return found != nullptr && found->kind == Node::Kind::table ? *found : empty;
}

/// The keys of a section that can be names; the others are reported.
NameList declared(const Node& document, std::string_view key, std::string_view kind,
                  Faults& faults) {
    NameList names;
    for (const Entry& entry : section(document, key).entries)
        if (check_identifier(entry, kind, faults)) names.add(entry.key);
    return names;
}

void read_head(const Node& document, Reading& reading) {
    Model& model = reading.model;
    model.title = string_of(document.find("title"), "\"title\"", reading.faults);
    model.source = string_of(document.find("source"), "\"source\"", reading.faults);
    model.note = string_of(document.find("note"), "\"note\"", reading.faults);
    if (document.find("period") != nullptr)
        model.period = string_of(document.find("period"), "\"period\"", reading.faults);
}

void declare(const Node& document, Reading& reading) {
    Names& names = reading.names;
    names.parameters = declared(document, "parameters", "parameter", reading.faults);
    names.players = declared(document, "players", "player", reading.faults);
    names.relations = declared(document, "relations", "relation", reading.faults);
    names.interactions = declared(document, "interactions", "interaction", reading.faults);
    names.measures = declared(document, "measures", "measure", reading.faults);
    declare_relations(section(document, "relations"), reading);
    declare_interactions(section(document, "interactions"), reading);
    if (section(document, "players").entries.empty() && reading.faults.empty())
        missing({1, 1, 1, 0}, "the model", "players",
                "like [players] and then north = { discount = 0.9 }", reading.faults);
}

Model read(SourceText source, const ReadOptions& options, Reading& reading) {
    const Node document = merged_document(std::move(source), reading);
    if (!reading.model.sources.empty() && document.entries.empty())
        reading.faults.raise(reading.model.sources);
    read_head(document, reading);
    declare(document, reading);

    read_parameters(section(document, "parameters"), reading);
    read_set(section(document, "set"), reading);
    const auto replaced = read_set_options(options.set, reading);
    read_players(section(document, "players"), reading);
    read_relations(section(document, "relations"), reading);
    read_interactions(section(document, "interactions"), reading);
    read_graph_models(section(document, "graph_models"), reading);
    const Node* enforcement = document.find("enforcement");
    if (enforcement != nullptr) read_enforcement(*enforcement, reading);
    read_measures(section(document, "measures"), enforcement, reading);
    read_proposals(section(document, "proposals"), reading);
    if (const Node* expect = document.find("expect")) read_expectations(*expect, reading);
    check_numbers(reading, replaced);
    reading.faults.raise(reading.model.sources);
    return std::move(reading.model);
}

}  // namespace

Model read_model(SourceText source, const ReadOptions& options) {
    if (source.text.starts_with("\xef\xbb\xbf")) source.text.erase(0, 3);  // byte order mark
    Reading reading;
    return read(std::move(source), options, reading);
}

Model read_model_file(const std::string& path, const ReadOptions& options) {
    Reading reading;
    auto text = read_text(path, {1, 1, 1, 0}, reading.faults);
    reading.faults.raise(std::vector<SourceText>{{path, ""}});
    return read({path, std::move(*text)}, options, reading);
}

}  // namespace entente
