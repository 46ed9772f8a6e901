#include "process/linear_solve.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace entente {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t lanes = 8;  ///< sums kept side by side, for vector instructions

double dot(std::span<const double> x, std::span<const double> y) {
    double sums[lanes] = {};
    std::size_t k = 0;
    for (; k + lanes <= x.size(); k += lanes)
        for (std::size_t j = 0; j < lanes; ++j) sums[j] += x[k + j] * y[k + j];
    for (; k < x.size(); ++k) sums[0] += x[k] * y[k];
    return std::accumulate(std::begin(sums), std::end(sums), 0.0);
}

/// max |x|; not a number where some x is none or infinite.
double largest(std::span<const double> x) {
    double norms[lanes] = {}, zeros[lanes] = {};
    const auto take = [&](std::size_t j, double value) {
        norms[j] = norms[j] < std::abs(value) ? std::abs(value) : norms[j];
        zeros[j] += 0 * value;
    };
    std::size_t k = 0;
    for (; k + lanes <= x.size(); k += lanes)
        for (std::size_t j = 0; j < lanes; ++j) take(j, x[k + j]);
    for (; k < x.size(); ++k) take(0, x[k]);
    return *std::ranges::max_element(norms) +
           std::accumulate(std::begin(zeros), std::end(zeros), 0.0);
}

}  // namespace

void solve_dense(std::vector<double>& matrix, std::span<double> right) {
    const std::size_t n = right.size();
    const auto row = [&](std::size_t i) { return std::span(matrix).subspan(i * n, n); };
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < n; ++i)
            if (std::abs(row(i)[k]) > std::abs(row(pivot)[k])) pivot = i;
        if (std::abs(row(pivot)[k]) < 1e-300) continue;
        if (pivot != k) {
            std::swap_ranges(row(k).begin(), row(k).end(), row(pivot).begin());
            std::swap(right[k], right[pivot]);
        }
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = row(i)[k] / row(k)[k];
            if (factor == 0) continue;
            for (std::size_t j = k; j < n; ++j) row(i)[j] -= factor * row(k)[j];
            right[i] -= factor * right[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        double sum = right[k];
        for (std::size_t j = k + 1; j < n; ++j) sum -= row(k)[j] * right[j];
        right[k] = std::abs(row(k)[k]) < 1e-300 ? 0 : sum / row(k)[k];
    }
}

bool solve_iteratively(const std::function<void(std::span<const double>, std::span<double>)>& a,
                       std::span<const double> b, std::span<double> x) {
    const std::size_t n = b.size();
    Vector r(n), r0, p(n), v(n), s(n), t(n), ax(n);
    const double goal = 1e-13 * std::max(largest(b), 1e-200);
    int applications = 0;
    const auto residual = [&] {
        a(x, ax);
        ++applications;
        for (std::size_t k = 0; k < n; ++k) r[k] = b[k] + ax[k] - x[k];
        return largest(r);
    };
    const auto i_minus_a = [&](const Vector& in, Vector& out) {
        a(in, out);
        ++applications;
        for (std::size_t k = 0; k < n; ++k) out[k] = in[k] - out[k];
    };
    // Rounding keeps the residual of large values above the goal; what stops shrinking is done.
    double last = std::numeric_limits<double>::infinity();
    while (applications < 20'000) {
        double size = residual();
        const double floor = std::max(goal, 4e-16 * largest(x));
        if (size <= floor) return true;
        if (size > 0.5 * last && size <= 100 * floor) return true;
        last = size;
        r0 = r;
        p = r;
        double rho = dot(r0, r);
        for (int step = 0; step < 200; ++step) {
            i_minus_a(p, v);
            const double alpha = rho / dot(r0, v);
            if (!std::isfinite(alpha)) break;
            for (std::size_t k = 0; k < n; ++k) s[k] = r[k] - alpha * v[k];
            i_minus_a(s, t);
            const double tt = dot(t, t);
            const double omega = tt > 0 ? dot(t, s) / tt : 0;
            for (std::size_t k = 0; k < n; ++k) x[k] += alpha * p[k] + omega * s[k];
            for (std::size_t k = 0; k < n; ++k) r[k] = s[k] - omega * t[k];
            if (largest(r) <= 0.5 * floor || omega == 0) break;
            const double next_rho = dot(r0, r);
            const double beta = next_rho / rho * (alpha / omega);
            if (!std::isfinite(beta)) break;
            rho = next_rho;
            for (std::size_t k = 0; k < n; ++k) p[k] = r[k] + beta * (p[k] - omega * v[k]);
        }
        if (!std::isfinite(largest(x))) std::ranges::fill(x, 0.0);
        if (const double now = residual(); now > 0.9 * size)  // no progress: plain iteration
            for (int step = 0; step < 200; ++step) {
                for (std::size_t k = 0; k < n; ++k) x[k] += r[k];
                if (residual() <= floor) return true;
            }
    }
    return false;
}

}  // namespace entente
