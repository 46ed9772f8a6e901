#include "entente/selection.hpp"

#include "entente/contract.hpp"
#include "entente/solver.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

using Kind = SelectionRule::Kind;

/// A 2 x 2 game from its rows (row player's, column player's payoff).
NormalForm<Rational> two_by_two(const std::vector<std::pair<Rational, Rational>>& cells) {
    std::vector<Rational> payoffs;
    for (const auto& [row, column] : cells) payoffs.push_back(row);
    for (const auto& [row, column] : cells) payoffs.push_back(column);
    return {{{"A", {"0", "1"}}, {"B", {"0", "1"}}}, std::move(payoffs)};
}

struct Chosen {
    Profile profile;
    bool noted;

    bool operator==(const Chosen&) const = default;
};

Chosen chosen(const NormalForm<Rational>& game, const SelectionRule& rule) {
    const auto list = default_solver(game).solve(game, {}).equilibria;
    const auto selection = select(game, list, rule).value();
    return {list.at(selection.index).profile, !selection.note.empty()};
}

const Profile both_first{{1, 0}, {1, 0}};
const Profile both_second{{0, 1}, {0, 1}};

}  // namespace

TEST_CASE("in a stag hunt payoffs and risk may point to different equilibria") {
    const auto risky = two_by_two({{9, 9}, {0, 8}, {8, 0}, {7, 7}});  // 1 * 1 against 7 * 7
    CHECK(chosen(risky, {Kind::payoff_dominant}) == Chosen{both_first, false});
    CHECK(chosen(risky, {Kind::risk_dominant}) == Chosen{both_second, false});

    const auto safe = two_by_two({{9, 9}, {0, 3}, {3, 0}, {4, 4}});  // 6 * 6 against 4 * 4
    CHECK(chosen(safe, {Kind::payoff_dominant}) == Chosen{both_first, false});
    CHECK(chosen(safe, {Kind::risk_dominant}) == Chosen{both_first, false});
}

TEST_CASE("equal risk in a 2 x 2 game gives the mixed equilibrium") {
    const auto chicken = two_by_two({{3, 3}, {2, 4}, {4, 2}, {1, 1}});
    const Rational half(1, 2);
    CHECK(chosen(chicken, {Kind::risk_dominant}) == Chosen{{{half, half}, {half, half}}, false});
}

TEST_CASE("risk dominance multiplies the losses of both players") {
    // (first, first): losses 2 and 2; (second, second): losses 1 and 3, less than 4.
    const auto battle = two_by_two({{2, 2}, {0, 0}, {0, 0}, {1, 3}});
    CHECK(chosen(battle, {Kind::risk_dominant}) == Chosen{both_first, false});
}

TEST_CASE("in larger games risk dominance compares pairs") {
    // Coordination on one of three actions worth 3, 5, 4: the middle one dominates both others.
    NormalForm<Rational> game({{"A", {"a", "b", "c"}}, {"B", {"a", "b", "c"}}},
                              {3, 0, 0, 0, 5, 0, 0, 0, 4, 3, 0, 0, 0, 5, 0, 0, 0, 4});
    CHECK(chosen(game, {Kind::risk_dominant}) == Chosen{{{0, 1, 0}, {0, 1, 0}}, false});
}

TEST_CASE("among three players risk dominance multiplies three losses") {
    // Everybody gets x if all play 0, y if all play 1, nothing otherwise; deviating loses it all.
    const auto stag = [](int x, int y) {
        std::vector<Rational> payoffs;
        for (int i = 0; i < 3; ++i) payoffs.insert(payoffs.end(), {x, 0, 0, 0, 0, 0, 0, y});
        return NormalForm<Rational>({{"A", {"0", "1"}}, {"B", {"0", "1"}}, {"C", {"0", "1"}}},
                                    std::move(payoffs));
    };
    CHECK(chosen(stag(2, 3), {Kind::risk_dominant}).profile == Profile{{0, 1}, {0, 1}, {0, 1}});
    CHECK(chosen(stag(3, 2), {Kind::risk_dominant}).profile == Profile{{1, 0}, {1, 0}, {1, 0}});
    CHECK(chosen(stag(2, 2), {Kind::risk_dominant}).noted);
}

TEST_CASE("a deviation that costs nothing weighs nothing") {
    // All play 1 is an equilibrium that is held together by indifference only.
    const auto weak = two_by_two({{1, 1}, {0, 0}, {0, 0}, {0, 0}});
    CHECK(chosen(weak, {Kind::risk_dominant}) == Chosen{both_first, false});
}

TEST_CASE("without a payoff-dominant equilibrium the largest sum is taken and noted") {
    const auto battle = two_by_two({{2, 2}, {0, 0}, {0, 0}, {1, 5}});
    CHECK(chosen(battle, {Kind::payoff_dominant}) == Chosen{both_second, true});
}

TEST_CASE("a tie goes to the first in the canonical order and is noted") {
    const auto twins = two_by_two({{1, 1}, {0, 0}, {0, 0}, {1, 1}});
    CHECK(chosen(twins, {Kind::payoff_dominant}) == Chosen{both_first, true});
}

TEST_CASE("first, worst and a named profile are what they say") {
    const auto battle = two_by_two({{2, 1}, {0, 0}, {0, 0}, {1, 5}});
    CHECK(chosen(battle, {Kind::first}) == Chosen{both_first, false});
    CHECK(chosen(battle, {Kind::profile, 0, {1, 1}}) == Chosen{both_second, false});
    const Profile mixed{{Rational(5, 6), Rational(1, 6)}, {Rational(1, 3), Rational(2, 3)}};
    CHECK(chosen(battle, {Kind::worst}) == Chosen{mixed, false});
    CHECK(chosen(battle, {Kind::worst_for, 1}) == Chosen{mixed, false});

    const auto list = default_solver(battle).solve(battle, {}).equilibria;
    CHECK_FALSE(select(battle, list, {Kind::profile, 0, {0, 1}}).has_value());
    CHECK_THROWS_AS(select(battle, {}, {Kind::first}), ContractError);
}

TEST_CASE("the order in which equilibria are handed over does not matter") {
    const auto twins = two_by_two({{1, 1}, {0, 0}, {0, 0}, {1, 1}});
    auto list = default_solver(twins).solve(twins, {}).equilibria;
    std::swap(list.front(), list.back());
    for (const Kind kind : {Kind::payoff_dominant, Kind::risk_dominant, Kind::first, Kind::worst}) {
        const auto selection = select(twins, list, {kind}).value();
        CHECK(list[selection.index].profile == chosen(twins, {kind}).profile);
    }
}

TEST_CASE("payoffs of a mixed profile are expectations") {
    const auto battle = two_by_two({{2, 1}, {0, 0}, {0, 0}, {1, 5}});
    CHECK(payoffs(battle, {{Rational(1, 2), Rational(1, 2)}, {Rational(1, 3), Rational(2, 3)}}) ==
          std::vector<Rational>{Rational(2, 3), Rational(11, 6)});
}
