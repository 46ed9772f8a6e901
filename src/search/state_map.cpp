#include "search/state_map.hpp"

#include <bit>
#include <cmath>

namespace entente {
namespace {

constexpr double most_places = 1U << 25U;

}  // namespace

StateMap::StateMap(MeasureSet measures, std::size_t levels) : levels_(levels) {
    const double places = std::ldexp(static_cast<double>(levels), std::popcount(measures));
    if (places > most_places) return;
    // Zeros that come as untouched pages.
    table_.reset(static_cast<std::uint32_t*>(
        std::calloc(static_cast<std::size_t>(places), sizeof(std::uint32_t))));
    std::uint32_t next = 1;
    for (std::size_t b = 0; measures >> (8 * b) != 0; ++b) {
        auto& to = bytes_.emplace_back();
        to.fill(0);
        for (std::size_t bit = 0; bit < 8; ++bit) {
            if ((measures >> (8 * b + bit) & 1U) == 0) continue;
            for (std::size_t byte = 0; byte < 256; ++byte)
                if ((byte >> bit & 1U) != 0) to[byte] |= next;
            next <<= 1U;
        }
        if (b == 7) break;
    }
}

}  // namespace entente
