#include "process/holding.hpp"

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

constexpr double coarse = 1e-10;  ///< what polished() leaves to be done

/// Root of f in [a, b], where the signs differ, to within `width`.
double root(const std::function<double(double)>& f, double a, double b, double fa, double fb,
            double width) {
    std::uintmax_t steps = 200;
    const auto close = [&](double x, double y) { return std::abs(x - y) <= width; };
    const auto [low, high] = boost::math::tools::toms748_solve(f, a, b, fa, fb, close, steps);
    // The end at which the condition holds.
    return fa >= 0 ? low : high;
}

}  // namespace

std::vector<std::pair<double, double>> holding_intervals(const std::function<double(double)>& slack,
                                                         std::span<const double> samples) {
    const auto f = [&](double x) { return std::clamp(slack(x), -1e3, 1e3); };
    struct Point {
        double x, y;
    };
    std::vector<Point> points;
    for (const double x : samples) points.push_back({x, f(x)});

    // A hump between failing samples may reach above zero.
    std::vector<Point> peaks;
    for (std::size_t k = 1; k + 1 < points.size(); ++k) {
        const auto &a = points[k - 1], &b = points[k], &c = points[k + 1];
        if (a.y >= 0 || b.y >= 0 || c.y >= 0 || b.y < a.y || b.y < c.y ||
            (b.y == a.y && b.y == c.y))
            continue;
        std::uintmax_t steps = 30;
        const auto [x, y] = boost::math::tools::brent_find_minima([&](double at) { return -f(at); },
                                                                  a.x, c.x, 20, steps);
        if (-y >= 0) peaks.push_back({x, -y});
    }
    points.insert(points.end(), peaks.begin(), peaks.end());
    std::ranges::sort(points, {}, &Point::x);

    std::vector<std::pair<double, double>> intervals;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const bool holds = points[k].y >= 0;
        const bool held = k > 0 && points[k - 1].y >= 0;
        if (holds && !held) {
            const double from = k == 0 ? points[k].x
                                       : root(f, points[k - 1].x, points[k].x, points[k - 1].y,
                                              points[k].y, coarse);
            intervals.emplace_back(from, points[k].x);
        } else if (!holds && held) {
            intervals.back().second =
                root(f, points[k - 1].x, points[k].x, points[k - 1].y, points[k].y, coarse);
        } else if (holds) {
            intervals.back().second = points[k].x;
        }
    }
    return intervals;
}

double polished(const std::function<double(double)>& f, double x) {
    const double low = std::max(0.0, x - 1e-7), high = x + 1e-7;
    const double f_low = f(low), f_high = f(high);
    if ((f_low < 0) == (f_high < 0)) return x;
    return root(f, low, high, f_low, f_high, 1e-12);
}

double sign_change(const std::function<double(double)>& f, double from, double to) {
    const double width = std::abs(to - from), low = std::min(from, to), high = std::max(from, to);
    const double f_low = f(low), f_high = f(high);
    std::uintmax_t steps = 100;
    const auto close = [&](double x, double y) { return std::abs(x - y) <= 1e-10 * width; };
    const auto [below, above] =
        boost::math::tools::toms748_solve(f, low, high, f_low, f_high, close, steps);
    return from < to ? above : below;
}

}  // namespace entente
