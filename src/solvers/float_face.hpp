/// @file float_face.hpp
/// Faces of a best-response polytope in floating point, with proofs that allow for rounding.
#pragma once

#include "solvers/dictionary_kernels.hpp"
#include "solvers/face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>
#include <span>
#include <vector>

namespace entente {

/// A best-response polytope as the floating-point search sees it: rows and columns scaled by
/// powers of two, so that the entries are near 1, and each entry with its rounding error.
class FloatPolytope {
public:
    explicit FloatPolytope(const ResponsePolytope& exact);

    const ResponsePolytope& exact() const noexcept { return *exact_; }

    /// False if entries are too far apart for a double, scaled or not.
    bool representable() const noexcept { return representable_; }

    /// Row b of the slack (bound - C x): -C(b, a) in column a, the bound in column m.
    const double* row_hi(std::size_t b) const { return &hi_[b * stride_]; }
    const double* row_lo(std::size_t b) const { return &lo_[b * stride_]; }
    std::size_t stride() const noexcept { return stride_; }

    /// No point of the polytope has a larger x_a (rounding included).
    double upper_bound(std::size_t a) const { return upper_[a]; }

    /// What 1 in the coordinate x_a here is in that of the exact polytope.
    double unit(std::size_t a) const { return units_[a]; }

private:
    void balance(std::vector<long>& row_exponents, std::vector<long>& column_exponents) const;

    const ResponsePolytope* exact_;
    std::size_t stride_;
    std::vector<double> hi_;
    std::vector<double> lo_;
    std::vector<double> upper_;
    std::vector<double> units_;
    bool representable_ = true;
};

/// How exactly a FloatFace computes.
struct Precision {
    bool wide = false;        ///< pairs of doubles instead of doubles
    double tolerance = 1e-9;  ///< what is smaller counts as 0 when nothing has to be proved
    double unit = 0x1p-52;    ///< bound on the relative error of a step in a certificate
};

constexpr Precision narrow_precision{};
constexpr Precision wide_precision{true, 1e-22, 0x1p-98};

/// The face of a FloatPolytope on which some labels are 0, with a dictionary at one of its
/// vertices. Rounding may make it go astray; it then says "unclear" or wrongly "possible", but what
/// it calls proved is true of the exact polytope.
class FloatFace {
public:
    /// The whole polytope, at the origin.
    FloatFace(const FloatPolytope& polytope, const DictionaryKernels& kernels, Precision precision);

    Outlook outlook(std::size_t label);

    /// Proves, from the original payoffs, that the label is not 0 anywhere on this face; false if
    /// that fails. @pre outlook(label) is impossible. Time O(m * n).
    bool proves_positive(std::size_t label);

    /// Goes to the subface on which the label is 0.
    Fixing fix_zero(std::size_t label);

    /// Goes to a vertex at which the mean of gain_a, weighted with the coordinates x_a of the
    /// exact polytope, is largest. Proves nothing, and may stop short of it.
    /// @param gain for each own action.
    /// @param multipliers for each action b of the other side the k_b <= 0, or of any sign if b is
    /// fixed, such that the sum of (gain_a - mean) x_a is the sum of k_b (1 - C_b x) and of terms
    /// that are not positive. Time O(m n) for a pivot.
    void maximise_mean(std::span<const double> gain, std::span<double> multipliers);

private:
    static constexpr std::int16_t dropped = -1000;

    DictionaryView view();
    bool is_own(std::size_t label) const {
        return label - polytope_->exact().own_label(0) < polytope_->exact().own_count();
    }
    void pivot(std::size_t row, std::size_t column);
    void swap_columns(std::size_t one, std::size_t other);
    void retire(std::size_t column);
    std::size_t entering(std::size_t row, bool first) const;
    std::size_t leaving(std::size_t column, std::size_t preferred, bool first) const;
    std::size_t largest(std::size_t row) const;
    double at_vertex(std::span<const double> weights) const;
    void slopes(std::span<const double> weights, std::span<double> slope) const;
    double cell(std::size_t row, std::size_t column) const {
        return cells_[row * stride_ + column];
    }

    const FloatPolytope* polytope_;
    const DictionaryKernels* kernels_;
    Precision precision_;
    std::size_t rows_;
    std::size_t stride_;
    std::size_t used_;
    std::size_t active_;
    bool scanned_ = false;
    std::vector<double> cells_;  ///< hi, then lo if wide
    std::vector<double> values_;
    std::array<std::int16_t, most_labels> place_{};     ///< row; -1 - column; dropped
    std::array<std::uint8_t, most_labels> basic_{};     ///< label of each row
    std::array<std::uint8_t, most_labels> nonbasic_{};  ///< label of each column
    std::array<std::uint8_t, most_labels> below_{};
    std::array<std::uint8_t, most_labels> nonzero_{};
};

}  // namespace entente
