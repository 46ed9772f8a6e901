#include "solvers/pivoting_path.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// From -1 to -2: what is positive with the opposite sign, and no worse conditioned than the
/// payoffs are.
template <Scalar S>
std::vector<S> scaled_cells(const RationalMatrix& payoffs) {
    Rational least = payoffs(0, 0);
    Rational most = least;
    for (std::size_t b = 0; b < payoffs.rows(); ++b) {
        for (std::size_t a = 0; a < payoffs.columns(); ++a) {
            least = std::min(least, payoffs(b, a));
            most = std::max(most, payoffs(b, a));
        }
    }
    const Rational range = most == least ? Rational(1) : Rational(most - least);
    std::vector<S> cells;
    cells.reserve(payoffs.rows() * payoffs.columns());
    for (std::size_t b = 0; b < payoffs.rows(); ++b) {
        for (std::size_t a = 0; a < payoffs.columns(); ++a) {
            cells.push_back(to_scalar<S>(Rational((least - payoffs(b, a)) / range - 1)));
        }
    }
    return cells;
}

/// The dictionary of one side: slack of row b = 1 - C x, C > 0. Labels are numbered as in the game:
/// own actions of side 0, then those of side 1.
template <Scalar S>
class PathDictionary {
public:
    PathDictionary(const Bimatrix& sides, std::size_t side, std::vector<S> cells)
        : own_(sides.actions(side)),
          other_(sides.actions(1 - side)),
          own_first_(side == 0 ? 0 : other_),
          other_first_(side == 0 ? own_ : 0),
          cells_(std::move(cells)),
          values_(other_, S(1)) {
        for (std::size_t b = 0; b < other_; ++b) basic_.push_back(other_first_ + b);
        for (std::size_t a = 0; a < own_; ++a) nonbasic_.push_back(own_first_ + a);
        if constexpr (std::is_same_v<S, double>) {
            // Moved apart by up to 1e-6, so that ties of a degenerate game are broken at random.
            std::uint64_t state = 0x9E3779B97F4A7C15U * (side + 1);
            for (double& value : values_) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                value += 1e-6 * static_cast<double>(state >> 11) * 0x1p-53;
            }
        }
    }

    bool is_own(std::size_t label) const { return label - own_first_ < own_; }

    /// Lets the variable of a label grow. @return the label whose variable leaves; none if none.
    std::size_t enter(std::size_t label) {
        const auto column =
            static_cast<std::size_t>(std::ranges::find(nonbasic_, label) - nonbasic_.begin());
        const std::size_t row = leaving(column);
        if (row == none) return none;
        pivot(row, column);
        std::swap(basic_[row], nonbasic_[column]);
        return nonbasic_[column];
    }

    /// Own actions that are basic, ascending.
    std::vector<std::size_t> support() const {
        std::vector<std::size_t> actions;
        for (const std::size_t label : basic_) {
            if (is_own(label)) actions.push_back(label - own_first_);
        }
        std::ranges::sort(actions);
        return actions;
    }

    /// x scaled to sum 1.
    std::vector<S> strategy() const {
        std::vector<S> x(own_);
        S sum = 0;
        for (std::size_t r = 0; r < other_; ++r) {
            if (!is_own(basic_[r])) continue;
            x[basic_[r] - own_first_] = values_[r];
            sum += values_[r];
        }
        for (S& value : x) value /= sum;
        return x;
    }

