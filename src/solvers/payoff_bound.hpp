/// @file payoff_bound.hpp
/// Upper bounds of what a side can get in the equilibria below a node of the tree search.
#pragma once

#include "solvers/float_face.hpp"
#include "solvers/response_polytope.hpp"

#include <limits>
#include <vector>

namespace entente {

/// Bounds what one side earns against the strategies on a face of the other side's polytope.
///
/// Let U be the payoffs of the side that earns, one row for each of its actions b, and q a strategy
/// of the other on a face on which some of those actions, b0 among them, are best responses. It
/// earns U_b0 q, and no action earns more; those that are fixed as best responses earn as much. So
/// for any multipliers w_b <= 0, of any sign for the fixed ones,
///
///     U_b0 q <= U_b0 q + sum_b w_b (U_b - U_b0) q <= max_j (U_b0j + sum_b w_b (U_bj - U_b0j))
///
/// over the actions j that may be played on the face. Multipliers come from the dictionary of the
/// face at the vertex where U_b0 q is largest, and there the bound is exact but for rounding; it
/// holds for any others too, so it needs no proof but the allowance for its own rounding errors.
class PayoffBound {
public:
    /// @param payoffs U(b, j) as above; `polytope` is that of the other side.
    PayoffBound(const RationalMatrix& payoffs, const ResponsePolytope& polytope);

    /// No strategy on the face on which these labels are 0 lets the side earn more. Time O(m n).
    double rough(LabelSet zeros) const;

    /// The same, no larger, from the dictionary of that face. Time O(m n) for a pivot.
    double precise(LabelSet zeros, FloatFace face) const;

private:
    double most_of(std::size_t b, LabelSet zeros) const;
    std::size_t lowest_best(LabelSet zeros) const;
    bool is_zero(LabelSet zeros, std::size_t label) const {
        return (zeros & label_bit(label)) != 0;
    }
    double at(std::size_t b, std::size_t j) const {
        return payoffs_[b * polytope_->own_count() + j];
    }

    const ResponsePolytope* polytope_;
    std::vector<double> payoffs_;
    double scale_ = 0;  ///< of the polytope's integers in units of payoffs
};

}  // namespace entente
