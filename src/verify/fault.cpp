#include "entente/contract.hpp"
#include "entente/verify.hpp"

#include <fmt/format.h>

#include <set>

namespace entente {

std::optional<std::string> fault(const NormalForm<Rational>& game, const Solution& solution) {
    std::set<Profile> seen;
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
        if (!seen.insert(profile).second)
            return fmt::format("equilibrium {} is a repetition", k + 1);
    }
    return std::nullopt;
}

}  // namespace entente
