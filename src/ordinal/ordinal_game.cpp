#include "ordinal/ordinal_game.hpp"

#include <algorithm>

namespace entente {
namespace {

using Kept = std::vector<std::vector<std::uint8_t>>;  ///< [player][action]: 1 if it stays

class Analysis {
public:
    Analysis(const OrdinalGame& game, const std::stop_token& stop)
        : game_(game), shape_(game), stop_(stop) {}

    /// Without meaning if stopped.
    OrdinalSolution solve() const {
        OrdinalSolution solution;
        for (std::size_t p = 0; p < shape_.count() && !stop_.stop_requested(); ++p)
            if (is_equilibrium(p)) solution.equilibria.push_back(p);
        solution.dominated = dominated();
        const Kept possible = kept_after(&Analysis::may_be_best);
        const Kept certain = kept_after(&Analysis::is_best_somewhere);
        solution.only = true;
        for (std::size_t i = 0; i < shape_.players(); ++i) {
            solution.rationalizable.emplace_back();
            for (std::size_t a = 0; a < shape_.actions(i); ++a)
                solution.rationalizable[i].push_back(possible[i][a] == 0  ? Reason::never
                                                     : certain[i][a] != 0 ? Reason::always
                                                                          : Reason::depends);
            solution.only = solution.only && std::ranges::count(possible[i], 1) == 1;
        }
        solution.mixed = mixed(solution, possible);
        return solution;
    }

private:
    using Test = bool (Analysis::*)(std::size_t player, std::size_t action, const Kept&) const;

    bool is_best_response(std::size_t i, std::size_t p) const {
        for (std::size_t b = 0; b < shape_.actions(i); ++b)
            if (game_.ranks[i][shape_.with(p, i, b)] < game_.ranks[i][p]) return false;
        return true;
    }

    bool is_equilibrium(std::size_t p) const {
        for (std::size_t i = 0; i < shape_.players(); ++i)
            if (!is_best_response(i, p)) return false;
        return true;
    }

    /// Profiles with this action of the player in which the others play what stays.
    std::vector<std::size_t> profiles(std::size_t i, std::size_t a, const Kept& kept) const {
        std::vector<std::size_t> found;
        const std::size_t stride = shape_.stride(i), block = stride * shape_.actions(i);
        for (std::size_t start = a * stride; start < shape_.count(); start += block) {
            for (std::size_t p = start; p < start + stride; ++p) {
                bool stays = true;
                for (std::size_t j = 0; stays && j < shape_.players(); ++j)
                    stays = j == i || kept[j][shape_.action(p, j)] != 0;
                if (stays) found.push_back(p);
            }
        }
        return found;
    }

    bool is_best_somewhere(std::size_t i, std::size_t a, const Kept& kept) const {
        return std::ranges::any_of(profiles(i, a, kept),
                                   [&](std::size_t p) { return is_best_response(i, p); });
    }

    /// Whether on some set of profiles no pure action weakly dominates this one. Where b dominates
    /// it on a set, such a subset can only lie where both are tied; so the set shrinks until it is
    /// empty or nothing dominates.
    bool may_be_best(std::size_t i, std::size_t a, const Kept& kept) const {
        auto on = profiles(i, a, kept);
        while (!on.empty()) {
            const auto b = dominating(i, on);
            if (!b) return true;
            std::erase_if(on, [&](std::size_t p) {
                return game_.ranks[i][shape_.with(p, i, *b)] != game_.ranks[i][p];
            });
        }
        return false;
    }

    /// The first action that is at least as good in all these profiles and better in one.
    std::optional<std::size_t> dominating(std::size_t i, const std::vector<std::size_t>& on) const {
        for (std::size_t b = 0; b < shape_.actions(i); ++b) {
            bool no_worse = true, better = false;
            for (const std::size_t p : on) {
                const std::size_t other = game_.ranks[i][shape_.with(p, i, b)];
                no_worse = no_worse && other <= game_.ranks[i][p];
                better = better || other < game_.ranks[i][p];
            }
            if (no_worse && better) return b;
        }
        return std::nullopt;
    }

