#include "report/explanation.hpp"

#include "report/numbers.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

/// One proposal and what is known about it.
struct Subject {
    const Model& model;
    const Evaluation& evaluation;
    const ProposalEvaluation& result;
    const EvaluateOptions& asked;
};

const std::string& player_title(const Subject& subject, std::size_t player) {
    return subject.model.players[player].name;
}

/// " (with inter_korean at cold)", or nothing if there are no relations.
std::string state_text(const Subject& subject, const Constraint& constraint) {
    std::vector<std::string> parts;
    for (std::size_t e = 0; e < constraint.levels.size(); ++e) {
        const Relation& relation = subject.model.relations[e];
        parts.push_back(
            fmt::format("{} at {}", relation.key, relation.levels[constraint.levels[e]]));
    }
    return parts.empty() ? "" : fmt::format(" (with {})", enumeration(parts));
}

/// "North Korea would breach arms control: that gains it 2 at once ..."
std::string violation_text(const Subject& subject, const Constraint& constraint) {
    const std::string measures = titles_of(subject.model, constraint.measures);
    const std::string player = player_title(subject, constraint.player);
    const auto [gain, loss] = distinct_texts(constraint.gain, constraint.loss);
    const std::string state = state_text(subject, constraint);
    if (constraint.kind == Constraint::Kind::consent) {
        return fmt::format("{} would not agree to {}{}: declining is worth {} to it, accepting {}",
                           player, measures, state, gain, loss);
    }
    const std::string later = constraint.loss < 0
                                  ? fmt::format("later it would not even lose, but gain another {}",
                                                short_text(-constraint.loss))
                                  : fmt::format("what it would lose by it later is worth {}", loss);
    return fmt::format("{} would breach {}{}: that gains it {} at once, and {}", player, measures,
                       state, gain, later);
}

/// The condition of the planned path that fails by most; null if none fails.
const Constraint* worst_failure(const ProposalEvaluation& result) {
    const auto worst = std::ranges::min_element(result.constraints, {}, &Constraint::slack);
    return worst == result.constraints.end() || worst->slack >= 0 ? nullptr : &*worst;
}

std::string verdict(const Subject& subject) {
    const ProposalEvaluation& result = subject.result;
    if (subject.model.proposals[result.proposal].steps.empty())
        return "The empty plan: nothing is adopted.";
    if (result.self_enforcing)
        return "Self-enforcing: as long as the others keep to the plan, every party agrees to each "
               "step and nobody gains by a breach.";
    const Constraint* failure = worst_failure(result);
    if (failure == nullptr) return "Not self-enforcing.";
    return fmt::format("Not self-enforcing: if everybody else kept to the plan, at step {} {}.",
                       failure->step + 1, violation_text(subject, *failure));
}

