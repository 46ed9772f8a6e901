/// @file shaping.hpp
/// Why the optimum is what it is: what it would be without each of its constraints.
#pragma once

#include "entente/search.hpp"

#include "search/optimum.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente {

/// What the optimum would be without one constraint; those that would not change it are left out.
struct ShapedBy {
    std::vector<Shaping> constraints;  ///< by what their removal brings, the most first
    std::size_t tried = 0;             ///< how many were removed
    std::vector<Untried> untried;
};

/// Collects what was not removed, and why.
class PassedOver {
public:
    void add(std::string constraint, const char* because) {
        which_[because].push_back(std::move(constraint));
    }
    /// @param many what they are called where they are several for one reason.
    std::vector<Untried> told(const char* many) const;

private:
    std::map<std::string, std::vector<std::string>> which_;  ///< by the reason
};

/// Collects what improves the optimum, or makes one possible.
class Improvements {
public:
    Improvements(const Scorer& scorer, std::optional<double> score)
        : scorer_(scorer), score_(score) {}

    /// @param without the optimum then, or a bound of it; nullopt: nothing holds.
    void add(std::string constraint, const std::optional<Found>& without, bool is_bound = false);
    void pass_over(std::string constraint, const char* because) {
        passed_over_.add(std::move(constraint), because);
    }
    /// @param many what those that were passed over are called if they are several.
    ShapedBy sorted(const char* many);

private:
    const Scorer& scorer_;
    std::optional<double> score_;
    PassedOver passed_over_;
    ShapedBy made_;
};

/// Why something is not removed.
inline constexpr const char* too_many_sets =
    "the search would then go through too many sets of measures";
inline constexpr const char* too_many_completions =
    "then too many completions would have to be judged one by one";
inline constexpr const char* too_much_memory =
    "the search would then need more memory than it may use (--memory)";
inline constexpr const char* nobody_is_freed =
    "chance decides the course, and players are freed from them only where it is certain";

/// What the constraints of an order are called, and those of players: many of them.
inline constexpr const char* of_the_order = "constraints of the order";
inline constexpr const char* of_the_players = "constraints of consent and compliance";

/// The optimum of another problem of which all is asked that is asked of this one, or why it is not
/// looked for. Of findings without an order nothing holds.
struct Looser {
    std::optional<Findings> findings;
    const char* too_large = nullptr;
};
/// @throws Stopped
Looser optimum_of(const OrderProblem& problem, const Scorer& scorer, PlanJudge& judge,
                  const Optimum::Settings& settings);

/// Orders with one part taken out, and what it is called.
std::vector<std::pair<std::string, PartialOrder>> looser_orders(const Model& model,
                                                                const PartialOrder& order);

/// Calls f(name, what is ignored) for the consent and for the compliance of each player.
void for_each_freedom(const Model& model,
                      const std::function<void(const std::string&, const Ignored&)>& f);

/// Without each part of the order. @param score of the optimum; nullopt where nothing holds, so
/// that everything with a score is better.
ShapedBy shaped_by_order(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                         PlanJudge& judge, const Optimum::Settings& settings,
                         std::optional<double> score);

/// Of a Pareto search: what the front would be. @throws Stopped
struct FrontShapedBy {
    std::vector<FrontShaping> constraints;  ///< by the vectors they beat, the most first
    std::size_t tried = 0;
    std::vector<Untried> untried;
};
FrontShapedBy front_shaped_by(const Model& model, const Optimum& optimum, const Scorer& scorer,
                              PlanJudge& judge, const Optimum::Settings& settings,
                              const std::vector<Sequence>& front);

/// Without the consent and without the compliance of each player; where chance decides there is
/// no telling.
ShapedBy shaped_by_players(const Model& model, const Optimum& optimum, const Scorer& scorer,
                           PlanJudge& judge, const Optimum::Settings& settings,
                           std::optional<double> score);

}  // namespace entente
