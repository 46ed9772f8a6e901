#include "solvers/pivoting_path.hpp"

#include "linear/dictionary.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

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
          at_{own_, std::move(cells), std::vector<S>(other_, S(1))} {
        for (std::size_t b = 0; b < other_; ++b) at_.basic.push_back(other_first_ + b);
        for (std::size_t a = 0; a < own_; ++a) at_.nonbasic.push_back(own_first_ + a);
        if constexpr (std::is_same_v<S, double>) {
            move_apart(at_.values, other_, 1e-6, 0x9E3779B97F4A7C15U * (side + 1));
        }
    }

    bool is_own(std::size_t label) const { return label - own_first_ < own_; }

    /// Lets the variable of a label grow. @return the label whose variable leaves; none if none.
    std::size_t enter(std::size_t label) {
        const auto column =
            static_cast<std::size_t>(std::ranges::find(at_.nonbasic, label) - at_.nonbasic.begin());
        const std::size_t row = leaving(column);
        if (row == none) return none;
        at_.pivot(row, column);
        return at_.nonbasic[column];
    }

    /// Own actions that are basic, ascending.
    std::vector<std::size_t> support() const {
        std::vector<std::size_t> actions;
        for (const std::size_t label : at_.basic) {
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
            if (!is_own(at_.basic[r])) continue;
            x[at_.basic[r] - own_first_] = at_.values[r];
            sum += at_.values[r];
        }
        for (S& value : x) value /= sum;
        return x;
    }

private:
    std::size_t leaving(std::size_t column) const {
        std::size_t best = none;
        for (std::size_t r = 0; r < other_; ++r) {
            if constexpr (std::is_same_v<S, double>) {
                constexpr double smallest_pivot = -1e-11;
                if (at_.cell(r, column) >= smallest_pivot) continue;
            } else {
                if (at_.cell(r, column) >= 0) continue;
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
        const S& slope = at_.cell(one, column);
        const S& other_slope = at_.cell(other, column);
        // value / -slope < other value / -other slope, both slopes negative
        const S difference = at_.values[one] * other_slope - at_.values[other] * slope;
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
        if (at_.basic[row] == label) return 1;
        const auto found = std::ranges::find(at_.nonbasic, label);
        if (found == at_.nonbasic.end()) return 0;
        return -at_.cell(row, static_cast<std::size_t>(found - at_.nonbasic.begin()));
    }

    std::size_t own_;
    std::size_t other_;
    std::size_t own_first_;
    std::size_t other_first_;
    Dictionary<S> at_;
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
    return {negative_cells<double>(sides.payoffs[1]), negative_cells<double>(sides.payoffs[0])};
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
        PathDictionary<Rational>(sides, 0, negative_cells<Rational>(sides.payoffs[1])),
        PathDictionary<Rational>(sides, 1, negative_cells<Rational>(sides.payoffs[0]))};
    if (!follow(dictionaries, label, none, go_on)) return std::nullopt;
    return PathEnd{{dictionaries[0].support(), dictionaries[1].support()},
                   {dictionaries[0].strategy(), dictionaries[1].strategy()}};
}

}  // namespace entente
