#include "solvers/tree_crew.hpp"

#include "solvers/exact_face.hpp"
#include "solvers/face_lookup.hpp"
#include "solvers/tree_search.hpp"
#include "solvers/work_pool.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace entente {
namespace {

enum class Arithmetic { narrow, wide, exact };

/// Nodes until a search counts as long: some hundredths of a second.
constexpr std::uint64_t first_part = 10000;

/// What all threads share.
struct Run {
    Run(const TreeProblem& of, const SolveOptions& limits, BestGoal* wanted)
        : problem(of),
          options(limits),
          goal(wanted),
          lookups{FaceLookup(of.polytopes[0], [this] { return !options.stop.stop_requested(); }),
                  FaceLookup(of.polytopes[1], [this] { return !options.stop.stop_requested(); })} {}

    void end(Status reason) {
        status = reason;
        over = true;
    }

    /// Threads pay only where nothing depends on which of them finds what first.
    unsigned threads() const {
        const SolveOptions unlimited;
        const bool counts = options.max_equilibria != unlimited.max_equilibria ||
                            options.max_steps != unlimited.max_steps;
        return counts ? 1 : std::max(1U, options.threads);
    }

    const TreeProblem& problem;
    const SolveOptions& options;
    BestGoal* goal;  ///< null: all equilibria are wanted
    std::array<FaceLookup, 2> lookups;
    std::atomic<bool> over = false;
    std::atomic<bool> unreliable = false;
    std::atomic<Status> status = Status::complete;
};

template <class Face>
std::array<Face, 2> whole_faces(const TreeProblem& problem, Arithmetic arithmetic) {
    if constexpr (std::is_same_v<Face, ExactFace>) {
        return {ExactFace(problem.polytopes[0]), ExactFace(problem.polytopes[1])};
    } else {
        const DictionaryKernels& kernels = *dictionary_kernels().front();
        const Precision precision =
            arithmetic == Arithmetic::wide ? wide_precision : narrow_precision;
        return {FloatFace(problem.floats[0], kernels, precision),
                FloatFace(problem.floats[1], kernels, precision)};
    }
}

template <class Face>
TreeSearch<Face> make_search(const Run& run, Arithmetic arithmetic, TreeHandlers handlers) {
    TreeSearch<Face> search(whole_faces<Face>(run.problem, arithmetic), run.problem.polytopes,
                            std::move(handlers));
    if constexpr (std::is_same_v<Face, FloatFace>) {
        if (run.goal != nullptr) {
            search.leave_out([&goal = *run.goal](const auto& faces, const TreeNode& node) {
                return goal.is_hopeless(faces, node);
            });
        }
    }
    return search;
}

/// What one thread does with the nodes it meets, and what it has found.
class Finder {
public:
    /// @param each_step called at every node with their number so far.
    Finder(Run& run, std::function<void(std::uint64_t)> each_step)
        : run_(&run), each_step_(std::move(each_step)) {}

    TreeHandlers handlers(Arithmetic arithmetic) {
        return {[this] { return step(); },
                [this, arithmetic](const TreeNode& node) { return leaf(node, arithmetic); },
                [this, arithmetic](const TreeNode& node) { return again(node, arithmetic); }};
    }

    /// Only a first part of the search that one thread does may find doubles unreliable, so that
    /// it does not depend on the number of threads.
    void trust() { trusts_ = true; }

    std::uint64_t steps() const { return steps_; }
    std::vector<Equilibrium> take() { return std::move(equilibria_); }

private:
    bool step() {
        if (const auto reason = limit(run_->options, steps_, equilibria_.size())) {
            run_->end(*reason);
        }
        ++steps_;
        if (steps_ == first_part) trust();
        each_step_(steps_);
        return !run_->over.load(std::memory_order_relaxed);
    }

    /// Where doubles err often, it is cheaper to start anew with pairs of them.
    bool mistaken() {
        constexpr std::size_t patience = 20;
        if (!trusts_ && ++mistakes_ > patience + found_count_ / 4) {
            run_->unreliable = true;
            run_->over = true;
        }
        return !run_->over;
    }

    template <class Face>
    bool search_below(const TreeNode& node, Arithmetic arithmetic) {
        return make_search<Face>(*run_, arithmetic, handlers(arithmetic)).run(node);
    }

    bool again(const TreeNode& node, Arithmetic arithmetic) {
        if (arithmetic != Arithmetic::narrow) {
            return search_below<ExactFace>(node, Arithmetic::exact);
        }
        return mistaken() && search_below<FloatFace>(node, Arithmetic::wide);
    }

