#include "cli/command.hpp"

#include <array>

namespace entente::cli {
namespace {

constexpr std::array table{
    &check_command, &solve_command,    &evaluate_command, &search_command,
    &bench_command, &generate_command, &solvers_command,
};

}  // namespace

std::span<const Command* const> commands() noexcept {
    return table;
}

}  // namespace entente::cli
