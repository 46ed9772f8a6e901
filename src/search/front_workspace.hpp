/// @file front_workspace.hpp
/// What one thread needs beside the labels of the state that it is working on.
#pragma once

#include "search/front_filter.hpp"
#include "search/fronts.hpp"

namespace entente {

/// A state after a step, and the way to it.
struct Fronts::Next {
    MeasureSet step = 0;
    std::uint32_t state = 0;
    Stretch stretch;
};

struct Fronts::Workspace {
    std::vector<Next> nexts;  ///< kept for their memory; so many are in use:
    std::size_t used = 0;

    std::vector<double> value;    ///< of one vector
    std::vector<double> columns;  ///< candidates: [component * room + candidate]
    std::size_t room = 0, count = 0;
    std::vector<Choice> choices;       ///< [candidate]
    std::vector<std::uint8_t> failed;  ///< [candidate]
    std::vector<double> keys;          ///< [candidate * numbers + number]: what is compared
    std::vector<double> equal;         ///< [number]
    std::vector<std::uint32_t> best;   ///< in the quick look
    FrontFilter filter;
};

}  // namespace entente
