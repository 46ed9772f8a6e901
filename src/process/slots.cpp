#include "process/slots.hpp"

#include <algorithm>
#include <optional>

namespace entente {
namespace {

bool contains(const SlotProduct& all, const SlotProduct& some) {
    return std::ranges::equal(all, some, [](SlotMask a, SlotMask b) { return (b & ~a) == 0; });
}

/// The union of two products, if it is one.
std::optional<SlotProduct> joined(const SlotProduct& a, const SlotProduct& b) {
    SlotProduct both = a;
    int different = 0;
    for (std::size_t f = 0; f < a.size(); ++f) {
        if (a[f] != b[f] && ++different > 1) return std::nullopt;
        both[f] |= b[f];
    }
    return both;
}

}  // namespace

bool SlotSet::covers(const SlotProduct& product) const {
    return std::ranges::any_of(products_,
                               [&](const SlotProduct& known) { return contains(known, product); });
}

bool SlotSet::add(const SlotProduct& product) {
    if (covers(product)) return false;
    std::erase_if(products_, [&](const SlotProduct& known) { return contains(product, known); });
    for (auto it = products_.begin(); it != products_.end(); ++it) {
        if (const auto both = joined(*it, product)) {
            products_.erase(it);
            add(*both);
            return true;
        }
    }
    products_.push_back(product);
    return true;
}

}  // namespace entente
