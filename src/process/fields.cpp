#include "process/fields.hpp"

#include <algorithm>

namespace entente {

void expect_next(const Dynamics& dynamics, const Layer& node, const FieldOf& next,
                 std::span<double> out) {
    if (node.lapses.empty()) {
        if (const auto field = next(node.measures); !field.empty())
            node.moves.expect(field, out);
        else
            std::ranges::fill(out, 0.0);
        return;
    }
    std::ranges::fill(out, 0.0);
    std::vector<double> part(out.size());
    for (const MeasureSet lapsed : dynamics.lapse_sets(node)) {
        const auto field = next(node.measures & ~lapsed);
        if (field.empty()) continue;  // these never lapse together
        node.moves.expect(field, part);
        for (std::size_t at = 0; at < out.size(); ++at)
            if (node.used[at] != 0) out[at] += dynamics.lapse_chance(node, lapsed, at) * part[at];
    }
}

}  // namespace entente
