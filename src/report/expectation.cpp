#include "entente/expectation.hpp"

#include "entente/process.hpp"
#include "entente/rankings.hpp"
#include "entente/sampled_evaluation.hpp"
#include "entente/stage_games.hpp"

#include "expression/parse.hpp"
#include "report/json.hpp"
#include "report/trees.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace entente {
namespace {

namespace json = boost::json;

/// What is to be put in place of an expression's names.
Rational number_of(const Model& model, const Expression& expression,
                   const std::vector<Rational>& parameters) {
    try {
        return value(expression, {parameters, {}, 0, {}});
    } catch (const EvaluationError& error) {
        throw ModelError(model.sources, {error.diagnostic()});
    }
}

bool near(double actual, double expected) {
    return std::abs(actual - expected) <= 1e-9 * std::max(1.0, std::abs(expected));
}

bool number_matches(const Rational& expected, const json::value& actual) {
    if (actual.is_number()) return near(actual.to_number<double>(), to_scalar<double>(expected));
    if (const auto* text = actual.if_string()) return parse_rational(*text) == expected;
    return false;
}

/// The number that the text of an expression over the parameters means, if it is one.
std::optional<Rational> number_meant(const Model& model, const std::string& text,
                                     const std::vector<Rational>& parameters) {
    if (auto number = parse_rational(text)) return number;
    Names names;
    for (const Parameter& parameter : model.parameters) names.parameters.add(parameter.key);
    Faults faults;
    const auto expression =
        parse_expression({text, {}, 0, {}}, names, {"an expected number", false, {}}, faults);
    if (!expression) return std::nullopt;
    return number_of(model, *expression, parameters);
}

/// The member of that name of an object, or the item so called of a list of named things.
const json::value* entry(const json::value& tree, const std::string& name) {
    if (const auto* object = tree.if_object()) return object->if_contains(name);
    if (const auto* array = tree.if_array()) {
        const auto it = std::ranges::find_if(*array, [&](const json::value& item) {
            const auto* object = item.if_object();
            const auto* its_name = object == nullptr ? nullptr : object->if_contains("name");
            return its_name != nullptr && *its_name == json::value(name);
        });
        if (it != array->end()) return &*it;
    }
    return nullptr;
}

/// What stands directly under [expect.solve] or [expect.evaluate] although the result has it one
/// level deeper.
const json::value* abbreviated(const json::value& tree, const std::string& name,
                               const std::string& path) {
    if (path == "solve") return entry(tree.as_object().at("interactions"), name);
    if (path == "evaluate") return entry(tree.as_object().at("proposals"), name);
    return nullptr;
}

/// As in a message; long trees are cut.
std::string shown(const json::value& v) {
    constexpr std::size_t longest = 100;
    if (v.is_null()) return "none";
    if (v.is_double()) {
        std::string text = json_text(v);
        text.pop_back();
        return text;
    }
    std::string text = json::serialize(v);
    return text.size() <= longest ? text : text.substr(0, longest) + " ...";
}

/// Which items of one list can be paired with which of another, each with one (Kuhn 1955).
bool has_perfect_matching(std::size_t size,
                          const std::function<bool(std::size_t, std::size_t)>& fits) {
    std::vector<std::size_t> partner(size, size);
    std::vector<std::uint8_t> tried;
    const std::function<bool(std::size_t)> place = [&](std::size_t item) {
        for (std::size_t k = 0; k < size; ++k) {
            if (tried[k] != 0 || !fits(item, k)) continue;
            tried[k] = 1;
            if (partner[k] == size || place(partner[k])) {
                partner[k] = item;
                return true;
            }
        }
        return false;
    };
    for (std::size_t item = 0; item < size; ++item) {
        tried.assign(size, 0);
        if (!place(item)) return false;
    }
    return true;
}

class Comparison {
public:
    Comparison(const Model& model, const std::vector<Rational>& parameters)
        : model_(&model), parameters_(&parameters) {}

    /// @param path of the tree in the result, for messages.
    void compare(const Expected& expected, const json::value& actual, const std::string& path) {
        std::visit([&](const auto& what) { compare(what, expected.where, actual, path); },
                   expected.value);
    }

    std::vector<Diagnostic> unmet;

private:
    void differ(SourceSpan where, const std::string& path, const std::string& expected,
                const json::value& actual) {
        unmet.push_back(
            {where, fmt::format("expected {} to be {}, found {}", path, expected, shown(actual)),
             ""});
    }

    void compare(bool expected, SourceSpan where, const json::value& actual,
                 const std::string& path) {
        if (actual != json::value(expected))
            differ(where, path, expected ? "true" : "false", actual);
    }

