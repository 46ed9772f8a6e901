/// @file support_search.cpp
/// One equilibrium with supports as small as possible.
///
/// For k = 1, 2, ... every pair (S, T) of k actions of either side is tried: is there a vertex x of
/// side 0's best-response polytope that plays only in S and makes all of T best responses, and a
/// vertex y of side 1's with S and T exchanged? Then (x, y) is an equilibrium. Every extreme
/// equilibrium is found at some such pair, in degenerate games too: with k the larger of its two
/// supports, S can be filled up from the best responses to y and T from those to x, because at a
/// vertex there are at least as many best responses as actions played.
///
/// Most pairs are left out beforehand: an action of S must not be worse than another one against
/// all of T, nor one of T against all of S (conditional dominance). Comparisons of payoffs are
/// bits, so that this takes a few machine instructions for each pair of actions.
///
/// Source: R. Porter, E. Nudelman and Y. Shoham, Simple search methods for finding a Nash
/// equilibrium, Games and Economic Behavior 63 (2008), 642-662.
/// Time O(sum over k of C(m, k) C(n, k) n^2) up to the size of the smallest supports.
#include "game/bimatrix.hpp"
#include "solvers/catalogue.hpp"
#include "solvers/response_polytope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace entente {
namespace {

/// Actions of one side as bits.
using ActionSet = std::uint64_t;

std::optional<std::string> refusal(const Game& any) {
    const auto sides = as_bimatrix(std::get<NormalForm<Rational>>(any));
    if (!sides) return "more than two players have a choice";
    const std::size_t actions = sides->actions(0) + sides->actions(1);
    if (actions > most_labels) {
        return fmt::format("{} actions in all are too many (at most {})", actions, most_labels);
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return std::ranges::all_of(std::get<NormalForm<Rational>>(any).players(),
                               [](const GamePlayer& player) { return player.actions.size() == 1; });
}

ActionSet first(std::size_t count) {
    return count == 64 ? ~ActionSet{0} : (ActionSet{1} << count) - 1;
}

/// The next larger number with as many bits (R. Gosper, HAKMEM 175, 1972); 0 after the last.
ActionSet next_subset(ActionSet subset) {
    const ActionSet low = subset & (~subset + 1);
    const ActionSet ripple = subset + low;
    return ripple == 0 ? 0 : ripple | ((subset ^ ripple) >> (2 + std::countr_zero(low)));
}

/// Calls `visit` for each subset of `size` of these actions until it returns true.
template <class Visit>
bool any_subset(ActionSet actions, std::size_t size, Visit visit) {
    std::array<unsigned, 64> members{};
    unsigned count = 0;
    for (ActionSet left = actions; left != 0; left &= left - 1) {
        members[count++] = static_cast<unsigned>(std::countr_zero(left));
    }
    if (size > count) return false;
    const ActionSet all = first(count);
    for (ActionSet chosen = first(size); chosen != 0 && chosen <= all;
         chosen = next_subset(chosen)) {
        ActionSet subset = 0;
        for (ActionSet left = chosen; left != 0; left &= left - 1) {
            subset |= ActionSet{1} << members[static_cast<unsigned>(std::countr_zero(left))];
        }
        if (visit(subset)) return true;
    }
    return false;
}

/// For each two actions of a side, against which actions of the other the second earns more.
class Comparisons {
public:
    explicit Comparisons(const RationalMatrix& payoffs)
        : count_(payoffs.rows()), better_(count_ * count_) {
        for (std::size_t a = 0; a < count_; ++a) {
            for (std::size_t c = 0; c < count_; ++c) {
                for (std::size_t b = 0; b < payoffs.columns(); ++b) {
                    if (payoffs(c, b) > payoffs(a, b)) better_[a * count_ + c] |= ActionSet{1} << b;
                }
            }
        }
    }

    /// Whether another action is better than this one against all of these.
    bool dominated(std::size_t action, ActionSet against) const {
        for (std::size_t c = 0; c < count_; ++c) {
            if ((against & ~better_[action * count_ + c]) == 0) return true;
        }
        return false;
    }

    /// Those that are not dominated.
    ActionSet undominated(ActionSet among, ActionSet against) const {
        ActionSet kept = 0;
        for (ActionSet left = among; left != 0; left &= left - 1) {
            const auto action = static_cast<std::size_t>(std::countr_zero(left));
            if (!dominated(action, against)) kept |= left & (~left + 1);
        }
        return kept;
    }

private:
    std::size_t count_;
    std::vector<ActionSet> better_;
};

class SupportSearch {
public:
    SupportSearch(const NormalForm<Rational>& game, const SolveOptions& options)
        : game_(game),
          options_(options),
          sides_(*as_bimatrix(game)),
          polytopes_{ResponsePolytope(sides_, 0), ResponsePolytope(sides_, 1)},
          comparisons_{Comparisons(sides_.payoffs[0]), Comparisons(sides_.payoffs[1])} {}

    Solution run() {
        const std::size_t largest = std::min(sides_.actions(0), sides_.actions(1));
        for (std::size_t size = 1; size <= largest && !search(size); ++size) {
        }
        return std::move(solution_);
    }

private:
    /// @return true if there is nothing more to do.
    bool search(std::size_t size) {
        const ActionSet all_own = first(sides_.actions(0));
        const ActionSet all_other = first(sides_.actions(1));
        return any_subset(
            comparisons_[0].undominated(all_own, all_other), size, [&](ActionSet own) {
                if (!within(options_, solution_)) return true;
                const ActionSet others = comparisons_[1].undominated(all_other, own);
                return any_subset(others, size,
                                  [&](ActionSet other) { return try_pair(own, other); });
            });
    }

    bool try_pair(ActionSet own, ActionSet other) {
        if (comparisons_[0].undominated(own, other) != own) return false;
        if (!within(options_, solution_)) return true;
        ++solution_.steps;
        const std::size_t shift = sides_.actions(0);
        const LabelSet unplayed_own = first(shift) & ~own;
        const LabelSet unplayed_other = first(sides_.actions(1)) & ~other;
        polytopes_[0].face_vertices(unplayed_own | other << shift, found_[0]);
        if (found_[0].list.empty()) return false;
        polytopes_[1].face_vertices(unplayed_other << shift | own, found_[1]);
        if (found_[1].list.empty()) return false;
        solution_.equilibria.push_back({as_profile(game_, sides_,
                                                   {std::move(found_[0].list.front().strategy),
                                                    std::move(found_[1].list.front().strategy)}),
                                        0});
        return true;
    }

    const NormalForm<Rational>& game_;
    const SolveOptions& options_;
    Bimatrix sides_;
    std::array<ResponsePolytope, 2> polytopes_;
    std::array<Comparisons, 2> comparisons_;
    std::array<FaceVertices, 2> found_;
    Solution solution_;
};

Solution solve(const Game& any, const SolveOptions& options) {
    return SupportSearch(std::get<NormalForm<Rational>>(any), options).run();
}

}  // namespace

constinit const Solver support_search{
    .name = "small-support",
    .summary = "one equilibrium of two players that mixes as few actions as possible",
    .accepts = "games in which at most two players have a choice, with up to 64 actions in all",
    .guarantee = "one equilibrium; none has a smaller largest support",
    .cost = "O(C(m, k) C(n, k)) pairs of supports of up to k actions, k that of the answer",
    .source =
        "R. Porter, E. Nudelman and Y. Shoham, Simple search methods for finding a Nash "
        "equilibrium, Games and Economic Behavior 63 (2008), 642-662",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
