/// @file front_workspace.hpp
/// What one thread needs beside the labels of the state that it is working on.
#pragma once

#include "search/fronts.hpp"

namespace entente {

struct Fronts::Workspace {
    Stretch stretch;
    std::vector<double> values;  ///< of the label to be added ...
    std::vector<double> key;     ///< ... and the numbers by which it is compared
    std::vector<double> keys;    ///< [label * numbers + number] of the state's labels
    std::vector<double> ranks;   ///< [label], in the quick look
};

}  // namespace entente
