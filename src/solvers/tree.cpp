/// @file tree.cpp
/// All extreme equilibria of a two-player game, by branch and bound over complementary labels.
///
/// An equilibrium is a point of each side's best-response polytope (response_polytope.hpp) such
/// that every label is 0 on one side or the other: an action is not played, or it is a best
/// response. The search decides label after label on which side it is 0 and keeps, for either side,
/// a simplex dictionary of the face on which the labels decided so far are 0. Where all are
/// decided, every pair of vertices of the two faces is an extreme equilibrium, and no other is.
///
/// - A label whose row has a positive value and no negative coefficient is 0 nowhere on the face:
///   then it must be 0 on the other side, and nothing has to be tried. Of the labels that remain,
///   the search branches on the one with the fewest coefficients that could lower it.
/// - Of the two branches, the second leaves out what the first has found: there the label is 0
///   on side 1 and not on side 0. So each extreme equilibrium has one leaf, in degenerate games
///   too.
///
/// Rows are computed in floating point, but completeness rests on proofs: a label counts as
/// positive only if a combination of the original payoffs, evaluated with a bound on its rounding
/// errors, shows it (FloatFace::proves_positive). Where the proof fails although the row looks
/// positive, the subtree is searched again with pairs of doubles, and at last in rationals. A
/// leaf's vertices are solved from the original payoffs in integers. So nothing depends on
/// tolerances but the time.
///
/// Time: exponential in the worst case, where there are exponentially many equilibria.
/// Memory: the answer, and O((m + n) m n) for each thread.
/// Source: the enumeration of C. Audet, P. Hansen, B. Jaumard and G. Savard, SIAM J. Scientific
/// Computing 23 (2001), 323-338; dynamic branching and certified pruning are our own.
#include "solvers/catalogue.hpp"
#include "solvers/exact_face.hpp"
#include "solvers/face_lookup.hpp"
#include "solvers/float_face.hpp"
#include "solvers/tree_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>
#include <utility>

namespace entente {
namespace {

std::optional<std::string> refusal(const Game& any) {
    const auto& game = std::get<NormalForm<Rational>>(any);
    if (!has_two_sides(game)) return "more than two players have a choice";
    std::size_t actions = 0;
    for (const GamePlayer& player : game.players()) {
        if (player.actions.size() > 1) actions += player.actions.size();
    }
    if (actions + 2 > most_labels) {
        return fmt::format("{} actions in all are too many (at most {})", actions, most_labels - 2);
    }
    return std::nullopt;
}

bool finds_all(const Game& any) {
    return has_two_sides(std::get<NormalForm<Rational>>(any));
}

/// The game in all three arithmetics.
struct Problem {
    explicit Problem(const NormalForm<Rational>& normal_form)
        : game(normal_form),
          sides(*as_bimatrix(normal_form)),
          polytopes{ResponsePolytope(sides, 0), ResponsePolytope(sides, 1)},
          floats{FloatPolytope(polytopes[0]), FloatPolytope(polytopes[1])} {}

    const NormalForm<Rational>& game;
    Bimatrix sides;
    std::array<ResponsePolytope, 2> polytopes;
    std::array<FloatPolytope, 2> floats;  ///< refer to the polytopes
};

enum class Arithmetic { narrow, wide, exact };

/// What all threads know of the run.
struct Progress {
    std::atomic<std::uint64_t> steps = 0;
    std::atomic<std::size_t> equilibria = 0;
    std::atomic<std::size_t> mistakes = 0;
    std::atomic<bool> over = false;
    std::atomic<bool> unreliable = false;
    std::atomic<Status> status = Status::complete;

    void end(Status reason) {
        status = reason;
        over = true;
    }
};

bool may_go_on(const SolveOptions& options) {
    return !options.stop.stop_requested();
}

/// One thread's part of the search.
class Worker {
public:
    Worker(const Problem& problem, const SolveOptions& options, Progress& progress)
        : problem_(problem),
          options_(options),
          progress_(progress),
          lookups_{FaceLookup(problem.polytopes[0], [&options] { return may_go_on(options); }),
                   FaceLookup(problem.polytopes[1], [&options] { return may_go_on(options); })} {}

    /// @param handed_over takes the nodes at `depth` instead of searching them.
    /// @return false if the search ended early.
    bool search(const TreeNode& from, Arithmetic arithmetic, std::size_t depth = most_labels,
                std::function<bool(const TreeNode&)> handed_over = nullptr) {
        const TreeHandlers handlers{
            [this] { return step(); },
            [this, arithmetic](const TreeNode& node) { return leaf(node, arithmetic); },
            [this, arithmetic](const TreeNode& node) { return again(node, arithmetic); },
            std::move(handed_over)};
        const auto& [first, second] = problem_.polytopes;
        if (arithmetic == Arithmetic::exact) {
            return TreeSearch<ExactFace>({ExactFace(first), ExactFace(second)}, problem_.polytopes,
                                         handlers, depth)
                .run(from);
        }
        const DictionaryKernels& kernels = *dictionary_kernels().front();
        const Precision precision =
            arithmetic == Arithmetic::wide ? wide_precision : narrow_precision;
        return TreeSearch<FloatFace>({FloatFace(problem_.floats[0], kernels, precision),
                                      FloatFace(problem_.floats[1], kernels, precision)},
                                     problem_.polytopes, handlers, depth)
            .run(from);
    }

