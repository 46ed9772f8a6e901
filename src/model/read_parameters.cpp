/// @file read_parameters.cpp
/// [parameters], [set] and --set.
#include "expression/combine.hpp"
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace entente {
namespace {

using Kind = Distribution::Kind;

constexpr std::size_t max_values = 300;  // their mean is an expression

/// What a distribution is called, and the keys that it needs and may have.
struct KindRow {
    std::string_view name;
    Kind kind;
    std::array<std::string_view, 2> needs;
    std::string_view may;
};
constexpr std::array<KindRow, 6> kinds{{
    {"fixed", Kind::fixed, {"", ""}, ""},
    {"uniform", Kind::uniform, {"range", ""}, ""},
    {"triangular", Kind::triangular, {"range", ""}, "mode"},
    {"normal", Kind::normal, {"sd", ""}, "mean"},
    {"beta", Kind::beta, {"alpha", "beta"}, "range"},
    {"discrete", Kind::discrete, {"values", ""}, "weights"},
}};

class ParameterReader {
public:
    ParameterReader(const Entry& entry, Reading& reading)
        : entry_(entry), node_(entry.value), reading_(reading) {}

    Parameter read() {
        made_.key = entry_.key;
        made_.where = entry_.where;
        if (node_.kind != Node::Kind::table) {
            made_.value = number(&node_, "the value");
            return std::move(made_);
        }
        check_keys(node_, fmt::format("parameter \"{}\"", entry_.key),
                   {"value", "range", "distribution", "mode", "mean", "sd", "alpha", "beta",
                    "values", "weights", "unit", "source", "note"},
                   reading_.faults);
        made_.unit = string_of(node_.find("unit"), "a unit", reading_.faults);
        made_.source = string_of(node_.find("source"), "a source", reading_.faults);
        made_.note = string_of(node_.find("note"), "a note", reading_.faults);
        read_distribution();
        const Node* value = node_.find("value");
        if (value != nullptr) {
            made_.value = number(value, "the value");
        } else if (made_.distribution.kind == Kind::fixed) {
            missing(entry_.where, fmt::format("parameter \"{}\"", entry_.key), "value", "",
                    reading_.faults);
            made_.value.text.clear();
        } else {
            made_.value = typical();
        }
        return std::move(made_);
    }

private:
    Expression number(const Node* node, std::string_view what) {
        return expression_of(node, {fmt::format("{} of \"{}\"", what, entry_.key), false, {}},
                             reading_);
    }

    const KindRow& kind_of_keys() const {
        for (const KindRow& row : kinds) {
            if (row.kind == Kind::fixed || row.kind == Kind::triangular) continue;
            if (row.kind == Kind::uniform && node_.find("mode") != nullptr) return kinds[2];
            const auto present = [&](std::string_view key) {
                return key.empty() || node_.find(key) != nullptr;
            };
            const bool beta = row.kind == Kind::beta;
            if (present(row.needs[0]) && present(row.needs[1]) &&
                (beta || node_.find("alpha") == nullptr))
                return row;
        }
        return kinds[0];
    }

    /// Null if there is no such kind.
    const KindRow* declared_kind() {
        const Node* named = node_.find("distribution");
        if (named == nullptr) return &kind_of_keys();
        const std::string name = string_of(named, "a distribution", reading_.faults);
        const auto it = std::ranges::find(kinds, name, &KindRow::name);
        if (it != kinds.end()) return &*it;
        std::vector<std::string> known;
        for (const KindRow& row : kinds) known.emplace_back(row.name);
        if (named->kind == Node::Kind::string)
            reading_.faults.add(named->where,
                                fmt::format("no distribution is called {}", in_quotes(name)),
                                suggestion(name, known));
        return nullptr;
    }

    void read_distribution() {
        const KindRow* declared = declared_kind();
        if (declared == nullptr) return;
        const KindRow& row = *declared;
        Distribution& made = made_.distribution;
        made.kind = row.kind;
        for (const auto key : row.needs) {
            if (key.empty() || node_.find(key) != nullptr) continue;
            missing(entry_.where,
                    fmt::format("parameter \"{}\", {} distribution,", entry_.key, row.name), key,
                    "", reading_.faults);
            made.kind = Kind::fixed;
        }
        for (const std::string_view key :
             {"range", "mode", "mean", "sd", "alpha", "beta", "values", "weights"}) {
            const Entry* given = entry(key);
            if (given == nullptr || key == row.needs[0] || key == row.needs[1] || key == row.may)
                continue;
            if (row.kind == Kind::fixed && made_.distribution.kind == Kind::fixed &&
                node_.find("distribution") == nullptr) {
                reading_.faults.add(given->where,
                                    fmt::format("\"{}\" alone makes no distribution", key),
                                    "see \"distribution\" in the reference of model files");
            } else {
                reading_.faults.add(given->where,
                                    fmt::format("a {} distribution has no \"{}\"", row.name, key));
            }
        }
        if (made.kind != Kind::fixed) read_fields(made);
    }

    const Entry* entry(std::string_view key) const {
        const auto it = std::ranges::find(node_.entries, key, &Entry::key);
        return it == node_.entries.end() ? nullptr : &*it;
    }

    void read_fields(Distribution& made) {
        made.low = constant(0);
        made.high = constant(1);
        if (const Node* range = node_.find("range")) read_range(*range, made);
        const Node* value = node_.find("value");
        if (made.kind == Kind::triangular) {
            const Node* mode = node_.find("mode") != nullptr ? node_.find("mode") : value;
            made.mode = mode != nullptr ? number(mode, "the mode") : middle();
        } else if (made.kind == Kind::normal) {
            const Node* mean = node_.find("mean") != nullptr ? node_.find("mean") : value;
            if (mean == nullptr)
                missing(entry_.where, fmt::format("parameter \"{}\"", entry_.key), "mean",
                        "or \"value\", which is the mean by default", reading_.faults);
            made.mean = number(mean, "the mean");
            made.deviation = number(node_.find("sd"), "the standard deviation");
        } else if (made.kind == Kind::beta) {
            made.alpha = number(node_.find("alpha"), "alpha");
            made.beta = number(node_.find("beta"), "beta");
        } else if (made.kind == Kind::discrete) {
            read_discrete(made);
        }
    }

    void read_range(const Node& range, Distribution& made) {
        if (range.kind != Node::Kind::array || range.items.size() != 2) {
            reading_.faults.add(range.where, "a range must be a list of two numbers, low and high");
            made.low.text.clear();
            made.high.text.clear();
            return;
        }
        made.low = number(&range.items[0], "the low end of the range");
        made.high = number(&range.items[1], "the high end of the range");
    }

    std::vector<Expression> numbers(const Node* list, std::string_view what) {
        std::vector<Expression> made;
        if (list == nullptr ||
            !check_kind(*list, Node::Kind::array, fmt::format("{}s", what), reading_.faults))
            return made;
        if (list->items.empty() || list->items.size() > max_values) {
            reading_.faults.add(list->where, fmt::format("expected 1 to {} {}s, found {}",
                                                         max_values, what, list->items.size()));
            return made;
        }
        for (const Node& item : list->items)
            made.push_back(number(&item, "a " + std::string(what)));
        return made;
    }

    void read_discrete(Distribution& made) {
        made.values = numbers(node_.find("values"), "value");
        made.weights = numbers(node_.find("weights"), "weight");
        if (made.values.empty()) made.kind = Kind::fixed;
        if (!made.weights.empty() && made.weights.size() != made.values.size())
            reading_.faults.add(
                node_.find("weights")->where,
                fmt::format("{} weights for {} values", made.weights.size(), made.values.size()));
    }

    Expression middle() const {
        return combined(Operator::divide,
                        combined(Operator::add, made_.distribution.low, made_.distribution.high),
                        constant(2));
    }

    /// The nominal value where the file gives none: the mean, and of a triangle its mode.
    Expression typical() const {
        const Distribution& d = made_.distribution;
        Expression made = d.kind == Kind::triangular ? d.mode
                          : d.kind == Kind::normal   ? d.mean
                          : d.kind == Kind::uniform  ? middle()
                          : d.kind == Kind::beta     ? mean_of_beta()
                                                     : mean_of_values();
        made.where = entry_.where;
        return made;
    }

    Expression mean_of_beta() const {
        const Distribution& d = made_.distribution;
        const Expression share =
            combined(Operator::divide, d.alpha, combined(Operator::add, d.alpha, d.beta));
        const Expression width = combined(Operator::subtract, d.high, d.low);
        return combined(Operator::add, d.low, combined(Operator::multiply, width, share));
    }

    Expression mean_of_values() const {
        const Distribution& d = made_.distribution;
        const auto weight = [&](std::size_t k) {
            return k < d.weights.size() ? d.weights[k] : constant(1);
        };
        Expression sum = combined(Operator::multiply, d.values[0], weight(0));
        Expression total = weight(0);
        for (std::size_t k = 1; k < d.values.size(); ++k) {
            sum =
                combined(Operator::add, sum, combined(Operator::multiply, d.values[k], weight(k)));
            total = combined(Operator::add, total, weight(k));
        }
        return combined(Operator::divide, sum, total);
    }

    const Entry& entry_;
    const Node& node_;
    Reading& reading_;
    Parameter made_;
};

/// Splits "name=expression"; nullopt after a fault.
std::optional<std::pair<std::size_t, PlacedText>> split(const std::string& option,
                                                        std::size_t source, Reading& reading) {
    const auto sign = option.find('=');
    const std::size_t end = std::min(sign, option.size());
    const auto first = std::min(option.find_first_not_of(' '), end);
    const auto last = option.find_last_not_of(' ', end == 0 ? 0 : end - 1);
    const std::string name = last == option.npos || last < first || end == 0
                                 ? std::string()
                                 : option.substr(first, last + 1 - first);
    if (sign == option.npos || name.empty()) {
        reading.faults.add({1, 1, std::max<std::size_t>(option.size(), 1), source},
                           "expected \"name=value\"");
        return std::nullopt;
    }
    const auto parameter = reading.names.parameters.find(name);
    if (!parameter) {
        reading.faults.add({1, first + 1, name.size(), source},
                           fmt::format("no parameter is called {}", in_quotes(name)),
                           suggestion(name, reading.names.parameters.all()));
        return std::nullopt;
    }
    const std::string text = option.substr(sign + 1);
    const SourceSpan where{1, sign + 2, std::max<std::size_t>(text.size(), 1), source};
    return std::pair<std::size_t, PlacedText>(*parameter, {text, where, 0, {}});
}

}  // namespace

void read_parameters(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        if (is_reserved(entry.key))
            reading.faults.add(entry.where,
                               fmt::format("\"{}\" has a meaning in expressions and cannot be the "
                                           "name of a parameter",
                                           entry.key));
        if (reading.names.parameters.find(entry.key))
            reading.model.parameters.push_back(ParameterReader(entry, reading).read());
    }
}

void read_set(const Node& section, Reading& reading) {
    for (const Entry& entry : section.entries) {
        const auto parameter = parameter_of(entry, reading);
        if (!parameter) continue;
        Parameter made = ParameterReader(entry, reading).read();
        Parameter& old = reading.model.parameters[*parameter];
        if (entry.value.kind == Node::Kind::table)
            old = std::move(made);
        else
            old.value = std::move(made.value);
    }
}

std::vector<std::size_t> read_set_options(std::span<const std::string> options, Reading& reading) {
    std::vector<std::size_t> replaced;
    for (const std::string& option : options) {
        const std::size_t source = reading.model.sources.size();
        reading.model.sources.push_back({"--set", option});
        const auto pair = split(option, source, reading);
        if (!pair) continue;
        const auto made = parse_expression(pair->second, reading.names,
                                           {"the value after --set", false, {}}, reading.faults);
        if (made) reading.model.parameters[pair->first].value = *made;
        replaced.push_back(pair->first);
    }
    return replaced;
}

}  // namespace entente
