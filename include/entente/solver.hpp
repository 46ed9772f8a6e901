/// @file solver.hpp
/// The one interface of all algorithms, and the list of them.
#pragma once

#include "entente/game.hpp"
#include "entente/solution.hpp"

#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace entente {

/// Limits common to all solvers. Built with designated initialisers: {.max_steps = 1000}.
struct SolveOptions {
    std::size_t max_equilibria = std::numeric_limits<std::size_t>::max();
    std::uint64_t max_steps = std::numeric_limits<std::uint64_t>::max();
    std::stop_token stop{};
    unsigned threads = 1;  ///< at most so many; the answer does not depend on it
    /// Where one Lemke-Howson path is followed: from this action, counted from 0 through those of
    /// the first side and then those of the second; from whichever has a short path if not given.
    std::optional<std::size_t> label{};
};

/// Why a run that has come so far must end; nullopt if it may go on.
std::optional<Status> limit(const SolveOptions& options, std::uint64_t steps,
                            std::size_t equilibria) noexcept;

/// True while the run may go on; otherwise puts the reason into solution.status.
/// Every solver asks it once a step, and nothing else ends a run early.
bool within(const SolveOptions& options, Solution& solution) noexcept;

/// One algorithm, as the command line, the tests and the benchmarks see it.
struct Solver {
    std::string_view name;       ///< after --solver on the command line
    std::string_view summary;    ///< its line in `entente solvers`
    std::string_view accepts;    ///< which games; refusal() says why not of a particular one
    std::string_view guarantee;  ///< what a list with Status::complete means
    std::string_view cost;       ///< time and memory
    std::string_view source;     ///< the paper that the code follows

    /// Whether a complete list holds every equilibrium of this game (for a continuum: every
    /// extreme one), or only those of the kind that the solver looks for.
    bool (*finds_all)(const Game&);

    /// Why this game is out of reach, said to the user; nullopt if it is not.
    std::optional<std::string> (*refusal)(const Game&);

    /// @pre !refusal(game).
    Solution (*solve)(const Game&, const SolveOptions&);
};

/// All solvers, in the order in which they are listed to the user.
std::span<const Solver* const> solvers() noexcept;

/// The solver of that name, or null.
const Solver* find_solver(std::string_view name) noexcept;

/// The solver that is used when the user names none: the one that finds most for this game.
const Solver& default_solver(const Game& game);

}  // namespace entente
