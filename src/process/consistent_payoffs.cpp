#include "entente/contract.hpp"
#include "entente/sampled_evaluation.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

namespace entente {
namespace {

/// How many different ranks a player distinguishes.
std::size_t rank_count(const std::vector<std::size_t>& ranks) {
    return 1 + *std::ranges::max_element(ranks);
}

/// Heights in [0, 1] of the ranks, best first, for a number of ranks.
using Heights = std::function<std::vector<Rational>(std::size_t ranks)>;

/// Puts payoffs low + height * (high - low) in place of every ranking.
Model with_heights(Model model, std::span<const Rational> parameters, const Heights& heights) {
    for (Interaction& interaction : model.interactions) {
        if (!interaction.rankings) continue;
        const Valuation valuation{parameters, {}, 0, {}};
        const Rational low = value(interaction.rankings->low, valuation);
        const Rational high = value(interaction.rankings->high, valuation);
        std::size_t cell = 0;
        for (const auto& ranks : interaction.rankings->ranks) {
            const auto height = heights(rank_count(ranks));
            for (const std::size_t rank : ranks) {
                Expression& payoff = interaction.payoffs[cell++];
                const SourceSpan where = payoff.where;
                payoff = constant(low + height[rank] * (high - low));
                payoff.where = payoff.nodes.front().where = where;
            }
        }
        interaction.rankings.reset();
    }
    return model;
}

/// k - 2 different numbers strictly between 0 and 2^24, the highest first, as parts of it. A draw
/// that is there already is made again, which keeps all sets of numbers equally likely.
std::vector<Rational> drawn_heights(std::size_t ranks, std::mt19937_64& engine) {
    constexpr unsigned bits = 24;
    expects(ranks < (std::size_t{1} << 20U), "fewer ranks than draws can tell apart");
    if (ranks == 1) return {0};
    std::set<std::uint64_t, std::greater<>> draws;
    while (draws.size() < ranks - 2)
        if (const std::uint64_t draw = engine() >> (64U - bits); draw != 0) draws.insert(draw);
    std::vector<Rational> heights{1};
    for (const std::uint64_t draw : draws)
        heights.push_back(Rational(draw) / (std::uint64_t{1} << bits));
    heights.emplace_back(0);
    return heights;
}

/// The first `good` ranks near 1, the others near 0.
std::vector<Rational> split_heights(std::size_t ranks, std::size_t good) {
    if (ranks == 1) return {0};
    const Rational step = Rational(1) / (1000 * (ranks - 1));
    std::vector<Rational> heights;
    for (std::size_t r = 0; r < ranks; ++r)
        heights.push_back(r < good ? 1 - r * step : (ranks - 1 - r) * step);
    return heights;
}

}  // namespace

bool has_rankings(const Model& model) {
    return std::ranges::any_of(model.interactions, [](const Interaction& interaction) {
        return interaction.rankings.has_value();
    });
}

Model with_drawn_payoffs(const Model& model, std::span<const Rational> parameters,
                         std::uint64_t seed, std::uint64_t number) {
    std::seed_seq words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U),
                        static_cast<std::uint32_t>(number),
                        static_cast<std::uint32_t>(number >> 32U)};
    std::mt19937_64 engine(words);
    return with_heights(model, parameters,
                        [&](std::size_t ranks) { return drawn_heights(ranks, engine); });
}

std::uint64_t extreme_count(const Model& model) {
    constexpr std::uint64_t most = std::uint64_t{1} << 32U;
    std::uint64_t count = 1;
    for (const Interaction& interaction : model.interactions) {
        if (!interaction.rankings) continue;
        for (const auto& ranks : interaction.rankings->ranks) {
            const std::uint64_t ways = std::max<std::size_t>(rank_count(ranks), 2) - 1;
            if (ways > most / count) return most;
            count *= ways;
        }
    }
    return count;
}

Model with_extreme_payoffs(const Model& model, std::span<const Rational> parameters,
                           std::uint64_t number) {
    return with_heights(model, parameters, [&](std::size_t ranks) {
        const std::uint64_t ways = std::max<std::size_t>(ranks, 2) - 1;
        const std::size_t good = 1 + number % ways;
        number /= ways;
        return split_heights(ranks, good);
    });
}

}  // namespace entente
