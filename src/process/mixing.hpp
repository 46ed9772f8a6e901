/// @file mixing.hpp
/// Whether the levels of factors mix while the core stays in one component.
#pragma once

#include "process/factors.hpp"

#include <cstdint>
#include <vector>

namespace entente {

class Mixing {
public:
    Mixing(const Dynamics& core, const Factors& factors);

    /// Relations, as bits, of factors because of which the joint starts at this component of the
    /// core may be several components; 0 if they are certainly one.
    ///
    /// They are one where the starts of core and each single factor are, and all relations of
    /// factors may stay as they are at every node: then each factor can be brought to any of its
    /// levels while the others stay.
    std::uint64_t split(const Component& component);

private:
    /// [own layer][own level index] number of the component, of one factor.
    using Numbers = std::vector<std::vector<std::uint32_t>>;

    bool is_one(std::size_t factor, const Component& component);
    bool may_stay(const Factor& factor, const Component& component) const;

    const Dynamics* core_;
    const Factors* factors_;
    std::vector<Numbers> numbers_;  ///< [factor]; empty until asked for
};

}  // namespace entente
