/// @file front_shaping.cpp
/// What the front of a Pareto search would be without one of its constraints.
#include "process/dynamics.hpp"
#include "search/shaping.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace entente {
namespace {

/// Fronts of vectors are wide: only where they are small.
constexpr double most_sets = 3000;
constexpr std::uint64_t most_labels = 50'000;

using Vectors = std::vector<std::vector<double>>;

bool covered(const std::vector<double>& values, const Vectors& by) {
    return std::ranges::any_of(by, [&](const auto& other) { return covers(other, values); });
}

/// Another front beside the one there is; nothing if it has no other vectors.
std::optional<FrontShaping> difference(const Vectors& now, const Vectors& then) {
    FrontShaping made;
    for (const auto& values : now) {
        const auto beats = [&](const auto& other) {
            return covers(other, values) && !covers(values, other);
        };
        if (std::ranges::any_of(then, beats)) ++made.beaten;
    }
    for (const auto& values : then)
        if (!covered(values, now)) ++made.added;
    if (made.added == 0) return std::nullopt;
    const auto most = [](const Vectors& vectors, std::size_t i) {
        double most_of_all = vectors.front()[i];
        for (const auto& values : vectors) most_of_all = std::max(most_of_all, values[i]);
        return most_of_all;
    };
    for (std::size_t i = 0; i < then.front().size(); ++i)
        made.raises.push_back(std::max(0.0, most(then, i) - most(now, i)));
    return made;
}

class FrontShapes {
public:
    explicit FrontShapes(const std::vector<Sequence>& front) {
        for (const Sequence& sequence : front) now_.push_back(sequence.values);
    }

    void add(const std::string& constraint, const Vectors& then, bool is_bound) {
        ++made_.tried;
        auto shaping = difference(now_, then);
        if (!shaping) return;
        shaping->constraint = constraint;
        shaping->is_bound = is_bound;
        made_.constraints.push_back(std::move(*shaping));
    }

    FrontShapedBy sorted() {
        const auto weight = [](const FrontShaping& s) {
            return std::tuple(s.beaten, std::reduce(s.raises.begin(), s.raises.end()));
        };
        std::ranges::stable_sort(made_.constraints, std::greater{}, weight);
        for (const auto& [passed, many] :
             {std::pair(&order, of_the_order), std::pair(&players, of_the_players)})
            for (Untried& untried : passed->told(many)) made_.untried.push_back(std::move(untried));
        return std::move(made_);
    }

    PassedOver order, players;

private:
    Vectors now_;
    FrontShapedBy made_;
};

}  // namespace

FrontShapedBy front_shaped_by(const Model& model, const Optimum& optimum, const Scorer& scorer,
                              PlanJudge& judge, const Optimum::Settings& settings,
                              const std::vector<Sequence>& front) {
    const OrderProblem& problem = optimum.problem();
    FrontShapes shapes(front);
    const bool too_large = !problem.has_at_most(most_sets) ||
                           (optimum.by_fronts() && optimum.fronts()->labels() > most_labels);
    for (const auto& [name, order] : looser_orders(model, problem.order())) {
        const OrderProblem looser(model, order, problem.initial());
        Looser made{std::nullopt, too_many_sets};
        if (!too_large && looser.has_at_most(most_sets))
            made = optimum_of(looser, scorer, judge, settings);
        if (!made.findings) {
            shapes.order.add(name, made.too_large);
            continue;
        }
        Vectors then;
        for (const Found& found : made.findings->best) then.push_back(found.values);
        shapes.add(name, then, false);
    }
    for_each_freedom(model, [&](const std::string& name, const Ignored& ignored) {
        if (!optimum.by_fronts()) return shapes.players.add(name, nobody_is_freed);
        if (too_large) return shapes.players.add(name, too_many_sets);
        Optimum::Settings freed = settings;
        freed.ignored = ignored;
        try {
            const Optimum without(problem, scorer, judge, freed);
            shapes.add(name, without.promised_vectors(), !without.fronts()->exact());
        } catch (const OutOfMemory&) {
            shapes.players.add(name, too_much_memory);
        }
    });
    return shapes.sorted();
}

}  // namespace entente
