/// @file exact_face.hpp
/// Faces of a best-response polytope in rationals: never in doubt, and slow.
#pragma once

#include "linear/dictionary.hpp"
#include "solvers/face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>
#include <vector>

namespace entente {

/// The face of a ResponsePolytope on which some labels are 0, with a dictionary at one of its
/// vertices: what FloatFace is, without rounding. What it says is true, and it is never unclear.
class ExactFace {
public:
    /// The whole polytope, at the origin.
    explicit ExactFace(const ResponsePolytope& polytope);

    Outlook outlook(std::size_t label) const;

    /// Always true: an exact row needs no further proof.
    bool proves_positive(std::size_t) const noexcept { return true; }

    /// Goes to the subface on which the label is 0. Never unclear.
    Fixing fix_zero(std::size_t label);

private:
    void pivot(std::size_t row, std::size_t column);
    void retire(std::size_t column);

    Dictionary<Rational> at_;                        ///< its columns are the active ones
    std::array<std::int16_t, most_labels> place_{};  ///< row; -1 - column; retired
};

}  // namespace entente
