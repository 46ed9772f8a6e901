#include "report/wording.hpp"

#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::string title_of(const Relation& relation) {
    return relation.name.empty() ? relation.key : relation.name;
}

std::string enumeration(const std::vector<std::string>& parts, std::string_view last) {
    std::string text;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (k > 0) text += k + 1 < parts.size() ? ", " : fmt::format(" {} ", last);
        text += parts[k];
    }
    return text;
}

std::string capitalised(std::string sentence) {
    if (sentence.starts_with("the ")) sentence[0] = 'T';
    return sentence;
}

std::string titles_of(const Model& model, const std::vector<std::size_t>& measures) {
    std::vector<std::string> titles;
    for (const std::size_t m : measures) titles.push_back(title_of(model.measures[m]));
    const auto has_comma = [](const std::string& title) { return title.find(',') != title.npos; };
    if (titles.size() > 1 && std::ranges::any_of(titles, has_comma))
        for (std::string& title : titles) title = fmt::format("\"{}\"", title);
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
    std::vector<std::string> parts;
    for (const auto& [from, to] : sets) {
        parts.push_back(to >= 1     ? discount_text(from) + " or more"
                        : from <= 0 ? "at most " + discount_text(to)
                        : from == to
                            ? "exactly " + discount_text(from)
                            : fmt::format("{} to {}", discount_text(from), discount_text(to)));
    }
    return enumeration(parts, "or");
}

std::string stall_text(const Model& model, const Stall& stall) {
    using Hindrance = Stall::Hindrance;
    std::string who = stall.constraint ? title_of(model.players[stall.constraint->player])
                      : stall.hindrance == Hindrance::requirement ? "its requirement"
                      : stall.hindrance == Hindrance::quota       ? "its quota"
                                                                  : "what lapses";
    if (stall.foreseen && stall.foreseen->player != stall.constraint->player)
        who += ", foreseeing " + title_of(model.players[stall.foreseen->player]);
    return fmt::format("step {}: {} ({})", stall.step + 1, model.measures[stall.measure].key, who);
}

bool is_never(const Model& model, const ProposalEvaluation& result, const EvaluateOptions& asked) {
    constexpr double rare = 0.001, periods = 100, horizons = 10;
    if (result.completion_probability <= 0 || !result.expected_periods) return false;
    if (result.completion_probability < rare) return true;
    const double patience = std::ranges::max(discount_factors(model, asked));
    return *result.expected_periods > periods &&
           *result.expected_periods * (1 - patience) > horizons;
}

std::vector<double> discount_factors(const Model& model, const EvaluateOptions& asked) {
    const auto parameters = parameter_values(model, asked.set);
    std::vector<double> factors;
    for (const Player& player : model.players)
        factors.push_back(to_scalar<double>(value(player.discount, {parameters, {}, 0, {}})));
    return factors;
}

}  // namespace entente
