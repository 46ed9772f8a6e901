/// @file explanation_conditions.cpp
/// Conditions in words: those that fail, that stop a plan, that have least to spare.
#include "report/explanation_parts.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace entente {
namespace {

const std::string& player_title(const Subject& subject, std::size_t player) {
    return subject.model.players[player].name;
}

/// " (with inter-Korean relations at cold)": the relations that matter most there, or nothing.
std::string state_text(const Subject& subject, const Constraint& constraint) {
    constexpr std::size_t most = 3;
    std::vector<std::string> parts;
    for (const std::size_t e : constraint.relations) {
        if (parts.size() == most) break;
        const Relation& relation = subject.model.relations[e];
        parts.push_back(
            fmt::format("{} at \"{}\"", title_of(relation), relation.levels[constraint.levels[e]]));
    }
    return parts.empty() ? "" : fmt::format(" (with {})", enumeration(parts));
}

/// "North Korea would breach arms control (with ...)": no figures. A measure just spoken of is
/// "it".
std::string refusal_text(const Subject& subject, const Constraint& constraint,
                         std::optional<std::size_t> spoken_of = std::nullopt) {
    const bool is_consent = constraint.kind == Constraint::Kind::consent;
    const bool is_it = spoken_of && constraint.measures == std::vector{*spoken_of};
    return fmt::format("{} would {} {}{}", player_title(subject, constraint.player),
                       is_consent ? "not agree to" : "breach",
                       is_it ? "it" : titles_of(subject.model, constraint.measures),
                       state_text(subject, constraint));
}

/// What it gains by that, and what it loses.
std::string figures_text(const Constraint& constraint) {
    const auto [gain, loss] = distinct_texts(constraint.gain, constraint.loss);
    if (constraint.kind == Constraint::Kind::consent)
        return fmt::format("agreeing is worth {} to it, declining for now {}", loss,
                           gain == loss ? "a trifle more" : gain);
    const std::string at_once = gain == "0" ? "nothing" : gain;
    if (constraint.loss < 0 && loss != "0")
        return fmt::format("that gains it {} at once and {}{} later, as it is better off without",
                           at_once, gain == "0" ? "" : "another ", short_text(-constraint.loss));
    return fmt::format("that gains it {} at once and costs it {} later", at_once,
                       loss == "0" ? "nothing" : loss);
}

std::string stall_head(const Subject& subject, const Stall& stall) {
    const Measure& stalled = subject.model.measures[stall.measure];
    const std::string title = title_of(stalled);
    const std::string measure =
        title == stalled.key ? title : fmt::format("{} ({})", title, stalled.key);
    const std::string probability = percent(stall.probability);
    if (probability == "0 %") return fmt::format("Step {} stalls at {}", stall.step + 1, measure);
    return fmt::format("Step {} may stall at {} (it is completed with a probability of {})",
                       stall.step + 1, measure, probability);
}

/// The same player about the same measures, if perhaps in another state of the relations.
bool same_matter(const Constraint& one, const Constraint& other) {
    return one.player == other.player && one.kind == other.kind && one.measures == other.measures;
}

std::string requirement_sentence(const Subject& subject, const Stall& stall) {
    const auto& requirement = subject.model.measures[stall.measure].requirement;
    const bool is_never = percent(stall.probability) == "0 %";
    if (stall.hindrance == Stall::Hindrance::quota)
        return stall_head(subject, stall) + ": its quota is more than all weights together.";
    if (stall.hindrance == Stall::Hindrance::lapse)
        return fmt::format("{}: what is to be in force beside it {} lapsed by then.",
                           stall_head(subject, stall), is_never ? "has always" : "may always have");
    return fmt::format("{}: what it requires{} {} true.", stall_head(subject, stall),
                       requirement
                           ? fmt::format(" ({})", requirement_text(subject.model, *requirement,
                                                                   subject.asked, &subject.result))
                           : "",
                       is_never ? "never comes" : "may never come");
}

/// Whether somebody else's condition fails too, at this step or later.
bool others_fail(const ProposalEvaluation& result, const Stall& stall) {
    return std::ranges::any_of(result.constraints, [&](const Constraint& c) {
        return c.slack < 0 && c.step >= stall.step && c.player != stall.foreseen->player;
    });
}

/// "North Korea would breach it", "China would not agree to underwriting in step 3".
std::string foreseen_text(const Subject& subject, const Stall& stall) {
    const Constraint& foreseen = *stall.foreseen;
    const bool is_own = foreseen.player == stall.constraint->player;
    return fmt::format(
        "{} {} {}{}", is_own ? "it" : player_title(subject, foreseen.player),
        foreseen.kind == Constraint::Kind::consent ? "would not agree to" : "would breach",
        foreseen.measures == std::vector{stall.measure}
            ? "it"
            : titles_of(subject.model, foreseen.measures),
        foreseen.step == stall.step ? "" : fmt::format(" in step {}", foreseen.step + 1));
}

/// Why the one that stops the plan does so.
std::string reason_text(const Subject& subject, const Stall& stall) {
    const Constraint& own = *stall.constraint;
    const Constraint* failure = worst_failure(subject.result);
    if (failure != nullptr && failure->step == stall.step && same_matter(*failure, own))
        return " for that reason.";
    if (!stall.foreseen)
        return fmt::format(": {}: {}.", refusal_text(subject, own, stall.measure),
                           figures_text(own));
    const bool is_lone = own.measures == std::vector{stall.measure};  // named already
    return fmt::format(
        ": foreseeing that {}{}, {} would not agree{}: {}.", foreseen_text(subject, stall),
        others_fail(subject.result, stall) ? " and that others would not keep to the plan either"
                                           : "",
        player_title(subject, own.player),
        is_lone ? "" : " to " + titles_of(subject.model, own.measures), figures_text(own));
}

/// Of what else was withdrawn at this step the worst, each player about each matter once.
std::vector<std::string> other_refusals(const Subject& subject, const Stall& stall) {
    constexpr std::size_t most = 4;
    std::vector<const Constraint*> told{&*stall.constraint}, others;
    if (stall.foreseen) told.push_back(&*stall.foreseen);
    const Constraint* failure = worst_failure(subject.result);
    if (failure != nullptr && failure->step == stall.step) told.push_back(failure);
    for (const Constraint& other : stall.withdrawn) {
        if (std::ranges::any_of(told, [&](const Constraint* c) { return same_matter(*c, other); }))
            continue;
        told.push_back(&other);
        others.push_back(&other);
    }
    std::ranges::stable_sort(others, {}, &Constraint::slack);
    std::vector<std::string> texts;
    for (std::size_t k = 0; k < std::min(most, others.size()); ++k)
        texts.push_back(violation_text(subject, *others[k]));
    if (others.size() > most)
        texts.push_back(fmt::format("{} more conditions fail, by less (all are in --format json)",
                                    others.size() - most));
    return texts;
}

std::string tightest_sentence(const Subject& subject) {
    const Constraint* least = nullptr;
    for (const Constraint& c : subject.result.constraints)
        if (has_content(c) && (least == nullptr || c.slack < least->slack)) least = &c;
    if (least == nullptr)
        return "Nothing is at stake in its conditions: nobody would gain or lose by refusing, and "
               "indifference counts as consent.";
    const bool is_consent = least->kind == Constraint::Kind::consent;
    constexpr double negligible = 1e-4;  // of what is at stake
    const bool is_tiny = least->slack < negligible * std::max(std::abs(least->gain), 1.0);
    const auto [gain, loss] = is_tiny ? std::pair(short_text(least->gain), short_text(least->loss))
                                      : distinct_texts(least->gain, least->loss);
    const std::string slack = short_text(least->slack);
    return fmt::format(
        "Its tightest condition is that {} {} {} in step {}{}, with {} to spare ({}).",
        player_title(subject, least->player), is_consent ? "agrees to" : "keeps",
        titles_of(subject.model, least->measures), least->step + 1, state_text(subject, *least),
        slack == "0" ? "nothing"
        : is_tiny    ? "next to nothing"
                     : slack,
        is_consent ? fmt::format("agreeing is worth {} to it, declining for now {}", loss,
                                 gain == loss ? "hardly less" : gain)
                   : fmt::format("a breach gains it {} and costs it {} later", gain, loss));
}

/// Who does not care whether it agrees, by step and measures; if anybody cares about anything.
std::vector<Remark> indifference_remarks(const Subject& subject) {
    const auto& constraints = subject.result.constraints;
    if (std::ranges::none_of(constraints, has_content)) return {};
    std::map<std::pair<std::size_t, std::vector<std::size_t>>, std::vector<std::string>> who;
    for (const Constraint& c : constraints)
        if (c.kind == Constraint::Kind::consent && c.measures.size() == 1 && !has_content(c))
            who[{c.step, c.measures}].push_back(player_title(subject, c.player));
    std::vector<std::string> items;
    for (const auto& [matter, players] : who)
        items.push_back(fmt::format("{} about {} in step {}", enumeration(players),
                                    titles_of(subject.model, matter.second), matter.first + 1));
    const std::string head = "Indifferent, at least at times, which counts as consent:";
    if (items.empty()) return {};
    if (items.size() == 1) return {{head + " " + items[0] + ".", {}}};
    return {{head, items}};
}

}  // namespace

