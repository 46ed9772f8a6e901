/// @file tree_search.hpp
/// Branch and bound over complementary labels; tree.cpp says what it finds and why.
#pragma once

#include "solvers/face.hpp"
#include "solvers/response_polytope.hpp"

#include <array>
#include <bit>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace entente {

/// Where a search stands, in words that do not depend on the arithmetic.
struct TreeNode {
    std::array<LabelSet, 2> zeros{};  ///< set to 0 on either side
    LabelSet undecided = 0;
    LabelSet positive = 0;  ///< of side 0: left to the branches where they are 0
};

/// What a search does with what it meets. All return false to end the search.
struct TreeHandlers {
    std::function<bool()> step;                    ///< before each node
    std::function<bool(const TreeNode&)> leaf;     ///< all labels are decided
    std::function<bool(const TreeNode&)> unclear;  ///< to be searched in a better arithmetic
};

/// Depth-first search, in the arithmetic of Face.
template <class Face>
class TreeSearch {
public:
    /// A node with its faces, and the label to branch on.
    struct Frame {
        std::array<Face, 2> faces;
        TreeNode node{};
        std::size_t label = most_labels;
        std::array<std::array<std::uint8_t, most_labels>, 2> ways{};
        std::array<LabelSet, 2> doubtful{};  ///< seem impossible, but the proof failed
    };

    /// @param whole both polytopes, at their origins.
    TreeSearch(std::array<Face, 2> whole, const std::array<ResponsePolytope, 2>& polytopes,
               TreeHandlers handlers)
        : polytopes_(&polytopes), handlers_(std::move(handlers)), frames_{{std::move(whole)}} {}

    /// Leaves out what lies below nodes of which this is true.
    void leave_out(std::function<bool(const std::array<Face, 2>&, const TreeNode&)> hopeless) {
        hopeless_ = std::move(hopeless);
    }

    /// Searches the tree below a node. To be called once, for it starts from the whole polytopes.
    /// @return false if a handler ended the search.
    bool run(const TreeNode& from) {
        Frame& root = frames_.front();
        root.node = from;
        for (const std::size_t side : {0U, 1U}) {
            for (LabelSet left = from.zeros[side]; left != 0; left &= left - 1) {
                const auto label = static_cast<std::size_t>(std::countr_zero(left));
                const Fixing fixing = root.faces[side].fix_zero(label);
                if (fixing == Fixing::impossible) return true;
                if (fixing == Fixing::unclear) return handlers_.unclear(from);
            }
        }
        return descend(0);
    }

    /// Goes on with what a search split off, as that search would have done.
    bool resume(const Frame& part) {
        depth_ = given_ = 0;
        frames_.front() = part;
        const Verdict verdict = second_branch(frames_.front());
        return verdict == Verdict::go_on ? descend(0) : verdict == Verdict::pruned;
    }

    /// Gives away the second branch nearest to the root, if one is left: the largest part of what
    /// this search has still to do. To be called from a handler.
    std::optional<Frame> split() {
        if (given_ >= depth_) return std::nullopt;
        return frames_[given_++];
    }

private:
    enum class Verdict { go_on, pruned, stopped };

    /// Sets the label to 0 on that side and marks it decided.
    Verdict fix(Frame& frame, std::size_t side, std::size_t label) {
        frame.node.zeros[side] |= label_bit(label);
        frame.node.undecided &= ~label_bit(label);
        switch (frame.faces[side].fix_zero(label)) {
            case Fixing::done:
                return Verdict::go_on;
            case Fixing::impossible:
                return Verdict::pruned;
            default:
                return handlers_.unclear(frame.node) ? Verdict::pruned : Verdict::stopped;
        }
    }

    /// What is known of an undecided label on one side: fixed, possible or proved impossible.
    Outlook::Kind known(Frame& frame, std::size_t side, std::size_t label) {
        using Kind = Outlook::Kind;
        const Outlook outlook = frame.faces[side].outlook(label);
        frame.ways[side][label] = outlook.ways;
        if (outlook.kind == Kind::impossible) {
            if ((frame.doubtful[side] & label_bit(label)) != 0) return Kind::possible;
            if (frame.faces[side].proves_positive(label)) return Kind::impossible;
            frame.doubtful[side] |= label_bit(label);
            return Kind::possible;
        }
        if (outlook.kind == Kind::vanishes) {
            const bool proved = (*polytopes_)[side].implied(frame.node.zeros[side], label);
            return proved ? Kind::fixed : Kind::possible;
        }
        return outlook.kind;
    }

