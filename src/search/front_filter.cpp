#include "search/front_filter.hpp"

#include "search/front_kernels.hpp"

#include <algorithm>
#include <limits>

namespace entente {

std::span<const std::uint32_t> FrontFilter::kept(std::span<const double> vectors, std::size_t count,
                                                 std::span<const double> equal) {
    const std::size_t numbers = equal.size();
    kept_.clear();
    front_.clear();
    if (numbers == 0) {  // all are alike
        if (count > 0) kept_.push_back(0);
        return kept_;
    }
    order_.clear();
    for (std::uint32_t k = 0; k < count; ++k) {
        double sum = 0;
        for (std::size_t n = 0; n < numbers; ++n) sum += vectors[k * numbers + n] / equal[n];
        order_.emplace_back(-sum, k);
    }
    std::ranges::sort(order_);
    least_.resize(numbers);
    const auto& covered = front_kernels().front()->covered;
    const std::size_t block = numbers * FrontKernels::lanes;
    for (const auto& [sum, k] : order_) {
        const double* vector = vectors.data() + k * numbers;
        for (std::size_t n = 0; n < numbers; ++n) least_[n] = vector[n] - equal[n];
        if (covered(front_.data(), front_.size() / block, least_.data(), numbers)) continue;
        keep(vector, numbers);
        kept_.push_back(k);
    }
    std::ranges::sort(kept_);
    return kept_;
}

void FrontFilter::keep(const double* vector, std::size_t numbers) {
    constexpr std::size_t lanes = FrontKernels::lanes;
    const std::size_t lane = kept_.size() % lanes, from = kept_.size() / lanes * lanes * numbers;
    if (lane == 0)
        front_.resize(front_.size() + numbers * lanes, -std::numeric_limits<double>::infinity());
    for (std::size_t n = 0; n < numbers; ++n) front_[from + n * lanes + lane] = vector[n];
}

}  // namespace entente