    void compare(const Expression& expected, SourceSpan where, const json::value& actual,
                 const std::string& path) {
        if (!number_matches(number_of(*model_, expected, *parameters_), actual))
            differ(where, path, expected.text, actual);
    }

    void compare(const std::string& expected, SourceSpan where, const json::value& actual,
                 const std::string& path) {
        if (actual.is_null() && expected == "none") return;
        if (const auto* text = actual.if_string(); text != nullptr && *text == expected) return;
        const auto number = number_meant(*model_, expected, *parameters_);
        if (!number || !number_matches(*number, actual))
            differ(where, path, fmt::format("\"{}\"", expected), actual);
    }

    void compare(const std::vector<Expected>& expected, SourceSpan where, const json::value& actual,
                 const std::string& path) {
        const auto* array = actual.if_array();
        if (array == nullptr) return differ(where, path, "a list", actual);
        if (array->size() != expected.size()) {
            return differ(where, path, fmt::format("a list of {}", expected.size()), actual);
        }
        if (path.ends_with(".equilibria")) {
            const auto fits = [&](std::size_t item, std::size_t k) {
                Comparison trial(*model_, *parameters_);
                trial.compare(expected[item], (*array)[k], "");
                return trial.unmet.empty();
            };
            if (!has_perfect_matching(expected.size(), fits))
                differ(where, path, "these, in any order", actual);
            return;
        }
        for (std::size_t k = 0; k < expected.size(); ++k)
            compare(expected[k], (*array)[k], fmt::format("{}[{}]", path, k + 1));
    }

    void compare(const Expected::Table& expected, SourceSpan where, const json::value& actual,
                 const std::string& path) {
        if (!actual.is_object() && !actual.is_array())
            return differ(where, path, "a table", actual);
        for (const auto& [key, item] : expected) {
            const json::value* member = entry(actual, key);
            if (member == nullptr) member = abbreviated(actual, key, path);
            const std::string full = fmt::format("{}.{}", path, key);
            if (member == nullptr) {
                unmet.push_back({item.where, fmt::format("the result has no {}", full), ""});
            } else {
                compare(item, *member, full);
            }
        }
    }

    const Model* model_;
    const std::vector<Rational>* parameters_;
};

/// Whether some key in the tree is one of these.
bool mentions(const Expected& expected, std::span<const std::string_view> keys) {
    if (const auto* list = std::get_if<std::vector<Expected>>(&expected.value)) {
        return std::ranges::any_of(*list,
                                   [&](const Expected& item) { return mentions(item, keys); });
    }
    const auto* table = std::get_if<Expected::Table>(&expected.value);
    return table != nullptr && std::ranges::any_of(*table, [&](const auto& entry) {
               return std::ranges::find(keys, entry.key) != keys.end() ||
                      mentions(entry.value, keys);
           });
}

/// Leaves out what nothing is expected of, as it can take long.
EvaluateOptions options_for(const Expected& expected) {
    constexpr std::array<std::string_view, 2> patience{"critical_discount", "holds_on"};
    constexpr std::array<std::string_view, 1> flips{"nearest_flip"};
    EvaluateOptions options;
    options.patience = mentions(expected, patience);
    options.flips = mentions(expected, flips);
    return options;
}

}  // namespace

std::vector<Diagnostic> unmet_expectations(const Model& model, const std::stop_token& stop) {
    std::vector<Diagnostic> unmet;
    for (const Expectation& expectation : model.expectations) {
        const auto nominal = parameter_values(model);
        std::vector<std::pair<std::size_t, Rational>> set;
        for (const auto& [parameter, expression] : expectation.set)
            set.emplace_back(parameter, number_of(model, expression, nominal));
        const auto parameters = parameter_values(model, set);
        Comparison comparison(model, parameters);
        if (expectation.solve) {
            const auto solved = solve_interactions(model, {.set = set, .limits = {.stop = stop}});
            std::vector<std::size_t> all(model.interactions.size() + model.graph_models.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
            const auto rankings = solve_rankings(model, all, stop);
            comparison.compare(*expectation.solve, solve_tree(model.title, solved, rankings),
                               "solve");
        }
        if (expectation.evaluate) {
            EvaluateOptions options = options_for(*expectation.evaluate);
            options.set = set;
            options.stop = stop;
            comparison.compare(*expectation.evaluate,
                               has_rankings(model)
                                   ? sampled_tree(model, evaluate_rankings(model, options, {}))
                                   : evaluate_tree(model, evaluate(model, options), options),
                               "evaluate");
        }
        unmet.insert(unmet.end(), comparison.unmet.begin(), comparison.unmet.end());
    }
    return unmet;
}

}  // namespace entente
