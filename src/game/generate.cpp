/// @file generate.cpp
/// Families of two-player games. Payoffs are whole numbers unless said otherwise.
#include "entente/generate.hpp"

#include "entente/contract.hpp"

#include "game/dual_cyclic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace entente {
namespace {

/// A game from two functions of (row, column), called row by row, the row player's first.
template <class First, class Second>
NamedGame square(std::string title, std::size_t size, First first, Second second) {
    std::vector<GamePlayer> players{{"row", {}}, {"column", {}}};
    for (GamePlayer& player : players) {
        for (std::size_t a = 0; a < size; ++a) player.actions.push_back(std::to_string(a + 1));
    }
    std::vector<Rational> payoffs;
    for (std::size_t a = 0; a < size; ++a) {
        for (std::size_t b = 0; b < size; ++b) payoffs.push_back(first(a, b));
    }
    for (std::size_t a = 0; a < size; ++a) {
        for (std::size_t b = 0; b < size; ++b) payoffs.push_back(second(a, b));
    }
    return {std::move(title), {std::move(players), std::move(payoffs)}};
}

std::string title(std::string_view family, std::size_t size, std::uint32_t seed) {
    return fmt::format("{} {} x {}, seed {}", family, size, size, seed);
}

NamedGame uniform(std::size_t size, std::uint32_t seed) {
    std::mt19937 engine(seed);
    const auto draw = [&](std::size_t, std::size_t) { return Rational(engine() % 100); };
    return square(title("uniform", size, seed), size, draw, draw);
}

/// u + v for one, w - v for the other: correlation -1/2.
NamedGame covariant(std::size_t size, std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::vector<Rational> shared(size * size);
    for (Rational& v : shared) v = engine() % 100;
    return square(
        title("covariant", size, seed), size,
        [&](std::size_t a, std::size_t b) {
            return Rational(engine() % 100) + shared[a * size + b];
        },
        [&](std::size_t a, std::size_t b) {
            return Rational(engine() % 100) - shared[a * size + b];
        });
}

NamedGame zero_sum(std::size_t size, std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::vector<Rational> value(size * size);
    for (Rational& v : value) v = static_cast<int>(engine() % 100) - 50;
    return square(
        title("zero-sum", size, seed), size,
        [&](std::size_t a, std::size_t b) { return value[a * size + b]; },
        [&](std::size_t a, std::size_t b) { return Rational(-value[a * size + b]); });
}

/// 1 on the diagonal: each nonempty set of actions is the support of one equilibrium.
NamedGame coordination(std::size_t size, std::uint32_t seed) {
    const auto same = [](std::size_t a, std::size_t b) { return Rational(a == b ? 1 : 0); };
    return square(title("coordination", size, seed), size, same, same);
}

/// Four cells in five are 0.
NamedGame sparse(std::size_t size, std::uint32_t seed) {
    std::mt19937 engine(seed);
    const auto draw = [&](std::size_t, std::size_t) {
        const auto filled = engine() % 5 == 0;
        const auto value = 1 + engine() % 99;
        return Rational(filled ? value : 0);
    };
    return square(title("sparse", size, seed), size, draw, draw);
}

NamedGame degenerate(std::size_t size, std::uint32_t seed) {
    std::mt19937 engine(seed);
    const auto draw = [&](std::size_t, std::size_t) { return Rational(engine() % 3); };
    return square(title("degenerate", size, seed), size, draw, draw);
}

NamedGame cyclic(std::string_view name, std::size_t size, std::uint32_t seed, CyclicLabels labels) {
    const auto [first, second] = dual_cyclic_payoffs(size, labels);
    return square(
        title(name, size, seed), size, [&](std::size_t a, std::size_t b) { return first(a, b); },
        [&](std::size_t a, std::size_t b) { return second(b, a); });
}

NamedGame cyclic_many(std::size_t size, std::uint32_t seed) {
    return cyclic("cyclic-many", size, seed, CyclicLabels::many_equilibria);
}

NamedGame cyclic_long(std::size_t size, std::uint32_t seed) {
    return cyclic("cyclic-long", size, seed, CyclicLabels::long_paths);
}

constexpr std::array families{
    GameFamily{"uniform", "independent payoffs from 0 to 99", false, uniform},
    GameFamily{"covariant", "payoffs with correlation -1/2", false, covariant},
    GameFamily{"zero-sum", "payoffs from -50 to 49 against their negatives", false, zero_sum},
    GameFamily{"coordination", "1 on the diagonal: 2^n - 1 equilibria", false, coordination},
    GameFamily{"sparse", "four cells in five are 0", false, sparse},
    GameFamily{"degenerate", "payoffs 0, 1 or 2", false, degenerate},
    GameFamily{"cyclic-many",
               "dual cyclic polytopes with about 2.4^n equilibria (von Stengel 1999)", true,
               cyclic_many},
    GameFamily{"cyclic-long",
               "dual cyclic polytopes with one equilibrium at the end of exponentially long paths "
               "(Savani and von Stengel 2006)",
               true, cyclic_long},
};

}  // namespace

std::span<const GameFamily> game_families() noexcept {
    return families;
}

const GameFamily* find_family(std::string_view name) noexcept {
    const auto it = std::ranges::find(families, name, &GameFamily::name);
    return it == families.end() ? nullptr : &*it;
}

std::string write_lrsnash(const NormalForm<Rational>& game) {
    expects(game.players().size() == 2, "lrsnash knows games of two players");
    const std::size_t rows = game.action_count(0);
    const std::size_t columns = game.action_count(1);
    std::string out = fmt::format("{} {}\n", rows, columns);
    for (const std::size_t i : {0U, 1U}) {
        out += '\n';
        for (std::size_t a = 0; a < rows; ++a) {
            for (std::size_t b = 0; b < columns; ++b) {
                if (b > 0) out += ' ';
                out += to_text(game.payoffs(i)[a * columns + b]);
            }
            out += '\n';
        }
    }
    return out;
}

}  // namespace entente