std::string course(const Subject& subject) {
    const auto& result = subject.result;
    if (result.path.empty()) return {};
    const std::string time =
        result.expected_periods
            ? fmt::format(" after {} on average",
                          count_text(*result.expected_periods, subject.model.period))
            : "";
    const std::string probability = percent(result.completion_probability);
    if (probability == "100 %") return fmt::format("It is carried out in full{}.", time);
    if (probability == "0 %") return "It is never carried out in full.";
    return fmt::format("It is carried out in full with a probability of {}, then{}.", probability,
                       time);
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

std::vector<std::string> stall_sentences(const Subject& subject) {
    if (!subject.result.stall) return {};
    const Stall& stall = *subject.result.stall;
    const std::string head = stall_head(subject, stall);
    if (!stall.constraint) {
        const auto& requirement = subject.model.measures[stall.measure].requirement;
        return {fmt::format("{}: what it requires{} may never come true.", head,
                            requirement ? fmt::format(" ({})", requirement->text) : "")};
    }
    const Constraint* failure = worst_failure(subject.result);
    const bool is_told = failure != nullptr && failure->step == stall.step &&
                         same_matter(*failure, *stall.constraint);
    std::vector<std::string> sentences{
        is_told ? fmt::format("{} for that reason.", head)
                : fmt::format("{}: {}.", head, violation_text(subject, *stall.constraint))};
    std::vector<const Constraint*> told{&*stall.constraint};
    for (const Constraint& other : stall.withdrawn) {
        if (std::ranges::any_of(told, [&](const Constraint* c) { return same_matter(*c, other); }))
            continue;
        sentences.push_back(fmt::format("At this step also {}.", violation_text(subject, other)));
        told.push_back(&other);
    }
    return sentences;
}

/// How patient the player would have to be.
std::string patience_sentence(const Subject& subject, std::size_t player, double factor) {
    const Patience& patience = subject.result.patience[player];
    const std::string name = player_title(subject, player);
    if (patience.holds_on.empty()) {
        return fmt::format(
            "No discount factor of {} would satisfy all of its conditions on the planned path.",
            name);
    }
    const std::string actual = discount_text(factor);
    if (patience.holds_on.size() == 1 && patience.holds_on[0].second >= 1) {
        return fmt::format(
            "For {} to keep to the planned path it would need a discount factor of at least {}; "
            "the model says {}.",
            name, discount_text(patience.holds_on[0].first), actual);
    }
    return fmt::format(
        "For {} to keep to the planned path its discount factor would have to be in {}; the model "
        "says {}.",
        name, patience_text(patience), actual);
}

bool is_patient_enough(const Patience& patience, double factor) {
    constexpr double rounding = 1e-9;
    return std::ranges::any_of(patience.holds_on, [factor](const auto& interval) {
        return interval.first - rounding <= factor && factor <= interval.second + rounding;
    });
}

/// One for each player that does not keep to the planned path with the patience that it has.
std::vector<std::string> patience_sentences(const Subject& subject) {
    std::vector<std::string> sentences;
    const auto& result = subject.result;
    if (!subject.asked.patience || result.patience.empty() || result.self_enforcing) return {};
    const auto factors = discount_factors(subject.model, subject.asked);
    for (std::size_t i = 0; i < subject.model.players.size(); ++i) {
        if (!is_patient_enough(result.patience[i], factors[i]))
            sentences.push_back(patience_sentence(subject, i, factors[i]));
    }
    const auto& common = result.common_patience;
    sentences.push_back(
        common.holds_on.empty()
            ? "There is no discount factor that all could share under which the plan enforces "
              "itself."
            : fmt::format("If all players shared one discount factor, it would have to be {} for "
                          "the plan to enforce itself.",
                          patience_text(common)));
    return sentences;
}

std::string gains(const Subject& subject) {
    std::vector<std::string> winners, losers;
    for (std::size_t i = 0; i < subject.model.players.size(); ++i) {
        const double gain = subject.result.values[i] - subject.evaluation.status_quo[i];
        const std::string text = signed_text(gain);
        if (text == "0") continue;
        (gain > 0 ? winners : losers)
            .push_back(fmt::format("{} ({})", player_title(subject, i), text));
    }
    if (winners.empty() && losers.empty()) return "Nobody gains or loses against the status quo.";
    if (losers.empty())
        return fmt::format("Against the status quo {} gain{}, and nobody loses.",
                           enumeration(winners), winners.size() == 1 ? "s" : "");
    return fmt::format("Against the status quo {}{}{} {} worse off.", enumeration(winners),
                       winners.empty()       ? ""
                       : winners.size() == 1 ? " is better off, but "
                                             : " are better off, but ",
                       enumeration(losers), losers.size() == 1 ? "is" : "are");
}

std::string tightest(const Subject& subject) {
    const auto& constraints = subject.result.constraints;
    if (constraints.empty() || !subject.result.self_enforcing) return {};
    const Constraint& least = *std::ranges::min_element(constraints, {}, &Constraint::slack);
    const auto [gain, loss] = distinct_texts(least.gain, least.loss);
    const bool is_consent = least.kind == Constraint::Kind::consent;
    return fmt::format(
        "Its tightest condition is that {} {} {} in step {}{}: it has {} to spare "
        "({} is worth {}, {} {}).",
        player_title(subject, least.player), is_consent ? "agrees to" : "keeps",
        titles_of(subject.model, least.measures), least.step + 1, state_text(subject, least),
        short_text(least.slack), is_consent ? "accepting" : "what a breach would lose", loss,
        is_consent ? "declining" : "what it would gain", gain);
}

std::string parameter_keys(const Model& model, const std::vector<std::size_t>& parameters) {
    std::vector<std::string> keys;
    for (const std::size_t p : parameters) keys.push_back(model.parameters[p].key);
    return enumeration(keys);
}

std::vector<std::string> flip_sentences(const Subject& subject) {
    const auto& result = subject.result;
    if (!subject.asked.flips || result.flips_left_out) return {};
    if (result.flips.empty() && result.unflipped.empty()) return {};
    const char* verb = result.self_enforcing ? "would break it" : "would make it self-enforcing";
    std::vector<std::string> sentences;
    std::vector<std::string> flips;
    for (const Flip& flip : result.flips) {
        const auto [from, to] = distinct_texts(flip.from, flip.to);
        flips.push_back(fmt::format("{} from {} to {}",
                                    subject.model.parameters[flip.parameter].key, from, to));
    }
    if (!flips.empty()) {
        sentences.push_back(fmt::format("Each of these changes alone {}, the smallest first: {}.",
                                        verb, enumeration(flips)));
        if (flips.size() == 1)
            sentences.back() = fmt::format("This change alone {}: {}.", verb, flips[0]);
    }
    constexpr std::size_t most_named = 6;
    if (result.unflipped.size() > most_named) {
        sentences.push_back(
            fmt::format("None of the {}{} parameters with a range changes the verdict within it.",
                        flips.empty() ? "" : "other ", result.unflipped.size()));
    } else if (!result.unflipped.empty()) {
        sentences.push_back(fmt::format("No value within its range changes the verdict for {}.",
                                        parameter_keys(subject.model, result.unflipped)));
    }
    return sentences;
}

/// What else could go wrong; of cycles and incredible punishments the warnings speak.
std::vector<std::string> doubts(const Subject& subject) {
    const auto& result = subject.result;
    std::vector<std::string> sentences;
    const bool is_told = !result.self_enforcing && !result.stall;  // by a warning
    if (!is_told && percent(result.breakdown_probability) != "0 %")
        sentences.push_back(
            fmt::format("With a probability of {} an agreement in force breaks "
                        "down.",
                        percent(result.breakdown_probability)));
    return sentences;
}

}  // namespace

std::vector<std::string> explanation(const Model& model, const Evaluation& evaluation,
                                     std::size_t index, const EvaluateOptions& asked) {
    const Subject subject{model, evaluation, evaluation.proposals[index], asked};
    std::vector<std::string> sentences;
    const auto add = [&](std::vector<std::string> more) {
        for (std::string& sentence : more) {
            if (!sentence.empty()) sentences.push_back(std::move(sentence));
        }
    };
    add({verdict(subject), course(subject)});
    add(stall_sentences(subject));
    add(patience_sentences(subject));
    add({gains(subject), tightest(subject)});
    add(flip_sentences(subject));
    add(doubts(subject));
    return sentences;
}

}  // namespace entente
