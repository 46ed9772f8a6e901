#include "model/reading.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {

std::string_view kind_name(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::boolean:
            return "true or false";
        case Node::Kind::number:
            return "a number";
        case Node::Kind::string:
            return "a string";
        case Node::Kind::array:
            return "a list";
        case Node::Kind::table:
            return "a table";
        case Node::Kind::other:
            return "a date or time";
    }
    return "";
}

bool check_kind(const Node& node, Node::Kind kind, std::string_view what, Faults& faults) {
    if (node.kind == kind) return true;
    faults.add(node.where,
               fmt::format("{} must be {}, found {}", what, kind_name(kind), kind_name(node.kind)));
    return false;
}

bool check_keys(const Node& node, std::string_view what,
                std::initializer_list<std::string_view> accepted, Faults& faults) {
    return check_keys(node, what, std::span(accepted.begin(), accepted.size()), faults);
}

bool check_keys(const Node& node, std::string_view what, std::span<const std::string_view> accepted,
                Faults& faults) {
    if (!check_kind(node, Node::Kind::table, what, faults)) return false;
    for (const Entry& entry : node.entries) {
        if (faults.enough()) break;
        if (std::ranges::find(accepted, entry.key) != accepted.end()) continue;
        const std::vector<std::string> known(accepted.begin(), accepted.end());
        const auto near = nearest_name(entry.key, known);
        faults.add(entry.where, fmt::format("{} has no key {}", what, in_quotes(entry.key)),
                   near ? fmt::format("did you mean {}?", in_quotes(*near))
                        : fmt::format("its keys are {}", listed(known)));
    }
    return true;
}

void missing(const SourceSpan& where, std::string_view what, std::string_view key,
             std::string_view advice, Faults& faults) {
    faults.add(where, fmt::format("{} lacks \"{}\"", what, key), std::string(advice));
}

std::string string_of(const Node* node, std::string_view what, Faults& faults) {
    if (node == nullptr || !check_kind(*node, Node::Kind::string, what, faults)) return "";
    return node->text.text;
}

std::string word_of(const Node& node) {
    std::string word = node.kind == Node::Kind::string ? node.text.text : "";
    std::ranges::replace(word, '-', '_');
    return word;
}

Expression expression_of(const Node* node, const ExpressionPlace& place, Reading& reading,
                         const Rational& otherwise) {
    if (node == nullptr) return constant(otherwise);
    Expression broken;
    broken.text.clear();
    broken.where = node->where;
    if (node->kind == Node::Kind::boolean) {
        Expression made = constant(node->truth ? 1 : 0);
        made.where = made.nodes.front().where = node->where;
        return made;
    }
    if (node->kind == Node::Kind::number) {
        const auto value = parse_rational(node->text.text);
        if (value) {
            Expression made = constant(*value);
            made.text = node->text.text;
            made.where = made.nodes.front().where = node->where;
            return made;
        }
        if (node->text.text.find_first_of("in") != std::string::npos) {  // inf and nan
            reading.faults.add(node->where, fmt::format("{} must be a finite number", place.what));
            return broken;
        }
    } else if (node->kind != Node::Kind::string) {
        reading.faults.add(node->where,
                           fmt::format("{} must be a number or an expression in quotes, found {}",
                                       place.what, kind_name(node->kind)));
        return broken;
    }
    auto made = parse_expression(node->text, reading.names, place, reading.faults);
    return made ? std::move(*made) : broken;
}

std::optional<std::size_t> name_of(const Node& node, const NameList& names, std::string_view kind,
                                   Faults& faults) {
    if (!check_kind(node, Node::Kind::string, fmt::format("the name of a {}", kind), faults))
        return std::nullopt;
    if (const auto found = names.find(node.text.text)) return *found;
    faults.add(node.where, fmt::format("no {} is called {}", kind, in_quotes(node.text.text)),
               suggestion(node.text.text, names.all()));
    return std::nullopt;
}

std::optional<std::size_t> parameter_of(const Entry& entry, Reading& reading) {
    const auto parameter = reading.names.parameters.find(entry.key);
    if (!parameter)
        reading.faults.add(entry.where,
                           fmt::format("no parameter is called {}", in_quotes(entry.key)),
                           suggestion(entry.key, reading.names.parameters.all()));
    return parameter;
}

std::vector<std::size_t> names_of(const Node& node, const NameList& names, std::string_view kind,
                                  Faults& faults) {
    std::vector<std::size_t> found;
    const auto add = [&](const Node& item) {
        const auto position = name_of(item, names, kind, faults);
        if (!position) return;
        if (std::ranges::find(found, *position) != found.end()) {
            faults.add(item.where, fmt::format("{} is listed twice", in_quotes(item.text.text)));
            return;
        }
        found.push_back(*position);
    };
    if (node.kind == Node::Kind::string) {
        add(node);
    } else if (node.kind == Node::Kind::array) {
        for (const Node& item : node.items) add(item);
    } else {
        faults.add(node.where, fmt::format("expected a list of names of {}s, found {}", kind,
                                           kind_name(node.kind)));
    }
    return found;
}

std::vector<PlayerTerm> terms_of(const Node* node, std::span<const std::size_t> everyone,
                                 const ExpressionPlace& place, Reading& reading) {
    std::vector<PlayerTerm> terms;
    if (node == nullptr) return terms;
    if (node->kind != Node::Kind::table) {
        const Expression amount = expression_of(node, place, reading);
        for (const std::size_t player : everyone) terms.push_back({player, amount});
    } else {
        for (const Entry& entry : node->entries) {
            const auto player = reading.names.players.find(entry.key);
            if (!player) {
                reading.faults.add(entry.where,
                                   fmt::format("no player is called {}", in_quotes(entry.key)),
                                   suggestion(entry.key, reading.names.players.all()));
                continue;
            }
            terms.push_back({*player, expression_of(&entry.value, place, reading)});
        }
    }
    std::ranges::stable_sort(terms, {}, &PlayerTerm::player);
    return terms;
}

bool check_identifier(const Entry& entry, std::string_view kind, Faults& faults) {
    if (!is_identifier(entry.key)) {
        faults.add(entry.where,
                   fmt::format("{} cannot be the name of a {}", in_quotes(entry.key), kind),
                   "names are letters, digits and \"_\", and do not start with a digit; put what "
                   "people read into \"name\"");
        return false;
    }
    return true;
}

}  // namespace entente