    bool leaf(const TreeNode& node, Arithmetic arithmetic) {
        auto& [first, second] = found_;
        // Vertices at which a label of `positive` is 0 have their own leaf.
        bool real = run_->lookups[0].vertices(node.zeros[0], node.positive, first);
        if (real && first.list.empty()) return true;
        real = real && run_->lookups[1].vertices(node.zeros[1], 0, second);
        if (!real) return arithmetic != Arithmetic::narrow || mistaken();
        for (PolytopeVertex& x : first.list) {
            for (PolytopeVertex& y : second.list) {
                if (equilibria_.size() >= run_->options.max_equilibria) {
                    run_->end(Status::limit_reached);
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
        const TreeProblem& problem = run_->problem;
        Equilibrium found{as_profile(problem.game, problem.sides, {std::move(x), std::move(y)}), 0};
        ++found_count_;
        if (run_->goal != nullptr && !run_->goal->is_as_good(found.profile)) return;
        equilibria_.push_back(std::move(found));
    }

    Run* run_;
    std::function<void(std::uint64_t)> each_step_;
    std::array<FaceVertices, 2> found_;
    std::vector<Equilibrium> equilibria_;
    std::uint64_t steps_ = 0;
    std::size_t found_count_ = 0;
    std::size_t mistakes_ = 0;
    bool trusts_ = false;
};

/// Threads that search one tree. One begins; the others come when the search proves long, and
/// live on what those give away that have more to do than the node at hand.
template <class Face>
class Crew {
public:
    Crew(Run& run, Arithmetic arithmetic) : run_(&run), arithmetic_(arithmetic) {}

    Solution search() {
        pool_.join();
        Member& first = members_.emplace_back(*this);
        first.leads = true;
        guarded([&] {
            first.search.run(whole_tree());
            work(first);
        });
        threads_.clear();  // waits for them
        if (error_) std::rethrow_exception(error_);
        Solution found;
        for (Member& member : members_) {
            found.steps += member.finder.steps();
            std::ranges::move(member.finder.take(), std::back_inserter(found.equilibria));
        }
        return found;
    }

private:
    struct Member {
        explicit Member(Crew& crew)
            : finder(*crew.run_,
                     [this, &crew](std::uint64_t steps) {
                         if (leads && steps == first_part) crew.call_others();
                         if (crew.pool_.wants_more()) crew.share(search);
                     }),
              search(make_search<Face>(*crew.run_, crew.arithmetic_,
                                       finder.handlers(crew.arithmetic_))) {}

        bool leads = false;
        Finder finder;
        TreeSearch<Face> search;
    };

    TreeNode whole_tree() const {
        const Bimatrix& sides = run_->problem.sides;
        TreeNode root;
        root.undecided = label_bit(sides.actions(0) + sides.actions(1)) - 1;
        return root;
    }

    /// Lets the other threads begin. Where the system has no more, those that there are do.
    void call_others() {
        for (unsigned thread = 1; thread < run_->threads(); ++thread) {
            Member& member = members_.emplace_back(*this);
            member.finder.trust();
            if (!begin(member)) return;
        }
    }

    bool begin(Member& member) {
        pool_.join();
        try {
            threads_.emplace_back([this, &member] { guarded([&] { work(member); }); });
            return true;
        } catch (const std::system_error&) {
            pool_.leave();
            return false;
        }
    }

    /// Where a thread fails (memory is short), the others end and search() says so.
    void guarded(const std::function<void()>& action) {
        try {
            action();
        } catch (...) {
            run_->over = true;
            if (!failed_.exchange(true)) error_ = std::current_exception();
            pool_.leave();
        }
    }

    void share(TreeSearch<Face>& search) {
        if (auto part = search.split()) pool_.put(std::move(*part));
    }

    /// Searches what others give away, until nothing is left.
    void work(Member& member) {
        while (const auto part = pool_.take()) {
            const auto& frame = *part;
            if (!run_->over) member.search.resume(frame);
        }
    }

    Run* run_;
    Arithmetic arithmetic_;
    WorkPool<typename TreeSearch<Face>::Frame> pool_;
    std::deque<Member> members_;  // which threads refer to
    std::atomic<bool> failed_ = false;
    std::exception_ptr error_;
    std::vector<std::jthread> threads_;
};

Solution search(Run& run) {
    const auto& floats = run.problem.floats;
    if (!floats[0].representable() || !floats[1].representable()) {
        return Crew<ExactFace>(run, Arithmetic::exact).search();
    }
    Solution solution = Crew<FloatFace>(run, Arithmetic::narrow).search();
    if (run.unreliable) {
        run.over = false;
        const std::uint64_t steps = solution.steps;
        solution = Crew<FloatFace>(run, Arithmetic::wide).search();
        solution.steps += steps;
    }
    return solution;
}

}  // namespace

Solution search_tree(const TreeProblem& problem, const SolveOptions& options) {
    Run run(problem, options, nullptr);
    Solution solution = search(run);
    canonicalise(solution.equilibria);
    solution.status = run.status;
    return solution;
}

Solution search_tree(const TreeProblem& problem, const SolveOptions& options, BestGoal& goal) {
    Run run(problem, options, &goal);
    Solution solution = search(run);
    // What was best when it was found need not be so in the end.
    std::erase_if(solution.equilibria, [&goal](const Equilibrium& equilibrium) {
        return !goal.is_as_good(equilibrium.profile);
    });
    canonicalise(solution.equilibria);
    solution.status = run.status;
    return solution;
}

}  // namespace entente
