/// @file csv.hpp
/// Comma-separated values as RFC 4180 has them, but for the line ends, which are "\n".
#pragma once

#include <string>
#include <vector>

namespace entente {

/// One line. Cells are quoted where they must be.
std::string csv_line(const std::vector<std::string>& cells);

/// "true" or "false".
std::string truth(bool b);

}  // namespace entente