private:
    const S& cell(std::size_t row, std::size_t column) const { return cells_[row * own_ + column]; }

    std::size_t leaving(std::size_t column) const {
        std::size_t best = none;
        for (std::size_t r = 0; r < other_; ++r) {
            if constexpr (std::is_same_v<S, double>) {
                constexpr double smallest_pivot = -1e-11;
                if (cell(r, column) >= smallest_pivot) continue;
            } else {
                if (cell(r, column) >= 0) continue;
            }
            if (best == none || leaves_before(r, best, column)) best = r;
        }
        return best;
    }

    /// Whether the variable of row `one` reaches 0 before that of `other` does. In rationals the
    /// right-hand side of inequality b counts as 1 + e^b with an infinitely small e; row r is then
    /// values[r] - sum of cell(r, c) e^b over nonbasic slacks, + e^b if its own variable is slack
    /// b.
    bool leaves_before(std::size_t one, std::size_t other, std::size_t column) const {
        const S& slope = cell(one, column);
        const S& other_slope = cell(other, column);
        // value / -slope < other value / -other slope, both slopes negative
        const S difference = values_[one] * other_slope - values_[other] * slope;
        if constexpr (std::is_same_v<S, double>) return difference > 0;
        if (difference != 0) return difference > 0;
        for (std::size_t b = 0; b < other_; ++b) {
            const S more = perturbation(one, b) * other_slope - perturbation(other, b) * slope;
            if (more != 0) return more > 0;
        }
        return false;
    }

    S perturbation(std::size_t row, std::size_t b) const {
        const std::size_t label = other_first_ + b;
        if (basic_[row] == label) return 1;
        const auto found = std::ranges::find(nonbasic_, label);
        if (found == nonbasic_.end()) return 0;
        return -cell(row, static_cast<std::size_t>(found - nonbasic_.begin()));
    }

    void pivot(std::size_t row, std::size_t column) {
        S* const top = &cells_[row * own_];
        const S inverse = 1 / top[column];
        for (std::size_t c = 0; c < own_; ++c) top[c] *= -inverse;
        top[column] = inverse;
        const S value = -values_[row] * inverse;
        for (std::size_t r = 0; r < other_; ++r) {
            S* const cells = &cells_[r * own_];
            const S factor = cells[column];
            if (r == row || factor == 0) continue;
            cells[column] = 0;
            for (std::size_t c = 0; c < own_; ++c) cells[c] += factor * top[c];
            values_[r] += factor * value;
        }
        values_[row] = value;
    }

    std::size_t own_;
    std::size_t other_;
    std::size_t own_first_;
    std::size_t other_first_;
    std::vector<S> cells_;
    std::vector<S> values_;
    std::vector<std::size_t> basic_;
    std::vector<std::size_t> nonbasic_;
};

/// @return false if it was stopped or found no way on.
template <Scalar S>
bool follow(std::array<PathDictionary<S>, 2>& dictionaries, std::size_t dropped,
            std::size_t longest, const std::function<bool()>& go_on) {
    std::size_t side = dictionaries[0].is_own(dropped) ? 0 : 1;
    std::size_t label = dropped;
    for (std::size_t step = 0; step < longest; ++step) {
        if (!go_on()) return false;
        label = dictionaries[side].enter(label);
        if (label == dropped) return true;
        if (label == none) return false;
        side = 1 - side;
    }
    return false;
}

}  // namespace

PathStart start_in_doubles(const Bimatrix& sides) {
    return {scaled_cells<double>(sides.payoffs[1]), scaled_cells<double>(sides.payoffs[0])};
}

std::optional<PathEnd> path_in_doubles(const Bimatrix& sides, const PathStart& start,
                                       std::size_t label, std::size_t longest,
                                       const std::function<bool()>& go_on) {
    std::array dictionaries{PathDictionary<double>(sides, 0, start[0]),
                            PathDictionary<double>(sides, 1, start[1])};
    if (!follow(dictionaries, label, longest, go_on)) return std::nullopt;
    return PathEnd{{dictionaries[0].support(), dictionaries[1].support()}, {}};
}

std::optional<PathEnd> path_in_rationals(const Bimatrix& sides, std::size_t label,
                                         const std::function<bool()>& go_on) {
    std::array dictionaries{
        PathDictionary<Rational>(sides, 0, scaled_cells<Rational>(sides.payoffs[1])),
        PathDictionary<Rational>(sides, 1, scaled_cells<Rational>(sides.payoffs[0]))};
    if (!follow(dictionaries, label, none, go_on)) return std::nullopt;
    return PathEnd{{dictionaries[0].support(), dictionaries[1].support()},
                   {dictionaries[0].strategy(), dictionaries[1].strategy()}};
}

}  // namespace entente
