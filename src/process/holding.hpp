/// @file holding.hpp
/// Where on a line a condition holds, by sampling and root bracketing.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace entente {

/// When a sign change counts as found.
struct Closeness {
    double width = 1e-10;  ///< so narrow is the bracket, or
    double height = 0;     ///< so small is the function; the last step is then a secant's
};

/// The parts of [samples.front(), samples.back()] on which slack(x) >= 0, in ascending order.
///
/// Ends between two samples are bracketed and closed in on (T. Alefeld, F. Potra and
/// Y. Shi, ACM TOMS 21, 1995, algorithm 748, which also closes in on a jump). Between samples
/// that fail, a maximum of the slack is looked for where the neighbours point to one; a part that
/// is narrower than the samples and does not show that way is missed.
std::vector<std::pair<double, double>> holding_intervals(const std::function<double(double)>& slack,
                                                         std::span<const double> samples,
                                                         Closeness close);

/// The sign change of f next to x to about 1e-12, if there is one within 1e-7; otherwise x.
double polished(const std::function<double(double)>& f, double x);

/// A function's value somewhere.
struct Point {
    double x = 0, y = 0;
};

/// Where f changes its sign between `from` and `to`, on the side of `to`.
/// @pre the signs differ, 0 counting as positive.
double sign_change(const std::function<double(double)>& f, Point from, Point to, Closeness close);

}  // namespace entente