    std::vector<Equilibrium> take() { return std::move(equilibria_); }

private:
    bool step() {
        const auto reason = limit(options_, progress_.steps.fetch_add(1, std::memory_order_relaxed),
                                  progress_.equilibria.load(std::memory_order_relaxed));
        if (reason) progress_.end(*reason);
        return !progress_.over.load(std::memory_order_relaxed);
    }

    /// Where doubles err often, it is cheaper to start anew with pairs of them.
    bool mistaken() {
        constexpr std::size_t patience = 20;
        if (++progress_.mistakes > patience + progress_.equilibria / 4) {
            progress_.unreliable = true;
            progress_.over = true;
        }
        return !progress_.over;
    }

    bool again(const TreeNode& node, Arithmetic arithmetic) {
        if (arithmetic == Arithmetic::narrow && !mistaken()) return false;
        return search(node,
                      arithmetic == Arithmetic::narrow ? Arithmetic::wide : Arithmetic::exact);
    }

    bool leaf(const TreeNode& node, Arithmetic arithmetic) {
        auto& [first, second] = found_;
        // Vertices at which a label of `positive` is 0 have their own leaf.
        bool real = lookups_[0].vertices(node.zeros[0], node.positive, first);
        if (real && first.list.empty()) return true;
        real = real && lookups_[1].vertices(node.zeros[1], 0, second);
        if (!real) return arithmetic != Arithmetic::narrow || mistaken();
        for (PolytopeVertex& x : first.list) {
            for (PolytopeVertex& y : second.list) {
                if (progress_.equilibria.fetch_add(1) >= options_.max_equilibria) {
                    progress_.end(Status::limit_reached);
                    return false;
                }
                const bool x_done = &y == &second.list.back();
                const bool y_done = &x == &first.list.back();
                add(x_done ? std::move(x.strategy) : x.strategy,
                    y_done ? std::move(y.strategy) : y.strategy);
            }
        }
        return true;
    }

    void add(std::vector<Rational> x, std::vector<Rational> y) {
        equilibria_.push_back(
            {as_profile(problem_.game, problem_.sides, {std::move(x), std::move(y)}), 0});
    }

    const Problem& problem_;
    const SolveOptions& options_;
    Progress& progress_;
    std::array<FaceLookup, 2> lookups_;
    std::array<FaceVertices, 2> found_;
    std::vector<Equilibrium> equilibria_;
};

TreeNode root_of(const Problem& problem) {
    TreeNode root;
    root.undecided = label_bit(problem.sides.actions(0) + problem.sides.actions(1)) - 1;
    return root;
}

/// Cuts the tree near its root and lets each thread take one piece after the other.
std::vector<Equilibrium> search_in_pieces(const Problem& problem, const SolveOptions& options,
                                          Progress& progress, Arithmetic arithmetic) {
    constexpr std::size_t depth = 8;  // some hundred pieces, of very different sizes
    std::vector<TreeNode> pieces;
    Worker first(problem, options, progress);
    first.search(root_of(problem), arithmetic, depth, [&](const TreeNode& node) {
        pieces.push_back(node);
        return true;
    });
    std::vector<std::vector<Equilibrium>> parts(options.threads);
    std::atomic<std::size_t> next = 0;
    const auto work = [&](std::size_t thread) {
        Worker worker(problem, options, progress);
        for (std::size_t k = next++; k < pieces.size() && !progress.over; k = next++) {
            worker.search(pieces[k], arithmetic);
        }
        parts[thread] = worker.take();
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 1; thread < parts.size(); ++thread) {
            threads.emplace_back(work, thread);
        }
        work(0);
    }
    std::vector<Equilibrium> all = first.take();
    for (auto& part : parts) std::ranges::move(part, std::back_inserter(all));
    return all;
}

std::vector<Equilibrium> search_all(const Problem& problem, const SolveOptions& options,
                                    Progress& progress, Arithmetic arithmetic) {
    if (options.threads > 1) return search_in_pieces(problem, options, progress, arithmetic);
    Worker worker(problem, options, progress);
    worker.search(root_of(problem), arithmetic);
    return worker.take();
}

Solution solve(const Game& any, const SolveOptions& options) {
    const Problem problem(std::get<NormalForm<Rational>>(any));
    Progress progress;
    const bool floats = problem.floats[0].representable() && problem.floats[1].representable();
    Solution solution;
    solution.equilibria =
        search_all(problem, options, progress, floats ? Arithmetic::narrow : Arithmetic::exact);
    if (progress.unreliable) {
        progress.unreliable = false;
        progress.over = false;
        progress.equilibria = 0;
        solution.equilibria = search_all(problem, options, progress, Arithmetic::wide);
    }
    canonicalise(solution.equilibria);
    solution.status = progress.status;
    solution.steps = progress.steps;
    return solution;
}

}  // namespace

constinit const Solver tree{
    .name = "tree",
    .summary = "all extreme equilibria of two players, by certified branch and bound",
    .guarantee = "every extreme equilibrium, of degenerate games too",
    .cost = "exponential in the worst case; 16 x 16 random games in a few hundredths of a second",
    .source =
        "after C. Audet, P. Hansen, B. Jaumard, G. Savard, Enumeration of all extreme "
        "equilibria of bimatrix games, SIAM J. Scientific Computing 23 (2001), 323-338",
    .finds_all = finds_all,
    .refusal = refusal,
    .solve = solve,
};

}  // namespace entente
