/// @file explain.hpp
/// What there is to say about an optimum, put into the result of a search.
#pragma once

#include "entente/search.hpp"

#include "search/comparisons.hpp"
#include "search/optimum.hpp"
#include "search/shaping.hpp"

#include <optional>

namespace entente {

/// Compares with the fixed proposals and removes one constraint after the other, as far as that is
/// quick. If it is stopped, the result says so and keeps what it has.
class Explainer {
public:
    Explainer(const Model& model, const SearchOptions& options, const OrderProblem& problem,
              PlanJudge& judge, SearchResult& result);

    /// What departs from the optimum, and which parts of the order shape it. Where no completion
    /// holds, where the proposals stall, and which parts of the order are to blame.
    void explain_order(const Scorer& scorer, std::optional<double> score,
                       const BestAfter& best_after);
    /// Whose consent and compliance shape it.
    void explain_players(const Optimum& optimum, const Scorer& scorer, std::optional<double> score);
    /// The same of a front that is in the result, all in one.
    void explain_front(const Optimum& optimum, const Scorer& scorer);
    /// The same of the least patience. @param is_certain whether chance has no part in the course
    void explain_patience(std::optional<double> critical, bool is_certain);

private:
    void add(const ShapedBy& shaped);

    const Model& model_;
    const SearchOptions& options_;
    const OrderProblem& problem_;
    PlanJudge& judge_;
    SearchResult& result_;
};

}  // namespace entente
