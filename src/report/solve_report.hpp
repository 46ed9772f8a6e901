/// @file solve_report.hpp
/// The parts of solve_report(), one function a format.
#pragma once

#include "entente/report.hpp"

#include <string>
#include <vector>

namespace entente {

/// Everybody plays one action for sure.
bool is_pure(const Profile& profile);

std::string solve_text(const std::string& title, const std::vector<SolvedInteraction>& solved);
std::string solve_csv(const std::vector<SolvedInteraction>& solved);

}  // namespace entente
