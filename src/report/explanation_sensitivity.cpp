/// @file explanation_sensitivity.cpp
/// What would turn a verdict, in words: patience, and the parameters.
#include "report/explanation_parts.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace entente {
namespace {

/// How patient a player would have to be: what is said after its name.
std::string patience_needed(const Patience& patience, double factor) {
    const bool is_least = patience.holds_on.size() == 1 && patience.holds_on[0].second >= 1;
    return fmt::format(
        "it would need a discount factor of {}{}; the model says {}.", is_least ? "at least " : "",
        is_least ? discount_text(patience.holds_on[0].first) : patience_text(patience),
        discount_text(factor));
}

bool is_patient_enough(const Patience& patience, double factor) {
    constexpr double rounding = 1e-9;
    return std::ranges::any_of(patience.holds_on, [factor](const auto& interval) {
        return interval.first - rounding <= factor && factor <= interval.second + rounding;
    });
}

std::string common_sentence(const Patience& common) {
    if (common.holds_on.empty())
        return "There is no discount factor that all could share under which the plan enforces "
               "itself.";
    return fmt::format(
        "If all players shared one discount factor, it would have to be {} for the plan to enforce "
        "itself.",
        patience_text(common));
}

std::string parameter_keys(const Model& model, const std::vector<std::size_t>& parameters) {
    std::vector<std::string> keys;
    for (const std::size_t p : parameters) keys.push_back(model.parameters[p].key);
    return enumeration(keys);
}

/// "temptation from 2 to 1.63 (points a year that ...)", and what it costs. Of the unit what stands
/// before the first semicolon.
std::string flip_text(const Subject& subject, const Flip& flip) {
    const auto [from, to] = crossing_texts(flip.from, flip.to);
    const Parameter& parameter = subject.model.parameters[flip.parameter];
    const std::string unit = parameter.unit.substr(0, parameter.unit.find(';'));
    std::string text = fmt::format("{} from {} to {}{}", parameter.key, from, to,
                                   unit.empty() ? "" : " (" + unit + ")");
    if (!flip.stops_at) return text;
    const Constraint* failure = worst_failure(subject.result);
    const std::size_t step = *flip.stops_at + 1;
    if (step == 1) return text + ", but then it never gets through step 1";
    if (failure != nullptr && *flip.stops_at <= failure->step)
        return text + fmt::format(", but only because it then never gets through step {}", step);
    return text + fmt::format(", but then it never gets through step {}", step);
}

std::string unflipped_sentence(const Subject& subject) {
    const auto& result = subject.result;
    constexpr std::size_t most_named = 6;
    if (result.unflipped.empty()) return {};
    if (result.unflipped.size() > most_named)
        return fmt::format(
            "No change of the {}{} parameters with a range was found that turns the verdict.",
            result.flips.empty() ? "" : "other ", result.unflipped.size());
    return fmt::format("No change within the range of {} was found that turns the verdict.",
                       parameter_keys(subject.model, result.unflipped));
}

}  // namespace

std::vector<Remark> patience_remarks(const Subject& subject) {
    const auto& result = subject.result;
    if (!subject.asked.patience || result.patience.empty() || result.self_enforcing) return {};
    const auto factors = discount_factors(subject.model, subject.asked);
    std::vector<std::pair<std::string, std::vector<std::string>>> needs;
    std::vector<std::string> hopeless;
    for (std::size_t i = 0; i < subject.model.players.size(); ++i) {
        const Patience& patience = result.patience[i];
        const std::string& name = subject.model.players[i].name;
        if (is_patient_enough(patience, factors[i])) continue;
        if (patience.holds_on.empty()) {
            hopeless.push_back(name);
            continue;
        }
        const std::string need = patience_needed(patience, factors[i]);
        const auto same =
            std::ranges::find(needs, need, [](const auto& entry) { return entry.first; });
        (same == needs.end() ? needs.emplace_back(need, std::vector<std::string>{}) : *same)
            .second.push_back(name);
    }
    std::vector<Remark> remarks;
    for (auto& [need, players] : needs) {
        const bool is_one = players.size() == 1;
        remarks.push_back({fmt::format("For {}{} to keep to the planned path {}",
                                       is_one ? "" : "each of ", enumeration(players), need),
                           {}});
    }
    if (!hopeless.empty())
        remarks.push_back(
            {fmt::format("No discount factor of {} would satisfy all of its conditions on the "
                         "planned path.",
                         enumeration(hopeless, "or")),
             {}});
    remarks.push_back({common_sentence(result.common_patience), {}});
    return remarks;
}

std::vector<Remark> flip_remarks(const Subject& subject) {
    const auto& result = subject.result;
    const bool is_empty = subject.model.proposals[result.proposal].steps.empty();
    if (!subject.asked.flips || result.flips_left_out || is_empty) return {};
    const char* verb = result.self_enforcing ? "would break it" : "would make it self-enforcing";
    std::vector<std::string> flips;
    for (const Flip& flip : result.flips) flips.push_back(flip_text(subject, flip));
    std::vector<Remark> remarks;
    if (flips.size() == 1)
        remarks.push_back({fmt::format("This change alone {}: {}.", verb, flips[0]), {}});
    if (flips.size() > 1)
        remarks.push_back(
            {fmt::format("Each of these changes alone {}, the smallest first:", verb), flips});
    remarks.push_back({unflipped_sentence(subject), {}});
    return remarks;
}

}  // namespace entente
