#include "entente/reductions.hpp"

#include "entente/zero_sum.hpp"

#include "game/bimatrix.hpp"
#include "lp/matrix_game.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace entente {
namespace {

using Actions = std::vector<std::size_t>;

/// What is left of a game.
class Rest {
public:
    explicit Rest(const NormalForm<Rational>& game) : game_(game), remaining_(all_actions(game)) {}

    const std::vector<Actions>& remaining() const { return remaining_; }

    void drop(std::size_t player, std::size_t action) { std::erase(remaining_[player], action); }

    /// The player's payoffs: a row for each remaining action, a column for each profile of the
    /// others' remaining actions.
    RationalMatrix payoffs(std::size_t player) const {
        const auto profiles = profiles_of_others(player);
        RationalMatrix matrix(remaining_[player].size(), profiles.size());
        const auto all = game_.payoffs(player);
        for (std::size_t r = 0; r < matrix.rows(); ++r) {
            const std::size_t own = remaining_[player][r] * game_.stride(player);
            for (std::size_t c = 0; c < profiles.size(); ++c) matrix(r, c) = all[own + profiles[c]];
        }
        return matrix;
    }

private:
    /// Indices of the profiles in which the player takes action 0.
    std::vector<std::size_t> profiles_of_others(std::size_t player) const {
        std::vector<std::size_t> profiles{0};
        for (std::size_t j = 0; j < remaining_.size(); ++j) {
            if (j == player) continue;
            std::vector<std::size_t> longer;
            for (const std::size_t profile : profiles) {
                for (const std::size_t a : remaining_[j]) {
                    longer.push_back(profile + a * game_.stride(j));
                }
            }
            profiles = std::move(longer);
        }
        return profiles;
    }

    const NormalForm<Rational>& game_;
    std::vector<Actions> remaining_;
};

/// A mixture of rows that is better than one of them in every column.
struct Better {
    std::vector<Rational> mixture;
    Rational margin;
};

/// The row that is better by most, if there is one.
std::optional<Better> better_row(const RationalMatrix& payoffs, std::size_t row) {
    std::optional<Better> best;
    for (std::size_t r = 0; r < payoffs.rows(); ++r) {
        if (r == row) continue;
        Rational margin = payoffs(r, 0) - payoffs(row, 0);
        for (std::size_t c = 1; c < payoffs.columns() && margin > 0; ++c) {
            margin = std::min<Rational>(margin, payoffs(r, c) - payoffs(row, c));
        }
        if (margin <= 0 || (best && best->margin >= margin)) continue;
        best = Better{std::vector<Rational>(payoffs.rows()), std::move(margin)};
        best->mixture[r] = 1;
    }
    return best;
}

/// A row that earns most in some column is dominated by none.
bool is_best_somewhere(const RationalMatrix& payoffs, std::size_t row) {
    for (std::size_t c = 0; c < payoffs.columns(); ++c) {
        bool best = true;
        for (std::size_t r = 0; r < payoffs.rows() && best; ++r) {
            best = payoffs(r, c) <= payoffs(row, c);
        }
        if (best) return true;
    }
    return false;
}

std::optional<Better> better_mixture(const RationalMatrix& payoffs, std::size_t row,
                                     const std::function<bool()>& go_on) {
    if (payoffs.rows() < 3) return std::nullopt;
    RationalMatrix gains(payoffs.rows() - 1, payoffs.columns());
    for (std::size_t r = 0; r < gains.rows(); ++r) {
        const std::size_t other = r < row ? r : r + 1;
        for (std::size_t c = 0; c < gains.columns(); ++c) {
            gains(r, c) = payoffs(other, c) - payoffs(row, c);
        }
    }
    auto solution = solve_matrix_game(gains, go_on);
    if (!solution || solution->value <= 0) return std::nullopt;
    solution->row.insert(solution->row.begin() + static_cast<std::ptrdiff_t>(row), Rational(0));
    return Better{std::move(solution->row), std::move(solution->value)};
}

/// All that the rest of the game shows to be dominated; the round is left to the caller.
std::vector<DominatedAction> dominated_in(const Rest& rest, const NormalForm<Rational>& game,
                                          Dominance dominance, const std::function<bool()>& go_on) {
    std::vector<DominatedAction> found;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        const Actions& remaining = rest.remaining()[i];
        if (remaining.size() == 1) continue;
        const RationalMatrix payoffs = rest.payoffs(i);
        for (std::size_t r = 0; r < remaining.size() && go_on(); ++r) {
            if (is_best_somewhere(payoffs, r)) continue;
            auto better = better_row(payoffs, r);
            if (!better && dominance == Dominance::by_mixtures)
                better = better_mixture(payoffs, r, go_on);
            if (!better) continue;
            std::vector<Rational> mixture(game.action_count(i));
            for (std::size_t k = 0; k < remaining.size(); ++k) {
                mixture[remaining[k]] = better->mixture[k];
            }
            found.push_back({0, i, remaining[r], std::move(mixture), std::move(better->margin)});
        }
    }
    return found;
}

/// What every player gets when this one takes an action, profile by profile of the others.
std::vector<Rational> consequences(const NormalForm<Rational>& game, std::size_t player,
                                   std::size_t action) {
    std::vector<Rational> all;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        if (game.action(p, player) != action) continue;
        for (std::size_t i = 0; i < game.players().size(); ++i) all.push_back(game.payoffs(i)[p]);
    }
    return all;
}

std::vector<DuplicateActions> duplicates_in(const NormalForm<Rational>& game) {
    std::vector<DuplicateActions> duplicates;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        std::map<std::vector<Rational>, Actions> groups;
        for (std::size_t a = 0; a < game.action_count(i); ++a) {
            groups[consequences(game, i, a)].push_back(a);
        }
        const std::size_t first = duplicates.size();
        for (auto& [payoffs, actions] : groups) {
            if (actions.size() > 1) duplicates.push_back({i, std::move(actions)});
        }
        std::ranges::sort(duplicates.begin() + static_cast<std::ptrdiff_t>(first), duplicates.end(),
                          {}, &DuplicateActions::actions);
    }
    return duplicates;
}

/// Drops what is dominated until nothing is, or it may not go on.
std::vector<DominatedAction> eliminate(Rest& rest, const NormalForm<Rational>& game,
                                       Dominance dominance, const std::function<bool()>& go_on) {
    std::vector<DominatedAction> dominated;
    for (std::size_t round = 1; go_on(); ++round) {
        auto found = dominated_in(rest, game, dominance, go_on);
        if (found.empty()) break;
        for (DominatedAction& action : found) {
            action.round = round;
            rest.drop(action.player, action.action);
            dominated.push_back(std::move(action));
        }
    }
    return dominated;
}

}  // namespace

std::vector<std::vector<std::size_t>> undominated(const NormalForm<Rational>& game,
                                                  Dominance dominance) {
    Rest rest(game);
    eliminate(rest, game, dominance, [] { return true; });
    return rest.remaining();
}

Reductions reductions(const NormalForm<Rational>& game, const std::stop_token& stop) {
    const std::function<bool()> go_on = [&stop] { return !stop.stop_requested(); };
    Reductions result;
    Rest rest(game);
    result.dominated = eliminate(rest, game, Dominance::by_mixtures, go_on);
    result.complete = go_on();
    result.remaining = rest.remaining();
    result.duplicates = duplicates_in(game);
    result.sum = constant_sum(game);
    return result;
}

}  // namespace entente