    /// Whether some label that is to be positive on side 0 is 0 on all of its face.
    bool repeats(Frame& frame) {
        for (LabelSet left = frame.node.positive; left != 0; left &= left - 1) {
            const auto label = static_cast<std::size_t>(std::countr_zero(left));
            const auto kind = frame.faces[0].outlook(label).kind;
            if (kind == Outlook::Kind::fixed) return true;
            if (kind == Outlook::Kind::vanishes &&
                (*polytopes_)[0].implied(frame.node.zeros[0], label)) {
                return true;
            }
        }
        return false;
    }

    /// Decides what follows without branching, until nothing does.
    Verdict propagate(Frame& frame) {
        using Kind = Outlook::Kind;
        for (bool changed = true; changed;) {
            changed = false;
            frame.doubtful = {};
            for (LabelSet left = frame.node.undecided; left != 0 && !changed; left &= left - 1) {
                const auto label = static_cast<std::size_t>(std::countr_zero(left));
                const Kind first = known(frame, 0, label);
                const Kind second = first == Kind::fixed ? Kind::fixed : known(frame, 1, label);
                if (first == Kind::fixed || second == Kind::fixed) {
                    frame.node.undecided &= ~label_bit(label);
                } else if (first == Kind::impossible && second == Kind::impossible) {
                    return Verdict::pruned;
                } else if (first == Kind::impossible || second == Kind::impossible) {
                    const std::size_t side = first == Kind::impossible ? 1 : 0;
                    const Verdict verdict = fix(frame, side, label);
                    if (verdict != Verdict::go_on) return verdict;
                    changed = true;
                }
            }
        }
        return repeats(frame) ? Verdict::pruned : Verdict::go_on;
    }

    /// The undecided label to branch on: one that is 0 on neither side now, if there is one; of
    /// those the one with the fewest columns that would lower it on its better side.
    static std::size_t branching_label(const Frame& frame) {
        std::size_t best = most_labels;
        unsigned least = ~0U;
        for (LabelSet left = frame.node.undecided; left != 0; left &= left - 1) {
            const auto label = static_cast<std::size_t>(std::countr_zero(left));
            const unsigned one = frame.ways[0][label];
            const unsigned other = frame.ways[1][label];
            const unsigned score =
                1000 * ((one >= most_labels ? 1U : 0U) + (other >= most_labels ? 1U : 0U)) +
                std::min(one, other);
            if (score < least) {
                least = score;
                best = label;
            }
        }
        return best;
    }

    /// There the label is 0 on side 1, and on side 0 it is not.
    Verdict second_branch(Frame& frame) {
        frame.node.positive |= label_bit(frame.label);
        return fix(frame, 1, frame.label);
    }

    /// While the search is below a frame it is in its first branch; the second is still to come,
    /// or given away, and then those of all frames above it are too.
    bool descend(std::size_t depth) {
        for (;;) {
            depth_ = depth;
            if (!handlers_.step()) return false;
            const Verdict verdict = propagate(frames_[depth]);
            if (verdict != Verdict::go_on) return verdict == Verdict::pruned;
            if (hopeless_ && hopeless_(frames_[depth].faces, frames_[depth].node)) return true;
            if (frames_[depth].node.undecided == 0) return handlers_.leaf(frames_[depth].node);

            const std::size_t label = branching_label(frames_[depth]);
            frames_[depth].label = label;
            if (depth + 1 == frames_.size()) frames_.push_back(frames_[depth]);
            frames_[depth + 1] = frames_[depth];
            const Verdict first = fix(frames_[depth + 1], 0, label);
            if (first == Verdict::stopped) return false;
            if (first == Verdict::go_on && !descend(depth + 1)) return false;

            if (depth < given_) return true;
            depth_ = depth;
            const Verdict second = second_branch(frames_[depth]);
            if (second != Verdict::go_on) return second == Verdict::pruned;
        }
    }

    const std::array<ResponsePolytope, 2>* polytopes_;
    TreeHandlers handlers_;
    std::function<bool(const std::array<Face, 2>&, const TreeNode&)> hopeless_;
    std::vector<Frame> frames_;
    std::size_t depth_ = 0;  ///< of the node that is searched
    std::size_t given_ = 0;  ///< frames whose second branch was given away
};

}  // namespace entente
