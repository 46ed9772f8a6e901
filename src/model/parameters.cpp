/// @file parameters.cpp
/// The values of parameters that are defined by each other.
#include "model/parameters.hpp"

#include "entente/contract.hpp"

#include <algorithm>
#include <iterator>

namespace entente {
namespace {

/// Depth first, without recursion: a chain of definitions may be as long as the file.
class Ordering {
public:
    explicit Ordering(std::span<const Parameter> parameters)
        : parameters_(parameters), stage_(parameters.size(), Stage::unseen) {}

    ParameterOrder all() {
        for (std::uint32_t k = 0; k < parameters_.size(); ++k)
            if (stage_[k] == Stage::unseen) visit(k);
        return std::move(made_);
    }

private:
    enum class Stage { unseen, open, done };
    struct Frame {
        std::uint32_t parameter;
        std::size_t node = 0;  // the next one of its expression to look at
    };

    void visit(std::uint32_t first) {
        open(first);
        while (!path_.empty()) {
            Frame& frame = path_.back();
            const auto& nodes = parameters_[frame.parameter].value.nodes;
            if (frame.node == nodes.size()) {
                stage_[frame.parameter] = Stage::done;
                made_.order.push_back(frame.parameter);
                path_.pop_back();
                continue;
            }
            const ExpressionNode& node = nodes[frame.node++];
            if (node.op != Operator::parameter) continue;
            const std::uint32_t next = node.index[0];
            if (stage_[next] == Stage::unseen)
                open(next);
            else if (stage_[next] == Stage::open)
                close_circle(next, node.where);
        }
    }

    void open(std::uint32_t parameter) {
        stage_[parameter] = Stage::open;
        path_.push_back({parameter});
    }

    void close_circle(std::uint32_t first, const SourceSpan& where) {
        ParameterOrder::Circle circle{{}, where};
        const auto start = std::ranges::find(path_, first, &Frame::parameter);
        std::transform(start, path_.end(), std::back_inserter(circle.parameters),
                       [](const Frame& frame) { return frame.parameter; });
        made_.circles.push_back(std::move(circle));
    }

    std::span<const Parameter> parameters_;
    std::vector<Stage> stage_;
    std::vector<Frame> path_;
    ParameterOrder made_;
};

}  // namespace

ParameterOrder parameter_order(std::span<const Parameter> parameters) {
    return Ordering(parameters).all();
}

std::vector<Rational> parameter_values(
    const Model& model, std::span<const std::pair<std::size_t, Rational>> overrides) {
    const ParameterOrder found = parameter_order(model.parameters);
    expects(found.circles.empty(), "a reader lets no circular parameters through");
    std::vector<Rational> values(model.parameters.size());
    std::vector<bool> replaced(values.size());
    for (const auto& [parameter, number] : overrides) {
        expects(parameter < values.size(), "an override names a parameter");
        values[parameter] = number;
        replaced[parameter] = true;
    }
    std::vector<Diagnostic> faults;
    for (const std::size_t k : found.order) {
        if (replaced[k]) continue;
        try {
            values[k] = value(model.parameters[k].value, {values, {}, 0, {}});
        } catch (const EvaluationError& error) {
            faults.push_back(error.diagnostic());
        }
    }
    if (!faults.empty()) throw ModelError(model.sources, std::move(faults));
    return values;
}

}  // namespace entente
