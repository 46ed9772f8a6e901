#include "report/explanation.hpp"

#include "report/explanation_parts.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

std::string verdict(const Subject& subject) {
    const ProposalEvaluation& result = subject.result;
    if (subject.model.proposals[result.proposal].steps.empty())
        return "The empty plan: nothing is adopted.";
    if (result.self_enforcing && !result.begins)
        return "The plan never begins, as what its first step requires never comes true: it "
               "enforces itself only because nothing has to be enforced.";
    if (result.self_enforcing)
        return "Self-enforcing: as long as the others keep to the plan, every party agrees to each "
               "step and nobody gains by a breach.";
    const Constraint* failure = worst_failure(result);
    if (failure == nullptr) return "Not self-enforcing: a planned measure can never pass.";
    return fmt::format(
        "Not self-enforcing: even if everybody else kept to the plan, at step {} {}.",
        failure->step + 1, violation_text(subject, *failure));
}

std::string course(const Subject& subject) {
    const auto& result = subject.result;
    if (result.path.empty() || !result.begins) return {};
    const std::string probability = percent(result.completion_probability);
    if (probability == "0 %") return "It is never carried out in full.";
    const std::string never =
        is_never(subject.model, result, subject.asked) ? " In effect, that is never." : "";
    const std::string time =
        result.expected_periods
            ? fmt::format(" after {} on average",
                          count_text(*result.expected_periods, subject.model.period))
            : "";
    const bool as_planned = result.self_enforcing || result.stall;
    if (probability == "100 %")
        return fmt::format("It is carried out in full{}{}.{}", as_planned ? "" : " all the same,",
                           time, never);
    return fmt::format("It is carried out in full with a probability of {}, then{}.{}", probability,
                       time, never);
}

std::string gains(const Subject& subject) {
    std::vector<std::string> winners, losers;
    for (std::size_t i = 0; i < subject.model.players.size(); ++i) {
        const double gain = subject.result.values[i] - subject.evaluation.status_quo[i];
        const std::string text = signed_text(gain);
        if (text == "0") continue;
        (gain > 0 ? winners : losers)
            .push_back(fmt::format("{} ({})", subject.model.players[i].name, text));
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

/// What else could go wrong; of cycles and incredible punishments the warnings speak.
std::string doubts(const Subject& subject) {
    const auto& result = subject.result;
    const bool is_told = !result.self_enforcing && !result.stall;  // by a warning
    if (is_told || percent(result.breakdown_probability) == "0 %") return {};
    const std::string probability = percent(result.breakdown_probability);
    if (probability == "100 %") return "In the end an agreement in force breaks down.";
    return fmt::format("With a probability {} {} an agreement in force breaks down.",
                       probability[0] == '>'   ? "above"
                       : probability[0] == '<' ? "below"
                                               : "of",
                       probability.substr(probability.find_first_of("0123456789")));
}

}  // namespace

std::vector<Remark> remarks(const Model& model, const Evaluation& evaluation, std::size_t index,
                            const EvaluateOptions& asked) {
    const Subject subject{model, evaluation, evaluation.proposals[index], asked};
    std::vector<Remark> all;
    const auto add = [&](std::vector<Remark> more) {
        for (Remark& remark : more)
            if (!remark.text.empty()) all.push_back(std::move(remark));
    };
    add({{verdict(subject), {}}, {course(subject), {}}, {doubts(subject), {}}});
    add(stall_remarks(subject));
    add(patience_remarks(subject));
    add({{gains(subject), {}}});
    add(tight_remarks(subject));
    add(flip_remarks(subject));
    return all;
}

std::vector<std::string> explanation(const Model& model, const Evaluation& evaluation,
                                     std::size_t index, const EvaluateOptions& asked) {
    std::vector<std::string> lines;
    for (const Remark& remark : remarks(model, evaluation, index, asked)) {
        std::string line = remark.text;
        for (std::size_t k = 0; k < remark.items.size(); ++k)
            line += (k == 0 ? " " : "; ") + remark.items[k];
        lines.push_back(line + (remark.items.empty() ? "" : "."));
    }
    return lines;
}

}  // namespace entente
