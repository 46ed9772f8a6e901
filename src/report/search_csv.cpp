/// @file search_csv.cpp
/// The best orders as one table: a row for each and each player (docs/search.md).
#include "report/csv.hpp"
#include "report/numbers.hpp"
#include "report/search_report.hpp"
#include "search/objective.hpp"

namespace entente {

std::string search_csv(const Model& model, const SearchResult& result, const SearchOptions& asked) {
    std::string out = csv_line({"objective", "rank", "steps", "score", "periods", "player", "value",
                                "status_quo", "gain", "ties", "ties_complete", "proven", "bound"});
    for (std::size_t k = 0; k < result.best.size(); ++k) {
        const Sequence& best = result.best[k];
        for (std::size_t i = 0; i < model.players.size(); ++i)
            out += csv_line({name_of(model, asked.objective), std::to_string(k + 1),
                             steps_text(model, best.steps), exact_text(best.score),
                             exact_text(best.periods), model.players[i].key,
                             exact_text(best.values[i]), exact_text(result.status_quo[i]),
                             exact_text(best.values[i] - result.status_quo[i]), result.ties,
                             truth(result.ties_complete), truth(result.proven),
                             result.bound ? exact_text(*result.bound) : std::string()});
    }
    return out;
}

}  // namespace entente
