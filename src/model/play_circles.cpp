/// @file play_circles.cpp
/// Interactions whose payoffs depend on each other's outcomes must not do so in a circle.
#include "model/payoff_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

/// Depth first over the interactions, without recursion.
class Circles {
public:
    explicit Circles(Reading& reading)
        : interactions_(reading.model.interactions),
          faults_(reading.faults),
          uses_(interactions_.size()),
          stage_(interactions_.size(), Stage::unseen) {
        for (std::size_t g = 0; g < interactions_.size(); ++g)
            for (const Expression& payoff : interactions_[g].payoffs) note_uses(g, payoff);
    }

    void report() {
        for (std::size_t g = 0; g < interactions_.size(); ++g)
            if (stage_[g] == Stage::unseen) visit(g);
    }

private:
    enum class Stage { unseen, open, done };
    struct Use {
        std::size_t interaction;
        SourceSpan where;
    };
    struct Frame {
        std::size_t interaction;
        std::size_t use = 0;  // the next one to look at
    };

    void note_uses(std::size_t g, const Expression& payoff) {
        for (const ExpressionNode& node : payoff.nodes) {
            const std::size_t used = node.index[0];
            if (node.op == Operator::play &&
                std::ranges::find(uses_[g], used, &Use::interaction) == uses_[g].end())
                uses_[g].push_back({used, node.where});
        }
    }

    void open(std::size_t g) {
        stage_[g] = Stage::open;
        path_.push_back({g});
    }

    void visit(std::size_t first) {
        open(first);
        while (!path_.empty()) {
            Frame& frame = path_.back();
            if (frame.use == uses_[frame.interaction].size()) {
                stage_[frame.interaction] = Stage::done;
                path_.pop_back();
                continue;
            }
            const Use& use = uses_[frame.interaction][frame.use++];
            if (stage_[use.interaction] == Stage::unseen)
                open(use.interaction);
            else if (stage_[use.interaction] == Stage::open)
                report(use);
        }
    }

    void report(const Use& closing) {
        const std::string& key = interactions_[closing.interaction].key;
        std::string way;
        auto it = std::ranges::find(path_, closing.interaction, &Frame::interaction);
        for (; it != path_.end(); ++it) way += interactions_[it->interaction].key + " -> ";
        faults_.add(closing.where,
                    fmt::format("the payoffs of \"{}\" depend on its own outcome", key), way + key);
    }

    const std::vector<Interaction>& interactions_;
    Faults& faults_;
    std::vector<std::vector<Use>> uses_;
    std::vector<Stage> stage_;
    std::vector<Frame> path_;
};

}  // namespace

void check_play_circles(Reading& reading) {
    Circles(reading).report();
}

}  // namespace entente
