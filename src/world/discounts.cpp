#include "world/discounts.hpp"

#include <fmt/format.h>

namespace entente {

std::vector<double> discount_factors(const Model& model, std::span<const Rational> parameters) {
    std::vector<double> discounts;
    for (const Player& player : model.players) {
        Rational discount;
        try {
            discount = value(player.discount, {parameters, {}, 0, {}});
        } catch (const EvaluationError& error) {
            throw ModelError(model.sources, {error.diagnostic()});
        }
        if (discount < 0 || discount >= 1)
            throw ModelError(
                model.sources,
                {{player.discount.where,
                  fmt::format(
                      "the discount factor of \"{}\" is {}, expected at least 0 and below 1",
                      player.key, to_text(discount)),
                  ""}});
        discounts.push_back(discount.convert_to<double>());
    }
    return discounts;
}

}  // namespace entente
