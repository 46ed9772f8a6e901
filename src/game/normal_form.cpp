#include "entente/normal_form.hpp"

#include "entente/contract.hpp"

#include <utility>

namespace entente {

template <Scalar S>
NormalForm<S>::NormalForm(std::vector<GamePlayer> players, std::vector<S> payoffs)
    : players_(std::move(players)),
      strides_(players_.size()),
      profile_count_(1),
      payoffs_(std::move(payoffs)) {
    expects(!players_.empty(), "a game has at least one player");
    for (std::size_t i = players_.size(); i-- > 0;) {
        expects(!players_[i].actions.empty(), "every player has an action");
        strides_[i] = profile_count_;
        profile_count_ *= players_[i].actions.size();
        expects(profile_count_ <= payoffs_.size(), "a payoff for each profile");  // no overflow
    }
    expects(payoffs_.size() == players_.size() * profile_count_, "a payoff for each player");
}

template <Scalar S>
std::span<const S> NormalForm<S>::payoffs(std::size_t player) const {
    expects(player < players_.size(), "player index in range");
    return std::span(payoffs_).subspan(player * profile_count_, profile_count_);
}

template class NormalForm<double>;
template class NormalForm<Rational>;

}  // namespace entente
