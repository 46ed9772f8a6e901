#include "game/mean_payoff.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace entente;

namespace {

NormalForm<Rational> some_game(std::mt19937& engine) {
    std::vector<GamePlayer> players(1 + engine() % 4);
    std::size_t profiles = 1;
    for (GamePlayer& player : players) {
        player.actions.resize(1 + engine() % 3);
        profiles *= player.actions.size();
    }
    std::vector<Rational> payoffs;
    for (std::size_t k = 0; k < players.size() * profiles; ++k)
        payoffs.emplace_back(static_cast<int>(engine() % 7) - 3, 1 + engine() % 2);
    return {std::move(players), std::move(payoffs)};
}

/// Some actions are left out, as the mean skips them.
Profile some_profile(const NormalForm<Rational>& game, std::mt19937& engine) {
    Profile profile;
    for (std::size_t i = 0; i < game.players().size(); ++i) {
        std::vector<Rational> strategy(game.action_count(i));
        for (Rational& x : strategy) x = Rational(engine() % 3, 7);
        profile.push_back(std::move(strategy));
    }
    return profile;
}

/// Over all profiles of pure strategies, one after the other.
Rational plain_mean(const NormalForm<Rational>& game, std::size_t player, const Profile& profile,
                    std::size_t fixed, std::size_t action) {
    Rational sum = 0;
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
        Rational worth = game.payoffs(player)[p];
        for (std::size_t j = 0; j < profile.size(); ++j) {
            if (j == fixed)
                worth *= game.action(p, j) == action ? 1 : 0;
            else
                worth *= profile[j][game.action(p, j)];
        }
        sum += worth;
    }
    return sum;
}

}  // namespace

TEST_CASE("mean payoffs are sums over all profiles, whoever is fixed") {
    constexpr unsigned seed = 5;
    CAPTURE(seed);
    std::mt19937 engine(seed);
    for (int trial = 0; trial < 200; ++trial) {
        const auto game = some_game(engine);
        const auto profile = some_profile(game, engine);
        for (std::size_t i = 0; i < profile.size(); ++i) {
            CHECK(mean_payoff(game, i, profile) == plain_mean(game, i, profile, nobody_fixed, 0));
            for (std::size_t j = 0; j < profile.size(); ++j)
                for (std::size_t a = 0; a < game.action_count(j); ++a)
                    CHECK(mean_payoff(game, i, profile, j, a) ==
                          plain_mean(game, i, profile, j, a));
        }
    }
}
