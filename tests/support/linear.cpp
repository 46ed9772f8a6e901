/// @file linear.cpp
/// Elimination and Tarjan's algorithm, as in the textbooks.
#include "support/linear.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace entente::support {

std::vector<double> solve_linear(std::vector<std::vector<double>> matrix,
                                 std::vector<double> right) {
    const std::size_t n = right.size();
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t r = k + 1; r < n; ++r)
            if (std::abs(matrix[r][k]) > std::abs(matrix[pivot][k])) pivot = r;
        if (std::abs(matrix[pivot][k]) < 1e-13) throw std::domain_error("singular equations");
        std::swap(matrix[k], matrix[pivot]);
        std::swap(right[k], right[pivot]);
        for (std::size_t r = k + 1; r < n; ++r) {
            if (matrix[r][k] == 0) continue;
            const double factor = matrix[r][k] / matrix[k][k];
            for (std::size_t c = k; c < n; ++c) matrix[r][c] -= factor * matrix[k][c];
            right[r] -= factor * right[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        for (std::size_t c = k + 1; c < n; ++c) right[k] -= matrix[k][c] * right[c];
        right[k] /= matrix[k][k];
    }
    return right;
}

namespace {

constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();

struct Tarjan {
    const std::vector<std::vector<std::size_t>>& successors;
    std::vector<std::size_t> order, low, stack;
    std::vector<bool> on_stack;
    std::vector<std::vector<std::size_t>> found;
    std::size_t clock = 0;

    explicit Tarjan(const std::vector<std::vector<std::size_t>>& graph)
        : successors(graph),
          order(graph.size(), unseen),
          low(graph.size(), unseen),
          on_stack(graph.size(), false) {}

    void visit(std::size_t v) {
        order[v] = low[v] = clock++;
        stack.push_back(v);
        on_stack[v] = true;
        for (const std::size_t w : successors[v]) {
            if (order[w] == unseen) visit(w);
            if (on_stack[w]) low[v] = std::min(low[v], low[w]);
        }
        if (low[v] != order[v]) return;
        found.emplace_back();
        std::size_t w = unseen;
        do {
            w = stack.back();
            stack.pop_back();
            on_stack[w] = false;
            found.back().push_back(w);
        } while (w != v);
        std::ranges::sort(found.back());
    }
};

}  // namespace

std::vector<std::vector<std::size_t>> components(
    const std::vector<std::vector<std::size_t>>& successors) {
    Tarjan tarjan(successors);
    for (std::size_t v = 0; v < successors.size(); ++v)
        if (tarjan.order[v] == unseen) tarjan.visit(v);
    return std::move(tarjan.found);
}

}  // namespace entente::support
