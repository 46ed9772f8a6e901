#include "entente/contract.hpp"
#include "entente/verify.hpp"

#include <boost/functional/hash.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace entente {
namespace {

std::size_t hash_of(const Profile& profile) {
    std::size_t hash = 0;
    for (const std::vector<Rational>& strategy : profile)
        for (const Rational& x : strategy) boost::hash_combine(hash, x);
    return hash;
}

/// The position of an equilibrium that an earlier one in the list equals.
std::optional<std::size_t> repetition(const std::vector<Equilibrium>& list) {
    std::unordered_multimap<std::size_t, std::size_t> seen;  // position by hash: profiles are long
    seen.reserve(list.size());
    for (std::size_t k = 0; k < list.size(); ++k) {
        const std::size_t hash = hash_of(list[k].profile);
        const auto [from, to] = seen.equal_range(hash);
        const bool repeated = std::any_of(from, to, [&](const auto& entry) {
            return list[entry.second].profile == list[k].profile;
        });
        if (repeated) return k;
        seen.emplace(hash, k);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> fault(const NormalForm<Rational>& game, const Solution& solution) {
    for (std::size_t k = 0; k < solution.equilibria.size(); ++k) {
        const auto& [profile, claimed] = solution.equilibria[k];
        try {
            const Rational found = regret(game, profile);
            if (found != claimed) {
                return fmt::format("equilibrium {} has regret {}, not {}", k + 1, to_text(found),
                                   to_text(claimed));
            }
        } catch (const ContractError&) {
            return fmt::format("equilibrium {} is no profile of the game", k + 1);
        }
    }
    if (const auto k = repetition(solution.equilibria))
        return fmt::format("equilibrium {} is a repetition", *k + 1);
    return std::nullopt;
}

}  // namespace entente
