/// @file support.hpp
/// Expressions over a small set of names, for tests.
#pragma once

#include "entente/expression.hpp"

#include "expression/parse.hpp"

#include <string>
#include <vector>

namespace support {

/// Parameters a, b; relation tie (cold, warm, very close); measures pact, visits;
/// interaction race of north and south (build, hold).
inline entente::Names names() {
    using entente::NameList;
    entente::Names known;
    known.parameters = NameList({"a", "b"});
    known.players = NameList({"north", "south"});
    known.relations = NameList({"tie"});
    known.levels = {NameList({"cold", "warm", "very close"})};
    known.measures = NameList({"pact", "visits"});
    known.interactions = NameList({"race"});
    known.interaction_players = {NameList({"north", "south"})};
    known.actions = {{NameList({"build", "hold"}), NameList({"build", "hold"})}};
    return known;
}

inline entente::PlacedText placed(const std::string& text) {
    return {text, {1, 1, text.size(), 0}, 0, {}};
}

/// What is wrong with the text, rendered as to the user; empty if nothing is.
inline std::string faults_of(const std::string& text, bool state = true, bool in_relation = false) {
    entente::Faults faults;
    const entente::ExpressionPlace place{"the discount", state,
                                         in_relation ? std::optional(0U) : std::nullopt};
    const auto parsed = parse_expression(placed(text), names(), place, faults);
    if (parsed.has_value() != faults.empty()) return "inconsistent";
    try {
        faults.raise(std::vector<entente::SourceText>{{"t", text}});
    } catch (const entente::ModelError& error) {
        return error.what();
    }
    return "";
}

/// The text parsed, inside relation tie; it must have no fault.
inline entente::Expression parsed(const std::string& text) {
    entente::Faults faults;
    const auto made = parse_expression(placed(text), names(), {"it", true, 0U}, faults);
    faults.raise(std::vector<entente::SourceText>{{"t", text}});
    return made.value();
}

}  // namespace support
