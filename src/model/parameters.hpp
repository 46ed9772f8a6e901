/// @file parameters.hpp
/// In which order parameters can be evaluated.
#pragma once

#include "entente/model.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace entente {

struct ParameterOrder {
    struct Circle {
        std::vector<std::uint32_t> parameters;  ///< each uses the next, the last the first
        SourceSpan where;                       ///< of the use that closes it
    };
    std::vector<std::uint32_t> order;  ///< all, each after those that it uses
    std::vector<Circle> circles;       ///< where that is impossible
};

/// Time linear in the size of the expressions.
ParameterOrder parameter_order(std::span<const Parameter> parameters);

}  // namespace entente
