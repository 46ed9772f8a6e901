/// @file sweep_system.cpp
/// A component of many states: its equations as sweeps over the box, solved iteratively.
#include "process/component_system.hpp"
#include "process/linear_solve.hpp"
#include "process/returns.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente {
namespace {

class SweepSystem : public ComponentSystem {
public:
    SweepSystem(const Dynamics& dynamics, const Component& component, const Equations& equations)
        : dynamics_(&dynamics),
          box_(dynamics.levels().size()),
          delayed_(equations.delayed),
          delay_(equations.delay) {
        for (const StateIndex s : component.states) {
            const std::size_t position = add_layer(s.layer);
            place_.push_back(position * box_ + s.at);
        }
        for (std::size_t k = 0; k < place_.size(); ++k)
            for (const auto& [n, weight] : equations.weights[k])
                add_weight(n, place_[k] / box_, place_[k] % box_, weight);
        for (Node& node : nodes_) {
            const Layer& layer = dynamics.layers()[node.layer];
            node.circular = std::ranges::any_of(dynamics.lapse_sets(layer), [&](MeasureSet lapsed) {
                return position_of(layer.measures & ~lapsed) != none;
            });
        }
    }

    bool solve(double d, std::span<const double> constants,
               const WritableFieldOf& values) override {
        const std::size_t n = layers_.size() * box_;
        std::vector<std::span<double>> own;  // the values, by position
        for (const MeasureSet measures : layers_) own.push_back(values(measures));
        std::vector<double> b(n), x(n);
        for (const std::size_t k : place_)  // what is left of the values comes from outside
            x[k] = std::exchange(own[k / box_][k % box_], 0.0);
        const FieldOf outside = values;
        spread(d, outside, false, b);
        for (std::size_t k = 0; k < place_.size(); ++k) b[place_[k]] += constants[k];
        // Vectors stay 0 where the component has no state: no weight stands there.
        const bool solved = solve_iteratively(
            [&](std::span<const double> in, std::span<double> out) {
                std::ranges::fill(out, 0.0);
                const FieldOf inside = [&](MeasureSet measures) -> std::span<const double> {
                    const std::size_t position = position_of(measures);
                    if (position == none) return {};
                    return in.subspan(position * box_, box_);
                };
                spread(d, inside, true, out);
            },
            b, x);
        for (const std::size_t k : place_) own[k / box_][k % box_] = x[k];
        return solved;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};
    struct Node {
        std::size_t layer = 0;
        bool circular = false;  ///< leads back into the component
        std::vector<std::pair<std::size_t, std::vector<double>>> weights;  ///< position, [at]
    };

    std::size_t position_of(MeasureSet measures) const {
        const auto it = std::ranges::find(layers_, measures);
        return it == layers_.end() ? none : static_cast<std::size_t>(it - layers_.begin());
    }

    std::size_t add_layer(std::size_t layer) {
        const MeasureSet measures = dynamics_->layers()[layer].measures;
        if (layers_.empty() || layers_.back() != measures)  // states come layer by layer, mostly
            if (const std::size_t known = position_of(measures); known != none) return known;
        if (layers_.empty() || layers_.back() != measures) layers_.push_back(measures);
        return layers_.size() - 1;
    }

    void add_weight(std::size_t layer, std::size_t position, std::size_t at, double weight) {
        auto node = std::ranges::find(nodes_, layer, &Node::layer);
        if (node == nodes_.end()) node = nodes_.insert(node, {layer, false, {}});
        auto field =
            std::ranges::find(node->weights, position, &decltype(node->weights)::value_type::first);
        if (field == node->weights.end())
            field = node->weights.insert(field, {position, std::vector<double>(box_)});
        field->second[at] += weight;
    }

    /// out[position, at] += d * sum over nodes of weight * E[next], and what breakdowns add.
    void spread(double d, const FieldOf& next, bool circular_only, std::span<double> out) {
        expected_.resize(box_);
        for (const Node& node : nodes_) {
            if (circular_only && !node.circular) continue;
            expect_next(*dynamics_, dynamics_->layers()[node.layer], next, expected_);
            for (const auto& [position, weights] : node.weights) {
                double* to = out.data() + position * box_;
                for (std::size_t at = 0; at < box_; ++at) to[at] += d * weights[at] * expected_[at];
            }
        }
        if (delayed_.empty()) return;
        const double later = std::pow(d, static_cast<double>(delay_));
        Returns returns(*dynamics_, next);
        for (const Delayed& entry : delayed_)
            out[place_[entry.state]] += later * entry.weight * returns.of(entry.key)[entry.at];
    }

    const Dynamics* dynamics_;
    std::size_t box_;
    std::vector<Delayed> delayed_;
    std::size_t delay_;
    std::vector<MeasureSet> layers_;  ///< of the starts, by position
    std::vector<std::size_t> place_;  ///< of each state: position * box + level index
    std::vector<Node> nodes_;
    std::vector<double> expected_;  ///< scratch
};

}  // namespace

std::unique_ptr<ComponentSystem> sweep_system(const Dynamics& dynamics, const Component& component,
                                              const Equations& equations) {
    return std::make_unique<SweepSystem>(dynamics, component, equations);
}

}  // namespace entente
