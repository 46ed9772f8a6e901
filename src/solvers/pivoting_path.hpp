/// @file pivoting_path.hpp
/// Lemke-Howson paths in two arithmetics.
#pragma once

#include "game/bimatrix.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace entente {

/// Where a path ends: on either side the actions whose variables are basic, ascending, and, if
/// the path was exact, the strategies.
struct PathEnd {
    std::array<std::vector<std::size_t>, 2> supports;
    std::array<std::vector<Rational>, 2> strategies;
};

/// Cells of the two dictionaries at the origin: for each side a row for each action of the other
/// with the negative of what that earns against each own action, scaled to lie from -2 to -1.
using PathStart = std::array<std::vector<double>, 2>;
PathStart start_in_doubles(const Bimatrix& sides);

/// The path from the origin that drops a label (own actions of side 0 first).
/// @param go_on asked before each pivot.
/// @return nullopt if it was stopped, takes more than `longest` pivots or lost its way; what it
/// returns proves nothing.
std::optional<PathEnd> path_in_doubles(const Bimatrix& sides, const PathStart& start,
                                       std::size_t label, std::size_t longest,
                                       const std::function<bool()>& go_on);

/// The same with lexicographic ratio tests: nullopt only if it was stopped.
std::optional<PathEnd> path_in_rationals(const Bimatrix& sides, std::size_t label,
                                         const std::function<bool()>& go_on);

}  // namespace entente
