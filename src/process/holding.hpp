/// @file holding.hpp
/// Where on a line a condition holds, by sampling and root bracketing.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace entente {

/// The parts of [samples.front(), samples.back()] on which slack(x) >= 0, in ascending order.
///
/// Ends between two samples are bracketed and found to about 1e-10 (T. Alefeld, F. Potra and
/// Y. Shi, ACM TOMS 21, 1995, algorithm 748, which also closes in on a jump). Between samples
/// that fail, a maximum of the slack is looked for where the neighbours point to one; a part that
/// is narrower than the samples and does not show that way is missed.
std::vector<std::pair<double, double>> holding_intervals(const std::function<double(double)>& slack,
                                                         std::span<const double> samples);

/// The sign change of f next to x to about 1e-12, if there is one within 1e-7; otherwise x.
double polished(const std::function<double(double)>& f, double x);

/// Where f changes its sign between `from` and `to`, on the side of `to`; to about 1e-10 of their
/// distance. @pre f(from) and f(to) have different signs, 0 counting as positive.
double sign_change(const std::function<double(double)>& f, double from, double to);

}  // namespace entente
