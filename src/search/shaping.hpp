/// @file shaping.hpp
/// Why the optimum is what it is: what it would be without each of its constraints.
#pragma once

#include "entente/search.hpp"

#include "search/optimum.hpp"

#include <optional>
#include <vector>

namespace entente {

/// What the optimum would be without one constraint; those that would not change it are left out.
struct ShapedBy {
    std::vector<Shaping> constraints;  ///< by what their removal brings, the most first
    std::size_t tried = 0;             ///< how many were removed
    std::vector<Untried> untried;
};

/// Without each part of the order. @param score of the optimum; nullopt where nothing holds, so
/// that everything with a score is better.
ShapedBy shaped_by_order(const Model& model, const OrderProblem& problem, const Scorer& scorer,
                         PlanJudge& judge, const Optimum::Settings& settings,
                         std::optional<double> score);

/// Without the consent and without the compliance of each player; where chance decides there is
/// no telling.
ShapedBy shaped_by_players(const Model& model, const Optimum& optimum, const Scorer& scorer,
                           PlanJudge& judge, const Optimum::Settings& settings,
                           std::optional<double> score);

}  // namespace entente
