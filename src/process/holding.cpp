#include "process/holding.hpp"

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

/// Where the line from a failing point through the last one, which is near zero, meets zero.
double by_secant(std::vector<Point> seen) {
    const Point last = seen.back();
    seen.pop_back();
    std::erase_if(seen, [](const Point& p) { return p.y >= 0; });
    const auto nearest = std::ranges::max_element(seen, {}, &Point::y);
    if (nearest == seen.end() || nearest->y == last.y) return last.x;
    return last.x - last.y * (nearest->x - last.x) / (nearest->y - last.y);
}

}  // namespace

double sign_change(const std::function<double(double)>& f, Point from, Point to, Closeness close) {
    std::vector<Point> seen;
    const auto near_zero = [&](double x) {
        seen.push_back({x, f(x)});
        return std::abs(seen.back().y) <= close.height ? 0 : seen.back().y;
    };
    const auto narrow = [&](double x, double y) { return std::abs(x - y) <= close.width; };
    const auto [left, right] = std::minmax(from, to, [](Point p, Point q) { return p.x < q.x; });
    std::uintmax_t steps = 200;
    const auto [low, high] = boost::math::tools::toms748_solve(near_zero, left.x, right.x, left.y,
                                                               right.y, narrow, steps);
    // An end that is a root itself is returned unseen.
    if (low == high)
        return seen.empty() ? low : std::clamp(by_secant(std::move(seen)), left.x, right.x);
    return from.x < to.x ? high : low;
}

std::vector<std::pair<double, double>> holding_intervals(const std::function<double(double)>& slack,
                                                         std::span<const double> samples,
                                                         Closeness close) {
    const auto f = [&](double x) { return std::clamp(slack(x), -1e3, 1e3); };
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
            const double from =
                k == 0 ? points[k].x : sign_change(f, points[k - 1], points[k], close);
            intervals.emplace_back(from, points[k].x);
        } else if (!holds && held) {
            intervals.back().second = sign_change(f, points[k], points[k - 1], close);
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
    const Point below{low, f_low}, above{high, f_high};
    return f_low < 0 ? sign_change(f, below, above, {1e-12, 0})
                     : sign_change(f, above, below, {1e-12, 0});
}

}  // namespace entente