    Kept kept_after(Test test) const {
        Kept kept;
        for (std::size_t i = 0; i < shape_.players(); ++i)
            kept.emplace_back(shape_.actions(i), std::uint8_t{1});
        for (bool changed = true; changed;) {
            const Kept before = kept;
            for (std::size_t i = 0; i < shape_.players(); ++i)
                for (std::size_t a = 0; a < shape_.actions(i); ++a)
                    if (before[i][a] != 0 && !stop_.stop_requested() &&
                        !(this->*test)(i, a, before))
                        kept[i][a] = 0;
            changed = kept != before;
        }
        return kept;
    }

    std::vector<Dominated> dominated() const {
        std::vector<Dominated> found;
        Kept all;
        for (std::size_t i = 0; i < shape_.players(); ++i)
            all.emplace_back(shape_.actions(i), std::uint8_t{1});
        for (std::size_t i = 0; i < shape_.players(); ++i) {
            for (std::size_t a = 0; a < shape_.actions(i); ++a) {
                if (stop_.stop_requested()) return found;
                const auto on = profiles(i, a, all);
                for (std::size_t b = 0; b < shape_.actions(i); ++b) {
                    const auto& ranks = game_.ranks[i];
                    if (!std::ranges::all_of(on, [&](std::size_t p) {
                            return ranks[shape_.with(p, i, b)] < ranks[p];
                        }))
                        continue;
                    found.push_back({i, a, b});
                    break;
                }
            }
        }
        return found;
    }

    /// Two actions each, in which nobody is ever indifferent: the equilibria are those of matching
    /// pennies or of a coordination game, as dominance would have left fewer actions.
    bool two_by_two(const Kept& possible) const {
        if (shape_.players() != 2) return false;
        for (std::size_t i = 0; i < 2; ++i) {
            if (std::ranges::count(possible[i], 1) != 2) return false;
            const auto first =
                static_cast<std::size_t>(std::ranges::find(possible[i], 1) - possible[i].begin());
            const auto second = static_cast<std::size_t>(
                std::find(possible[i].begin() + static_cast<std::ptrdiff_t>(first) + 1,
                          possible[i].end(), 1) -
                possible[i].begin());
            for (const std::size_t p : profiles(i, first, possible))
                if (game_.ranks[i][p] == game_.ranks[i][shape_.with(p, i, second)]) return false;
        }
        return true;
    }

    std::string mixed(const OrdinalSolution& solution, const Kept& possible) const {
        if (solution.only) return "There is no other equilibrium, pure or mixed.";
        if (two_by_two(possible))
            return solution.equilibria.empty()
                       ? "There is exactly one equilibrium; in it both players mix two actions, "
                         "with probabilities that depend on the numbers."
                       : "There is exactly one more, in which both players mix two actions, with "
                         "probabilities that depend on the numbers.";
        if (solution.equilibria.empty())
            return "So every equilibrium is mixed; there is at least one, and which depends on "
                   "the numbers.";
        return "Whether there are mixed ones too, and which, depends on the numbers.";
    }

    const OrdinalGame& game_;
    ProfileShape shape_;
    const std::stop_token& stop_;
};

}  // namespace

std::optional<OrdinalSolution> solve_ordinal(const OrdinalGame& game, const std::stop_token& stop) {
    auto solution = Analysis(game, stop).solve();
    if (stop.stop_requested()) return std::nullopt;
    return solution;
}

GraphModel graph_of(const OrdinalGame& game, std::vector<std::string> players,
                    std::vector<std::string> outcomes) {
    const ProfileShape shape(game);
    GraphModel graph{std::move(players), std::move(outcomes), {}, game.ranks};
    for (std::size_t i = 0; i < shape.players(); ++i) {
        graph.moves.emplace_back(shape.count());
        for (std::size_t p = 0; p < shape.count(); ++p)
            for (std::size_t a = 0; a < shape.actions(i); ++a)
                if (a != shape.action(p, i)) graph.moves[i][p].push_back(shape.with(p, i, a));
    }
    return graph;
}

}  // namespace entente