bool has_content(const Constraint& c) {
    const double noise = 1e-9 * std::max({1.0, std::abs(c.gain), std::abs(c.loss)});
    return std::abs(c.slack) > noise ||
           (c.kind == Constraint::Kind::compliance && std::abs(c.gain) > noise);
}

const Constraint* worst_failure(const ProposalEvaluation& result) {
    const auto worst = std::ranges::min_element(result.constraints, {}, &Constraint::slack);
    return worst == result.constraints.end() || worst->slack >= 0 ? nullptr : &*worst;
}

std::string violation_text(const Subject& subject, const Constraint& constraint) {
    return refusal_text(subject, constraint) + ": " + figures_text(constraint);
}

std::vector<Remark> stall_remarks(const Subject& subject) {
    if (!subject.result.stall) return {};
    const Stall& stall = *subject.result.stall;
    if (!stall.constraint) return {{requirement_sentence(subject, stall), {}}};
    std::vector<Remark> remarks{{stall_head(subject, stall) + reason_text(subject, stall), {}}};
    const std::vector<std::string> others = other_refusals(subject, stall);
    if (others.size() == 1) remarks.push_back({"At this step also " + others[0] + ".", {}});
    if (others.size() > 1) remarks.push_back({"At this step also:", others});
    return remarks;
}

std::vector<Remark> tight_remarks(const Subject& subject) {
    if (subject.result.constraints.empty() || !subject.result.self_enforcing) return {};
    std::vector<Remark> remarks{{tightest_sentence(subject), {}}};
    for (Remark& remark : indifference_remarks(subject)) remarks.push_back(std::move(remark));
    return remarks;
}

}  // namespace entente
