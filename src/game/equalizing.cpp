#include "game/equalizing.hpp"

namespace entente {

std::optional<std::vector<Rational>> equalizing_strategy(const RationalMatrix& payoffs,
                                                         const std::vector<std::size_t>& support,
                                                         const std::vector<std::size_t>& best) {
    if (support.size() != best.size()) return std::nullopt;
    const std::size_t k = support.size();
    RationalMatrix system(k + 1, k + 2);  // x on the support, then what the other earns
    for (std::size_t r = 0; r < k; ++r) {
        for (std::size_t c = 0; c < k; ++c) system(r, c) = payoffs(best[r], support[c]);
        system(r, k) = -1;
        system(k, r) = 1;
    }
    system(k, k + 1) = 1;
    const auto solution = unique_solution(system);
    if (!solution) return std::nullopt;
    std::vector<Rational> x(payoffs.columns());
    for (std::size_t c = 0; c < k; ++c) {
        if ((*solution)[c] < 0) return std::nullopt;
        x[support[c]] = (*solution)[c];
    }
    return x;
}

}  // namespace entente
