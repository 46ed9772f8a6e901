/// @file front_filter.hpp
/// Of many value vectors those that no other one covers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace entente {

/// Vectors are gone through in the order of falling sums, so that each needs to be compared with
/// those kept before it only (H. Kung, F. Luccio and F. Preparata, J. ACM 22, 1975), many at a
/// time. Time O(vectors * kept * numbers). One object serves many fronts; it keeps its memory.
class FrontFilter {
public:
    /// A vector is covered by one that has at least as much in every number, up to `equal`; of
    /// vectors that cover each other the one with the larger sum is kept, else the earlier one.
    /// @param vectors [vector * equal.size() + number], finite; @param count how many
    /// @return the indices of those kept, ascending.
    std::span<const std::uint32_t> kept(std::span<const double> vectors, std::size_t count,
                                        std::span<const double> equal);

private:
    void keep(const double* vector, std::size_t numbers);

    std::vector<std::pair<double, std::uint32_t>> order_;
    std::vector<double> front_;  ///< as FrontKernels has it
    std::vector<double> least_;
    std::vector<std::uint32_t> kept_;
};

}  // namespace entente
