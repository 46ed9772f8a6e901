#include "process/apart.hpp"

#include "process/linear_solve.hpp"

namespace entente {
namespace {

/// v = (1 - d) payoff + d E[v], counted from the payoff at the initial level.
double worth(const RelationApart& relation, const std::vector<double>& payoff, double d) {
    const std::size_t n = payoff.size();
    std::vector<double> matrix(n * n), v(n);
    for (std::size_t level = 0; level < n; ++level) {
        const double up = relation.up[level], down = relation.down[level];
        matrix[level * n + level] = 1 - d * (1 - up - down);
        if (level + 1 < n) matrix[level * n + level + 1] = -d * up;
        if (level > 0) matrix[level * n + level - 1] = -d * down;
        v[level] = (1 - d) * (payoff[level] - payoff[relation.initial]);
    }
    solve_dense(matrix, v);
    return payoff[relation.initial] + v[relation.initial];
}

}  // namespace

std::vector<double> worth_apart(const std::vector<RelationApart>& relations,
                                std::span<const double> discounts) {
    std::vector<double> sum(discounts.size());
    for (const RelationApart& relation : relations)
        for (const auto& [player, payoff] : relation.payoffs)
            sum[player] += worth(relation, payoff, discounts[player]);
    return sum;
}

}  // namespace entente
