#include "search/agenda.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace entente {
namespace {

constexpr int most_rounds = 500;

class AgendaGame {
public:
    AgendaGame(AdaptiveProcess& process, const std::vector<double>& recognition)
        : process_(process),
          recognition_(recognition),
          box_(process.dynamics().levels().size()),
          players_(process.players()),
          values_(process.no_values()) {
        proposals_.assign(process.dynamics().layers().size(),
                          std::vector<StepSet>(players_ * box_));
    }

    AgendaOutcome run(std::stop_token stop) {
        for (const std::size_t layer : process_.layers()) {
            if (stop.stop_requested()) throw Stopped{};
            solve_layer(layer);
        }
        const Dynamics& dynamics = process_.dynamics();
        for (std::size_t i = 0; i < players_; ++i)
            outcome_.values.push_back(
                values_[dynamics.initial_layer()][i * box_ + dynamics.initial_levels()] +
                dynamics.reference(i));
        outcome_.recognition = recognition_;
        list_rows();
        return std::move(outcome_);
    }

private:
    /// Values under the present proposals. As each start mixes over proposers, they are found by
    /// iteration from a solution for the most likely proposer.
    void evaluate(std::size_t layer) {
        const LevelMask& start = process_.dynamics().layers()[layer].start;
        for (int round = 0; round < 20'000; ++round) {
            process_.look_ahead(layer, values_);
            double change = 0;
            for (std::size_t at = 0; at < box_; ++at) {
                if (start[at] == 0) continue;
                for (std::size_t i = 0; i < players_; ++i) {
                    double sum = 0;
                    for (std::size_t j = 0; j < players_; ++j)
                        if (recognition_[j] > 0)
                            sum += recognition_[j] *
                                   process_.worth(i, layer, at, proposals_[layer][j * box_ + at]);
                    double& value = values_[layer][i * box_ + at];
                    change = std::max(change, std::abs(sum - value) /
                                                  (process_.dynamics().scale(i) + std::abs(sum)));
                    value = sum;
                }
            }
            if (change < 1e-13) break;  // beyond that rounding goes on for ever
        }
        process_.look_ahead(layer, values_);
    }

    bool passes(std::size_t layer, std::size_t at, StepSet step) {
        return step == 0 || (process_.is_accepted(layer, at, step) &&
                             process_.is_kept(layer, at, step, values_));
    }

    /// The proposer's best step among those that pass; the one it has now if none is better.
    StepSet best_proposal(std::size_t proposer, std::size_t layer, std::size_t at) {
        const StepSet now = proposals_[layer][proposer * box_ + at];
        const double tolerance = 1e-11 * process_.dynamics().scale(proposer);
        StepSet best = passes(layer, at, now) ? now : 0;
        double most = process_.worth(proposer, layer, at, best);
        const auto offer = [&](StepSet step) {
            const double x = process_.worth(proposer, layer, at, step);
            if (x <= most + tolerance || !passes(layer, at, step)) return;
            most = x;
            best = step;
        };
        offer(0);
        for (const StepSet step : process_.steps(layer, at)) offer(step);
        return best;
    }

    void solve_layer(std::size_t layer) {
        const LevelMask& start = process_.dynamics().layers()[layer].start;
        std::set<std::vector<StepSet>> seen;
        for (int round = 0; round < most_rounds; ++round) {
            evaluate(layer);
            if (!correct_one(layer, start)) return;
            if (!seen.insert(proposals_[layer]).second) break;
        }
        evaluate(layer);
        outcome_.is_equilibrium = false;
    }

    bool correct_one(std::size_t layer, const LevelMask& start) {
        for (std::size_t at = 0; at < box_; ++at) {
            if (start[at] == 0) continue;
            for (std::size_t j = 0; j < players_; ++j) {
                if (recognition_[j] <= 0) continue;
                StepSet& now = proposals_[layer][j * box_ + at];
                const StepSet best = best_proposal(j, layer, at);
                if (best == now) continue;
                now = best;
                return true;
            }
        }
        return false;
    }

    /// What is proposed at the starts that are passed.
    void list_rows() {
        const Dynamics& dynamics = process_.dynamics();
        using Start = AdaptiveProcess::Start;
        const auto proposed = [&](const Start& start, std::size_t j) {
            return proposals_[start.layer][j * box_ + start.at];
        };
        const auto starts = process_.passed([&](const Start& start) {
            std::vector<StepSet> steps;
            for (std::size_t j = 0; j < players_; ++j)
                if (recognition_[j] > 0) steps.push_back(proposed(start, j));
            return steps;
        });
        for (const Start& start : starts) {
            const Layer& layer = dynamics.layers()[start.layer];
            AgendaRow row{layer.measures, dynamics.levels().levels(start.at), {}};
            for (std::size_t j = 0; j < players_; ++j) {
                const StepSet step = proposed(start, j);
                row.proposals.push_back(OrderProblem::members(layer.measures_of(step)));
                if (recognition_[j] > 0)
                    outcome_.is_kept =
                        outcome_.is_kept && process_.is_kept(start.layer, start.at, step, values_);
            }
            outcome_.rows.push_back(std::move(row));
        }
    }

    AdaptiveProcess& process_;
    const std::vector<double>& recognition_;
    std::size_t box_, players_;
    StartValues values_;
    std::vector<std::vector<StepSet>> proposals_;  ///< [layer][proposer * box + at]
    AgendaOutcome outcome_;
};

}  // namespace

AgendaOutcome stationary_agenda(AdaptiveProcess& process, const std::vector<double>& recognition,
                                std::stop_token stop) {
    return AgendaGame(process, recognition).run(stop);
}

}  // namespace entente
