#include "report/wording.hpp"

#include "report/numbers.hpp"

#include <fmt/format.h>

namespace entente {

std::string title_of(const Player& player) {
    return player.name.empty() ? player.key : player.name;
}

std::string title_of(const Measure& measure) {
    return measure.name.empty() ? measure.key : measure.name;
}

std::string title_of(const Proposal& proposal) {
    return proposal.name.empty() ? proposal.key : proposal.name;
}

std::string enumeration(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (k > 0) text += k + 1 < parts.size() ? ", " : " and ";
        text += parts[k];
    }
    return text;
}

std::string titles_of(const Model& model, const std::vector<std::size_t>& measures) {
    std::vector<std::string> titles;
    for (const std::size_t m : measures) titles.push_back(title_of(model.measures[m]));
    return enumeration(titles);
}

std::string keys_of(const Model& model, const std::vector<std::size_t>& measures) {
    std::vector<std::string> keys;
    for (const std::size_t m : measures) keys.push_back(model.measures[m].key);
    return enumeration(keys);
}

std::string patience_text(const Patience& patience) {
    const auto& sets = patience.holds_on;
    if (sets.empty()) return "none";
    if (sets.size() == 1 && sets[0].second >= 1)
        return sets[0].first <= 0 ? "any" : discount_text(sets[0].first) + " or more";
    std::string text;
    for (const auto& [from, to] : sets) {
        text += fmt::format("{}[{}, {}{}", text.empty() ? "" : ", ", discount_text(from),
                            discount_text(to), to >= 1 ? ")" : "]");
    }
    return text;
}

std::vector<double> discount_factors(const Model& model, const EvaluateOptions& asked) {
    const auto parameters = parameter_values(model, asked.set);
    std::vector<double> factors;
    for (const Player& player : model.players)
        factors.push_back(to_scalar<double>(value(player.discount, {parameters, {}, 0, {}})));
    return factors;
}

}  // namespace entente
