/// @file check_report.cpp
/// What is in a file, at a glance.
#include "entente/report.hpp"

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>

namespace entente {
namespace {

/// One thing that the file declares.
struct Item {
    std::string_view kind;  ///< "player", "relation", ...
    std::string key, name, detail;
};

std::string range_text(const Distribution& spread) {
    const auto& [kind, low, high, mode, mean, deviation, alpha, beta, values, weights] = spread;
    switch (kind) {
        case Distribution::Kind::fixed:
            return "";
        case Distribution::Kind::uniform:
            return fmt::format(", uniform on [{}, {}]", low.text, high.text);
        case Distribution::Kind::triangular:
            return fmt::format(", triangular on [{}, {}] with mode {}", low.text, high.text,
                               mode.text);
        case Distribution::Kind::normal:
            return fmt::format(", normal with mean {} and deviation {}", mean.text, deviation.text);
        case Distribution::Kind::beta:
            return fmt::format(", beta({}, {}) on [{}, {}]", alpha.text, beta.text, low.text,
                               high.text);
        case Distribution::Kind::discrete:
            break;
    }
    std::vector<std::string_view> texts;
    for (const Expression& value : values) texts.push_back(value.text);
    return fmt::format(", one of {}", fmt::join(texts, ", "));
}

std::string levels_text(const Relation& relation) {
    std::vector<std::string> levels = relation.levels;
    levels[relation.initial] += " (start)";
    return fmt::format("{}", fmt::join(levels, " < "));
}

std::string interaction_text(const Model& model, const Interaction& interaction) {
    std::vector<std::string> players;
    for (std::size_t i = 0; i < interaction.players.size(); ++i) {
        players.push_back(fmt::format("{}: {}", model.players[interaction.players[i]].key,
                                      fmt::join(interaction.actions[i], "/")));
    }
    return fmt::format("{}{}", fmt::join(players, ", "), interaction.rankings ? " (rankings)" : "");
}

std::string graph_text(const StateGraph& graph) {
    return fmt::format("{}: {} states", fmt::join(graph.graph.players, ", "),
                       graph.graph.states.size());
}

std::string measure_text(const Model& model, const Measure& measure) {
    std::vector<std::string> parties, prescribed;
    for (const std::size_t i : measure.parties) parties.push_back(model.players[i].key);
    for (const Prescription& prescription : measure.prescriptions) {
        const Interaction& interaction = model.interactions[prescription.interaction];
        prescribed.push_back(
            fmt::format("{}.{} = {}", interaction.key,
                        model.players[interaction.players[prescription.player]].key,
                        interaction.actions[prescription.player][prescription.action]));
    }
    return fmt::format("{}{}{}{}", fmt::join(parties, ", "), prescribed.empty() ? "" : ": ",
                       fmt::join(prescribed, ", "),
                       measure.initial ? " (in force at the start)" : "");
}

std::string open_text(const PartialOrder& open) {
    std::string text = fmt::format("{} measures to be put in order", std::popcount(open.measures));
    if (open.optional != 0) text += fmt::format(", {} optional", std::popcount(open.optional));
    for (const Precedence& p : open.order) text += ", " + p.text;
    if (!open.exclusive.empty()) text += fmt::format(", {} exclusive sets", open.exclusive.size());
    if (open.width > 1) text += fmt::format(", steps of up to {}", open.width);
    return text;
}

std::string steps_text(const Model& model, const Proposal& proposal) {
    if (proposal.open) return open_text(*proposal.open);
    std::vector<std::string> steps;
    for (const auto& step : proposal.steps) {
        std::vector<std::string_view> keys;
        for (const std::size_t m : step) keys.push_back(model.measures[m].key);
        steps.push_back(fmt::format("{}", fmt::join(keys, " + ")));
    }
    return steps.empty() ? "nothing" : fmt::format("{}", fmt::join(steps, ", then "));
}

std::vector<Item> items_of(const Model& model) {
    std::vector<Item> items;
    for (const Parameter& parameter : model.parameters)
        items.push_back({"parameter", parameter.key, "",
                         parameter.value.text + range_text(parameter.distribution)});
    for (const Player& player : model.players)
        items.push_back({"player", player.key, player.name, "discount " + player.discount.text});
    for (const Relation& relation : model.relations)
        items.push_back(
            {"relation", relation.key, relation.name,
             fmt::format("{}, {}: {}", model.players[relation.between[0]].key,
                         model.players[relation.between[1]].key, levels_text(relation))});
    for (const Interaction& interaction : model.interactions)
        items.push_back({"interaction", interaction.key, interaction.name,
                         interaction_text(model, interaction)});
    for (const StateGraph& graph : model.graph_models)
        items.push_back({"graph model", graph.key, graph.name, graph_text(graph)});
    for (const Measure& measure : model.measures)
        items.push_back({"measure", measure.key, measure.name, measure_text(model, measure)});
    for (const Proposal& proposal : model.proposals)
        items.push_back({"proposal", proposal.key, proposal.name, steps_text(model, proposal)});
    return items;
}

std::vector<Item> items_of(const NamedGame& named) {
    std::vector<Item> items;
    for (const GamePlayer& player : named.game.players())
        items.push_back({"player", player.name, "",
                         fmt::format("actions {}", fmt::join(player.actions, ", "))});
    return items;
}

std::vector<Item> items_of(const CheckedFile& file) {
    return std::visit([](const auto& content) { return items_of(content); }, file.content);
}

const std::string& title_of(const CheckedFile& file) {
    if (const auto* model = std::get_if<Model>(&file.content)) return model->title;
    return std::get<NamedGame>(file.content).title;
}

std::size_t expectations_of(const CheckedFile& file) {
    const auto* model = std::get_if<Model>(&file.content);
    return model == nullptr ? 0 : model->expectations.size();
}

std::string expectations_text(const CheckedFile& file) {
    const std::size_t count = expectations_of(file);
    if (count == 0) return file.expectations_met ? "It states no expectations.\n" : "";
    if (!file.expectations_met)
        return fmt::format("States {} expectation{}; --expect computes whether they are met.\n",
                           count, count == 1 ? "" : "s");
    return *file.expectations_met ? "Its expectations are met.\n"
                                  : "Its expectations are NOT met.\n";
}

std::string as_text(const CheckedFile& file) {
    const bool is_model = std::holds_alternative<Model>(file.content);
    std::string out =
        paragraph(fmt::format("{}: a valid {}{}{}", file.path, is_model ? "model" : "game",
                              title_of(file).empty() ? "" : ": ", title_of(file)));
    Table table({{"kind"}, {"name"}, {"what it is"}});
    for (const Item& item : items_of(file)) {
        const bool has_name = !item.name.empty() && item.name != item.key;
        table.add(
            {std::string(item.kind), item.key,
             fmt::format("{}{}{}", has_name ? item.name : "", has_name ? "; " : "", item.detail)});
    }
    const std::string expectations = expectations_text(file);
    return out + "\n" + table.text(2) + (expectations.empty() ? "" : "\n" + expectations);
}

boost::json::value as_json(std::span<const CheckedFile> files) {
    boost::json::array list;
    for (const CheckedFile& file : files) {
        boost::json::array items;
        for (const Item& item : items_of(file)) {
            items.push_back(boost::json::object{{"kind", json_string(item.kind)},
                                                {"key", json_string(item.key)},
                                                {"name", json_string(item.name)},
                                                {"detail", json_string(item.detail)}});
        }
        boost::json::value met = nullptr;
        if (file.expectations_met) met = *file.expectations_met;
        list.push_back(boost::json::object{{"file", json_string(file.path)},
                                           {"title", json_string(title_of(file))},
                                           {"items", std::move(items)},
                                           {"expectations", expectations_of(file)},
                                           {"expectations_met", std::move(met)}});
    }
    return boost::json::object{{"files", std::move(list)}};
}

std::string as_csv(std::span<const CheckedFile> files) {
    std::string out = csv_line({"file", "kind", "key", "name", "detail"});
    for (const CheckedFile& file : files) {
        for (const Item& item : items_of(file))
            out += csv_line({file.path, std::string(item.kind), item.key, item.name, item.detail});
    }
    return out;
}

}  // namespace

std::string check_report(std::span<const CheckedFile> files, Format format) {
    if (format == Format::json) return json_text(as_json(files));
    if (format == Format::csv) return as_csv(files);
    std::string out;
    for (const CheckedFile& file : files) out += (out.empty() ? "" : "\n") + as_text(file);
    return out;
}

}  // namespace entente
