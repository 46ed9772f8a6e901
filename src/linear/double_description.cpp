#include "linear/double_description.hpp"

#include "entente/contract.hpp"

#include <limits>
#include <utility>

namespace entente {
namespace {

Integer value(const std::vector<Integer>& row, const std::vector<Integer>& point) {
    Integer sum = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
        if (!row[k].is_zero() && !point[k].is_zero()) sum += row[k] * point[k];
    }
    return sum;
}

/// Where the segment between a ray inside and one outside meets the cut.
Ray between(const Ray& inside, const Integer& above, const Ray& outside, const Integer& below) {
    Ray ray{inside.point, inside.tight & outside.tight};
    Integer divisor = 0;
    for (std::size_t k = 0; k < ray.point.size(); ++k) {
        ray.point[k] = above * outside.point[k] - below * inside.point[k];
        divisor = gcd(divisor, ray.point[k]);
    }
    for (Integer& x : ray.point) x /= divisor;
    return ray;
}

bool adjacent(const std::vector<Ray>& rays, std::size_t one, std::size_t other) {
    const Facets common = rays[one].tight & rays[other].tight;
    // What two adjacent rays span is cut out by all but two of the dimensions.
    if (common.count() + 2 < rays[one].point.size()) return false;
    for (std::size_t k = 0; k < rays.size(); ++k) {
        if (k != one && k != other && (common & ~rays[k].tight).none()) return false;
    }
    return true;
}

/// Nothing if more than so many rays are left.
std::optional<std::vector<Ray>> cut(const std::vector<Ray>& rays, const Halfspace& half,
                                    std::size_t facet, std::size_t most_rays) {
    std::vector<Integer> values;
    values.reserve(rays.size());
    for (const Ray& ray : rays) values.push_back(value(half.row, ray.point));
    std::vector<Ray> kept;
    for (std::size_t k = 0; k < rays.size(); ++k) {
        if (values[k] < 0 || (half.equation && values[k] > 0)) continue;
        kept.push_back(rays[k]);
        if (values[k].is_zero()) kept.back().tight.set(facet);
    }
    for (std::size_t in = 0; in < rays.size(); ++in) {
        if (values[in] <= 0) continue;
        if (kept.size() > most_rays) return std::nullopt;
        for (std::size_t out = 0; out < rays.size(); ++out) {
            if (values[out] >= 0 || !adjacent(rays, in, out)) continue;
            kept.push_back(between(rays[in], values[in], rays[out], values[out]));
            kept.back().tight.set(facet);
        }
    }
    return kept;
}

}  // namespace

std::optional<std::vector<Ray>> extreme_rays(std::size_t dimension,
                                             std::span<const Halfspace> halfspaces,
                                             const std::function<bool()>& go_on,
                                             std::size_t most_rays) {
    expects(dimension + halfspaces.size() <= most_facets, "a bit for each facet");
    std::vector<Ray> rays(dimension + 1);
    for (std::size_t k = 0; k <= dimension; ++k) {
        rays[k].point.resize(dimension + 1);
        rays[k].point[k] = 1;
        for (std::size_t a = 0; a < dimension; ++a) rays[k].tight.set(a, a + 1 != k);
        rays[k].tight.set(most_facets, k != 0);
    }
    for (std::size_t b = 0; b < halfspaces.size() && go_on(); ++b) {
        auto kept = cut(rays, halfspaces[b], dimension + b, most_rays);
        if (!kept || kept->size() > most_rays) return std::nullopt;
        rays = std::move(*kept);
    }
    return rays;
}

std::vector<Ray> extreme_rays(std::size_t dimension, std::span<const Halfspace> halfspaces,
                              const std::function<bool()>& go_on) {
    constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
    return *extreme_rays(dimension, halfspaces, go_on, unlimited);
}

}  // namespace entente
